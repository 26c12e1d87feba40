"""The main job in a real browser: ask, follow a hit, see the marks in both versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_search_and_read_a_hit(page: Page):
    page.goto("/")
    page.get_by_role("searchbox").fill("Alihan Tore")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Letter from Alihan Tore to Commander-in-Chief").first.click()
    page.wait_for_url("**/documents/121726*")
    page.locator(".cell[lang=ru] mark", has_text="АЛИХАН").first.wait_for()
    page.locator(".cell[lang=en] mark", has_text="ALIHAN").first.wait_for()


def test_the_main_job_needs_no_script(chromium: Browser, server: str):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("Алихан Тюря")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Letter from Alihan Tore to Commander-in-Chief").first.click()
    page.locator("mark[id=m1]").first.wait_for()
    page.wait_for_load_state()
    assert page.locator("mark[id=m1]").count() == 1
    context.close()
