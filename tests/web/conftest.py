"""A real index of the sample holdings and a few awkward records, and an application over it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, Settings
from archsearch.web import create_app

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

HOLDINGS = Path(__file__).parents[2] / "data" / "holdings"
#: What markup in a holding must never become.
HOSTILE = '<script>alert("x")</script> & <b onmouseover=alert(1)>'
AWKWARD = [
    {
        "id": "hostile",
        "title": f"Zzhostile {HOSTILE}",
        "text_ru": f"Враждебныйтекст {HOSTILE} </mark><script>",
        "text_en": f"Zzhostile {HOSTILE}",
        "summary": HOSTILE,
        "people": HOSTILE,
        "source": "javascript:alert(1)",
    },
    {"id": "formula", "title": "=HYPERLINK(1)", "text_en": "\r=1+1 Zzformula. @SUM(A1)",
     "people": "+1|-2|@3"},
    {
        "id": "rtl",
        "title_fa": "نامه به کنسول شوروی",
        "title_ru": "Письмо Zzfarsi консулу",
        "text_fa": "به جناب کنسول\n\nاجازه فرمایید کاروان ما عبور کند.",
        "text_ru": "Господину консулу\n\nПрошу разрешить нашему каравану перейти границу.",
    },
    {"id": "renamed", "title": "Zzrenamed", "text_en": "Zzrenamed.", "former_ids": "oldname"},
    {
        "id": "long",
        "title": "Zzlong list",
        "text_en": "\n\n".join(f"Paragraph {n} of the list. " + ("Zzneedle." if n == 450 else "")
                               for n in range(1, 901)),
    },
]  # fmt: skip


@pytest.fixture(scope="session")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    manifest = folder / "awkward.jsonl"
    manifest.write_text("".join(json.dumps(row) + "\n" for row in AWKWARD), encoding="utf-8")
    settings = Settings(index=IndexSettings(path=folder / "index"))
    build_index([HOLDINGS, manifest], settings)
    return folder / "index"


@pytest.fixture(scope="session")
def settings(index_path: Path) -> Settings:
    return Settings(index=IndexSettings(path=index_path))


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
