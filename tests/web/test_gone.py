"""Documents that were renamed, removed or withdrawn: a reader's old link says so."""

from __future__ import annotations

from archsearch.indexing import withdrawn
from archsearch.web import create_app
from tests.indexing.holdings import Holdings, record


def test_a_renamed_document_is_found_under_its_old_id(client):
    answer = client.get("/documents/oldname?q=Zzrenamed&lang=ru")
    assert answer.status_code == 308
    assert answer.location == "/documents/renamed?q=Zzrenamed&lang=ru"
    assert client.get("/api/documents/oldname").location == "/api/documents/renamed"
    assert client.get("/documents/oldname.ris", follow_redirects=True).status_code == 200


def test_a_document_that_was_never_there_is_not_found(client):
    assert client.get("/documents/never").status_code == 404


def test_withdrawn_and_removed_documents_are_gone(tmp_path):
    holdings = Holdings(tmp_path)
    holdings.write("a", record("a1", "Hay."), record("a2", "Horses."), record("a3", "Oats."))
    holdings.build()
    client = create_app(holdings.settings).test_client()
    assert client.get("/documents/a2").status_code == 200
    withdrawn.withdraw(holdings.settings.index.path, "a2")
    for address in ("/documents/a2", "/api/documents/a2", "/documents/a2.ris"):
        assert client.get(address).status_code == 410, address
    assert "a2" not in client.get("/?q=Horses").get_data(as_text=True)
    holdings.write("a", record("a1", "Hay."), record("a2", "Horses."))
    holdings.update()
    assert client.get("/documents/a3").status_code == 410
