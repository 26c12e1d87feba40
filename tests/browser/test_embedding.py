"""The search box in a page of another origin, and the pages in a frame of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from web.serving import serving

from archsearch.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from archsearch.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def museum(settings: Settings) -> Iterator[str]:
    """The address of another site, whose pages hold the box and a frame."""
    app = Flask("museum")
    with serving(app) as site:
        web = replace(settings.web, cors_origins=(site,), frame_ancestors=(site,))
        with serving(create_app(replace(settings, web=web))) as search:
            pages = {
                "/box": f'<script src="{search}/static/embed.js" defer></script>'
                '<archsearch-box lang="ru"></archsearch-box>',
                "/frame": f'<iframe src="{search}/?q=Stalin" title="search"></iframe>',
            }
            app.add_url_rule(
                "/<page>", "page", lambda page: f"<!doctype html><body>{pages['/' + page]}"
            )
            yield site


def test_the_box_searches_from_another_origin(chromium: Browser, museum: str):
    page = chromium.new_page()
    page.goto(f"{museum}/box")
    page.get_by_role("searchbox").fill("Alihan Tore")
    page.keyboard.press("Enter")
    page.locator("archsearch-box mark").first.wait_for()
    assert page.locator("archsearch-box mark", has_text="АЛИХАН").count()
    link = page.locator("archsearch-box li a").first.get_attribute("href") or ""
    assert "/documents/121726?" in link
    page.close()


def test_without_leave_the_box_says_that_it_can_not_search(chromium: Browser, server: str):
    app = Flask("stranger")
    app.add_url_rule(
        "/", "page", lambda: f'<script src="{server}/static/embed.js" defer></script>'
        "<archsearch-box></archsearch-box>",
    )  # fmt: skip
    with serving(app) as stranger:
        page = chromium.new_page()
        page.goto(stranger)
        page.get_by_role("searchbox").fill("Stalin")
        page.keyboard.press("Enter")
        page.get_by_text("can't be reached").wait_for()
        page.close()


def test_named_sites_may_frame_the_pages_and_others_may_not(
    chromium: Browser, museum: str, server: str
):
    page = chromium.new_page()
    page.goto(f"{museum}/frame")
    page.frame_locator("iframe").get_by_role("searchbox").wait_for()
    page.set_content(f'<iframe src="{server}/" title="search"></iframe>')
    page.wait_for_timeout(500)
    assert page.frame_locator("iframe").get_by_role("searchbox").count() == 0
    page.close()
