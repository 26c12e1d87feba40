from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from archsearch.settings import IndexSettings, Settings
from archsearch.web import create_app
from archsearch.web.site import EXTENSION

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from flask.testing import FlaskClient


def test_an_unknown_address_is_a_page(client: FlaskClient):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_a_request_of_another_kind_is_refused(client: FlaskClient):
    assert client.post("/?q=Stalin").status_code == 405


def test_without_an_index_the_page_says_so(tmp_path: Path):
    client = create_app(Settings(index=IndexSettings(path=tmp_path))).test_client()
    answer = client.get("/?q=Stalin")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "The index can&#39;t be read" in answer.text
    assert str(tmp_path) not in answer.text


def test_an_index_of_another_release_names_the_command(tmp_path: Path):
    generation = tmp_path / "20260101T000000000000Z-00000000"
    generation.mkdir()
    (generation / "manifest.json").write_text('{"format": 1}', encoding="utf-8")
    (tmp_path / "current").write_text(f"{generation.name}\n", encoding="utf-8")
    client = create_app(Settings(index=IndexSettings(path=tmp_path))).test_client()
    answer = client.get("/?q=Stalin")
    assert answer.status_code == 503
    assert "archsearch index build" in answer.text
    assert str(tmp_path) not in answer.text
    russian = client.get("/?q=Stalin&ui=ru", headers={"Accept-Language": "ru"})
    assert "archsearch index build" in russian.text
    assert "another release" not in russian.text


def test_a_fault_has_a_page_and_an_id_and_the_query_stays_out_of_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
):
    class Broken:
        document_count = 0

        def search(self, query: str, **options: object) -> None:
            raise RuntimeError(f"can't digest {query}")

    app = create_app(replace(settings))
    app.extensions[EXTENSION]._searcher = Broken()
    with caplog.at_level(logging.DEBUG):
        answer = app.test_client().get("/?q=Secretquery")
    assert answer.status_code == 500
    error_id = answer.text.split("<code>")[1].split("</code>")[0]
    assert error_id in caplog.text
    assert "RuntimeError" in caplog.text
    assert "Secretquery" not in caplog.text


def test_no_query_is_ever_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        client.get("/?q=Secretquery")
        client.get("/documents/121726?q=Secretquery")
        client.get("/api/search?q=Secretquery&limit=x")
    assert "Secretquery" not in caplog.text
