from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

import pytest
import segno
from PIL import Image

from archsearch.holdings import Document
from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, KioskSettings, Settings, load_settings
from archsearch.web import create_app
from archsearch.web.citing import cite
from archsearch.web.citing.chicago import chicago_note
from archsearch.web.views.kiosk import short_note

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture
def kiosk(settings: Settings) -> FlaskClient:
    enabled = replace(settings, kiosk=KioskSettings(enabled=True, pin="2719"))
    return create_app(enabled).test_client()


def test_a_code_is_a_picture_made_here(kiosk: FlaskClient):
    answer = kiosk.get("/documents/121726/citation.svg")
    assert answer.content_type.startswith("image/svg+xml")
    assert b"<path" in answer.data
    assert kiosk.get("/documents/zzabsent/citation.svg").status_code == 404


def test_a_guesser_is_slowed_down(kiosk: FlaskClient):
    statuses = [kiosk.post("/staff", data={"pin": str(n)}).status_code for n in range(8)]
    assert statuses[:6] == [200] * 6
    assert statuses[-1] == 429


def test_the_staff_page_shows_faults_without_queries(settings: Settings):
    app = create_app(replace(settings, kiosk=KioskSettings(enabled=True, pin="2719")))

    class Broken:
        def search(self, query: str, **options: object) -> None:
            raise RuntimeError(query)

    site = app.extensions["archsearch"]
    working = site.searcher()
    site._searcher = Broken()
    app.test_client().get("/?q=Secretquery")
    site._searcher = working
    page = app.test_client().post("/staff", data={"pin": "2719"}).text
    assert "RuntimeError" in page
    assert "Secretquery" not in page


def test_without_a_pin_or_a_kiosk_there_is_no_staff_page(settings: Settings, client: FlaskClient):
    assert client.get("/staff").status_code == 404
    without = create_app(replace(settings, kiosk=KioskSettings(enabled=True)))
    assert without.test_client().get("/staff").status_code == 404


def test_an_error_page_brings_the_start_page_back(kiosk: FlaskClient):
    assert 'http-equiv="refresh"' in kiosk.get("/nowhere").text


def test_outside_a_kiosk_nothing_of_it_is_loaded(client: FlaskClient):
    page = client.get("/?size=2&contrast=1").text
    assert "kiosk" not in page
    assert "size=2" not in page.split("<main")[1].split("</main>")[0]


def test_a_code_holds_the_citation_and_never_a_local_address(kiosk: FlaskClient):
    picture = kiosk.get("/documents/121726/citation.svg").text
    note = chicago_note(cite(kiosk_document(kiosk), ""))
    assert "127.0.0.1" not in note
    assert "localhost" not in note
    assert modules(picture) == modules(code_of(note))


def test_with_a_public_address_a_code_holds_it(settings: Settings):
    web = replace(settings.web, public_url="https://archive.example/catalogue")
    public = replace(settings, web=web, kiosk=KioskSettings(enabled=True))
    picture = create_app(public).test_client().get("/documents/121726/citation.svg").text
    address = "https://archive.example/catalogue/documents/121726"
    assert modules(picture) == modules(code_of(address))


def test_the_address_of_the_source_is_a_code_too(kiosk: FlaskClient):
    picture = kiosk.get("/documents/121726/address-0.svg").text
    assert modules(picture) == modules(code_of(kiosk_document(kiosk).addresses[0]))
    assert kiosk.get("/documents/121726/address-7.svg").status_code == 404


def test_a_citation_of_any_length_fits_into_a_code():
    endless = Document(id="x", titles={"ru": "Я" * 5000}, collection="Ю" * 5000)
    note = short_note(cite(endless, ""))
    assert note.startswith("“Я")
    assert segno.make_qr(note, error="m").version


def kiosk_document(kiosk: FlaskClient) -> Document:
    return kiosk.application.extensions["archsearch"].searcher().document("121726")


def code_of(text: str) -> str:
    """The code as the library draws it."""
    code = segno.make_qr(text, error="m", boost_error=False)
    return code.svg_inline(border=4, light="white", omitsize=True)


def modules(picture: str) -> list[str]:
    """The paths of a picture, which draw its squares."""
    return re.findall(r' d="([^"]+)"', picture)


def test_a_line_of_the_settings_makes_a_kiosk(tmp_path: Path):
    (tmp_path / "archsearch.toml").write_text("kiosk = true\n")
    assert load_settings(tmp_path / "archsearch.toml", {}).kiosk == KioskSettings(enabled=True)
    (tmp_path / "archsearch.toml").write_text('[kiosk]\nenabled = true\nwelcome = { ru = "Зал" }\n')
    assert load_settings(tmp_path / "archsearch.toml", {}).kiosk.welcome == {"ru": "Зал"}


def test_signs_of_life_are_for_kiosks(kiosk: FlaskClient, client: FlaskClient):
    assert kiosk.get("/alive").status_code == 200
    assert kiosk.post("/alive").status_code == 204
    assert client.get("/alive").status_code == 404


SHOWN, HIDDEN = "Shown papers", "Hidden papers"
ADDRESSES = (
    *("/", "/?q=letter", "/?q=Zzhidden", "/?q=letter&collection=Hidden+papers", "/browse"),
    *("/browse/person", "/browse/collection", "/browse/place", "/documents/shown?q=letter"),
    *("/documents/hidden", "/documents/hidden/citation.svg", "/about", "/?q=zzhiddn", "/help"),
    *("/api/suggest?q=zzh", "/api/suggest?q=Hid", "/concordance?q=letter", "/?q=NOT+zzz"),
    *("/api/documents/hidden", "/documents/oldhidden", "/authorities/alihan-tore"),
    *("/shelves?at=garf/9401/2", "/shelves?at=garf"),
)


@pytest.fixture(scope="module")
def two_collections(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("kiosk")
    records = [
        {"id": "shown", "title": "A letter", "text_en": "Seen letter.", "collection": SHOWN,
         "reference": "GARF, f. 9401, op. 2, d. 95"},
        {"id": "hidden", "title": "Zzhidden letter", "text_en": "Zzhidden letter of Hiddenman.",
         "people": "Hiddenman", "places": "Hiddentown", "collection": HIDDEN,
         "former_ids": "oldhidden", "reference": "GARF, f. 9401, op. 2, d. 96",
         "images": "hidden.png"},
    ]  # fmt: skip
    Image.new("L", (3, 4), 255).save(folder / "hidden.png")
    holdings = folder / "holdings.jsonl"
    holdings.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    settings = Settings(index=IndexSettings(path=folder / "index"))
    build_index([holdings], settings)
    return settings


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_kiosk_of_one_collection_shows_nothing_of_another(
    two_collections: Settings, address: str
):
    limited = KioskSettings(enabled=True, collection=SHOWN)
    answer = create_app(replace(two_collections, kiosk=limited)).test_client().get(address)
    asked = unquote_plus(address.partition("?")[2]).casefold()
    for trace in ("zzhidden letter", "hiddenman", "hiddentown", "hidden papers", "2 documents"):
        if trace not in asked:
            assert trace not in answer.text.casefold()


def test_a_kiosk_of_one_collection_counts_that_one(two_collections: Settings):
    for collection, documents in ((SHOWN, 1), ("", 2)):
        kiosk = KioskSettings(enabled=True, collection=collection)
        client = create_app(replace(two_collections, kiosk=kiosk)).test_client()
        page = client.get("/about").text
        assert f"<dt>Documents</dt><dd>{documents}</dd>" in page
        assert ("<dt>Passages</dt>" in page) is (not collection)


def test_no_image_of_another_collection_is_given(two_collections: Settings):
    address = "/documents/hidden/scans/1"
    for collection, status in ((SHOWN, 404), ("", 200)):
        kiosk = KioskSettings(enabled=True, collection=collection)
        client = create_app(replace(two_collections, kiosk=kiosk)).test_client()
        with client.get(address) as answer:
            assert answer.status_code == status


def test_the_same_addresses_show_it_where_nothing_is_limited(two_collections: Settings):
    client = create_app(replace(two_collections, kiosk=KioskSettings(enabled=True))).test_client()
    texts = {address: client.get(address).text.casefold() for address in ADDRESSES}
    assert "zzhidden letter" in texts["/?q=letter"]
    assert "zzhidden letter" in texts["/documents/hidden"]
    assert "hiddenman" in texts["/browse/person"]
    assert "hiddenman" in texts["/api/suggest?q=Hid"]
    assert "hidden papers" in texts["/browse/collection"]
    assert "zzhidden letter" in texts["/shelves?at=garf/9401/2"]
    assert "2 documents" in texts["/"]
