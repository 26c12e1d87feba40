"""A real server over a real index, and a real Chromium to look at it with."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright
from web.serving import serving

from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, Settings
from archsearch.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

HOLDINGS = Path(__file__).parents[2] / "data" / "holdings"
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        message = "No Chromium here; scripts/install-chromium says how to get it."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


#: A record of three leaves, each with its image.
SCANNED = {
    "id": "scanned",
    "title_ru": "Опись имущества станции",
    "title_en": "Inventory of the station",
    "reference": "ГАРФ, ф. Д-9999, оп. 1, д. 13, лл. 355-357",
    "images": "1.png|2.png|3.png",
    "iiif_manifest": "https://iiif.example.org/355/manifest.json",
    "text_ru": "[л. 355]\n\nТермометров два.\n\n[л. 356]\n\nБарометр один.\n\n[л. 357]\n\nКниг 20.",
    "text_en": "[f. 355]\n\nTwo thermometers.\n\n[f. 356]\n\nOne barometer.\n\n[f. 357]\n\n20.",
}


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("browser")
    scanned = folder / "scanned"
    scanned.mkdir()
    for number in (1, 2, 3):
        Image.new("L", (300 + number, 400), 255).save(scanned / f"{number}.png")
    manifest = scanned / "manifest.jsonl"
    manifest.write_text(json.dumps(SCANNED, ensure_ascii=False), encoding="utf-8")
    settings = Settings(index=IndexSettings(path=folder / "index"))
    build_index([HOLDINGS, scanned], settings)
    return settings


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[str]:
    """The address of a running server."""
    with serving(create_app(settings)) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=server, locale="en-GB")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" else None,
    )
    yield opened
    context.close()
    assert not errors
