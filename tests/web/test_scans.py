"""Page images beside a text: those among the holdings are shown, all others are links."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, Settings
from archsearch.web import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

LEAVES = ("[л. 355]", "Термометров два.", "[л. 356]", "Барометр один.")
RECORDS = [
    {"id": "scanned", "title": "Опись", "images": "1.png|2.png", "text_ru": "\n\n".join(LEAVES)},
    {"id": "elsewhere", "title": "Карта", "text_ru": "Карта.",
     "images": "https://scans.example.org/1.jpg",
     "iiif_manifest": "https://scans.example.org/manifest.json"},
    {"id": "tiff", "title": "Лист", "text_ru": "Лист.", "images": "3.tif"},
    {"id": "closed", "title": "Дело", "text_ru": "Дело.", "images": "1.png",
     "access": "metadata-only"},
]  # fmt: skip


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scans")
    for name in ("1.png", "2.png", "3.tif", "unnamed.png"):
        Image.new("L", (30, 40), 255).save(folder / name)
    rows = (json.dumps(row, ensure_ascii=False) + "\n" for row in RECORDS)
    (folder / "manifest.jsonl").write_text("".join(rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def client(holdings: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    settings = Settings(index=IndexSettings(path=tmp_path_factory.mktemp("scans") / "index"))
    build_index([holdings], settings)
    return create_app(settings).test_client()


def test_the_image_of_the_first_match_stands_beside_the_text(client: FlaskClient):
    page = client.get("/documents/scanned", query_string={"q": "барометр"}).text
    assert '<img class="scan-image" src="/documents/scanned/scans/2"' in page
    assert 'width="30" height="40"' in page
    assert '<span class="page-break" data-scan="1">' in page
    assert 'src="/documents/scanned/scans/1"' in client.get("/documents/scanned").text
    assert 'src="/documents/scanned/scans/2"' in client.get("/documents/scanned?scan=2").text
    assert client.get("/documents/scanned?scan=3").status_code == 400


def test_an_image_is_given_as_it_is(client: FlaskClient, holdings: Path):
    with client.get("/documents/scanned/scans/1") as answer:
        assert answer.mimetype == "image/png"
        assert answer.data == (holdings / "1.png").read_bytes()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "address", ["scanned/scans/0", "scanned/scans/3", "tiff/scans/1", "elsewhere/scans/1",
                "closed/scans/1", "zzabsent/scans/1", "scanned/scans/../manifest.jsonl"],
)  # fmt: skip
def test_nothing_else_is_given(client: FlaskClient, address: str):
    assert client.get(f"/documents/{address}").status_code == 404


def test_an_image_that_was_changed_or_taken_away_is_not_given(client: FlaskClient, holdings: Path):
    kept = (holdings / "2.png").read_bytes()
    (holdings / "2.png").write_bytes(kept + b" ")
    assert client.get("/documents/scanned/scans/2").status_code == 404
    (holdings / "2.png").write_bytes(kept)
    with client.get("/documents/scanned/scans/2") as answer:
        assert answer.status_code == 200


def test_what_is_on_other_hosts_is_a_link_and_never_loaded(client: FlaskClient):
    page = client.get("/documents/elsewhere").text
    assert 'href="https://scans.example.org/1.jpg"' in page
    assert 'href="https://scans.example.org/manifest.json"' in page
    assert 'src="https:' not in page
    assert "scan-image" not in page
