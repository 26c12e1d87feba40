"""Markup in a holding is text wherever it is shown: a real browser runs none of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from flask import Flask
from web.serving import serving

from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, KioskSettings, Settings
from archsearch.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MARKUP = '"><script>window.attacked=1</script><img src=x onerror="window.attacked=1"> </title>'
ATTACK = f"Zzhostile {MARKUP}"
RECORD = {
    "id": "hostile<b>id",
    "title_ru": ATTACK,
    "title_en": f"English {ATTACK}",
    "text_ru": f"Текст {ATTACK}",
    "text_en": f"Text {ATTACK}",
    **dict.fromkeys(("summary", "people", "places", "subjects", "collection", "credits"), ATTACK),
    **dict.fromkeys(("rights", "citation", "translator_en", "repository", "fond"), ATTACK),
    "source": "javascript:window.attacked=1",
}
PAGES = (
    "/",
    "/?q=Zzhostile",
    f"/?q={quote(ATTACK)}",
    "/?q=Zzhostile&person=" + quote(ATTACK),
    "/documents/hostile-b-id?q=Zzhostile",
    f"/documents/{quote(ATTACK, safe='')}",
    "/browse",
    "/browse/person",
    "/concordance?q=Zzhostile",
    "/export?q=Zzhostile&format=print",
    "/feed.atom?q=Zzhostile",
    "/about",
    f"/{quote(ATTACK)}",
    f"/?q=a&sort={quote(ATTACK)}",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("hostile")
    (folder / "holdings.jsonl").write_text(json.dumps(RECORD), encoding="utf-8")
    settings = Settings(index=IndexSettings(path=folder / "index"))
    build_index([folder / "holdings.jsonl"], settings)
    return settings


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def attacked(page: Page) -> bool:
    """Whether markup of the holding became an element, which the policy may still have stopped."""
    return bool(
        page.evaluate(
            "() => Boolean(window.attacked || document.querySelector('img[src=x], main script'))"
        )
    )


@pytest.mark.parametrize("kiosk", [False, True])
def test_no_page_runs_it(watched: Page, hostile: Settings, kiosk: bool):
    settings = replace(hostile, kiosk=KioskSettings(enabled=kiosk))
    with serving(create_app(settings)) as address:
        for path in PAGES:
            watched.goto(address + path)
            assert not attacked(watched), path
            if "q=Zzhostile" in path and not ((kiosk and "format" in path) or "feed" in path):
                assert "<script>" in watched.evaluate("document.body.innerText"), path


def test_the_box_in_another_page_shows_it_as_text(watched: Page, hostile: Settings):
    site = Flask("museum")
    with serving(site) as origin:
        web = replace(hostile.web, cors_origins=(origin,))
        with serving(create_app(replace(hostile, web=web))) as search:
            site.add_url_rule(
                "/", "page", lambda: f'<!doctype html><script src="{search}/static/embed.js" defer>'
                "</script><archsearch-box></archsearch-box>",
            )  # fmt: skip
            watched.goto(origin)
            watched.get_by_role("searchbox").fill("Zzhostile")
            watched.keyboard.press("Enter")
            watched.locator("archsearch-box li").first.wait_for()
            assert "<script>" in watched.locator("archsearch-box li").first.inner_text()
            assert watched.locator("archsearch-box img, archsearch-box script").count() == 0
            assert not watched.evaluate("() => Boolean(window.attacked)")
