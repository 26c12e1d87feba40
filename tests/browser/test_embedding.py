"""The search box in a page of another origin, and the pages in a frame of one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from web.serving import serving
from werkzeug.test import Client

from archsearch.settings import load_settings
from archsearch.web import create_app, security
from archsearch.web.views import theme

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


def test_the_box_has_the_name_the_colours_and_the_texts_of_the_settings(
    chromium: Browser, settings: Settings
):
    app = Flask("museum")
    with serving(app) as origin:
        web = replace(
            settings.web,
            cors_origins=(origin,),
            title="Читальный зал",
            colours={"accent": "rgb(122, 31, 43)"},
            box_texts={"label_ru": "Искать здесь", "search_ru": "Пуск"},
        )
        with serving(create_app(replace(settings, web=web))) as search:
            box = f'<script src="{search}/static/embed.js" defer></script>'
            pages = {
                "plain": f'{box}<archsearch-box lang="ru"></archsearch-box>',
                "styled": f"{box}<style>archsearch-box {{ --archsearch-accent: rgb(0, 0, 200) }}"
                '</style><archsearch-box lang="ru" name="off"></archsearch-box>',
            }
            app.add_url_rule("/<name>", "page", lambda name: f"<!doctype html>{pages[name]}")
            page = chromium.new_page()
            page.goto(f"{origin}/plain")
            button = page.get_by_role("button", name="Пуск")
            button.wait_for()
            assert page.get_by_label("Искать здесь").is_visible()
            assert page.get_by_role("link", name="Читальный зал").is_visible()
            colour = "(each) => getComputedStyle(each).backgroundColor"
            assert button.evaluate(colour) == "rgb(122, 31, 43)"
            page.goto(f"{origin}/styled")
            button.wait_for()
            assert button.evaluate(colour) == "rgb(0, 0, 200)"
            assert page.get_by_role("link", name="Читальный зал").count() == 0
            page.close()


def blocks(language: str) -> list[str]:
    """The examples of the document in one language."""
    document = Path(__file__).parents[2] / "docs" / "embedding.md"
    return re.findall(rf"```{language}\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)


def test_the_examples_for_other_sites_run(chromium: Browser, settings: Settings):
    """As the document has them, but for the addresses."""
    example, framed = blocks("html")
    (style,) = blocks("css")
    app = Flask("museum")
    with serving(app) as origin:
        web = replace(settings.web, cors_origins=(origin,), frame_ancestors=(origin,))
        with serving(create_app(replace(settings, web=web))) as search:
            html = f"<style>{style}</style>{example}{framed}".replace(
                "https://archive.example/catalogue/search", search
            )
            app.add_url_rule("/", "page", lambda: f"<!doctype html>{html}")
            page = chromium.new_page()
            page.goto(origin)
            box = page.locator("archsearch-box")
            box.get_by_role("searchbox").fill("Alihan Tore")
            page.keyboard.press("Enter")
            box.locator("mark", has_text="АЛИХАН").first.wait_for()
            page.frame_locator("iframe").get_by_role("searchbox").wait_for()
            page.close()


def test_the_python_examples_run(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.chdir(settings.index.path.parent)
    in_flask, beside = blocks("python")
    scope: dict[str, Any] = {"__name__": __name__, "museum_app": Flask("museum")}
    exec(in_flask, scope)  # noqa: S102 - the document's own
    client = scope["app"].test_client()
    assert "Letter from Alihan Tore" in client.get("/catalogue/search/?q=Alihan+Tore").text
    exec(beside, scope)  # noqa: S102
    mounted = Client(scope["application"])
    assert "Letter from Alihan Tore" in mounted.get("/catalogue/search/?q=Alihan+Tore").text


@pytest.mark.parametrize("block", blocks("toml"))
def test_the_settings_of_the_document_are_settings(block: str, tmp_path: Path):
    (tmp_path / "archsearch.toml").write_text(block, encoding="utf-8")
    web = load_settings(tmp_path / "archsearch.toml", {}).web
    security.check_origins(web)
    theme.check(web)
