"""WCAG 2.2 AA as far as axe-core can tell, reflow at 320 px, and the main job by keyboard."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/?q=Alihan+Tore",
    "/?q=zzqqxxyy",
    "/?q=",
    "/documents/121726?q=Alihan+Tore",
    "/documents/121726?version=ru",
    "/documents/zzabsent",
    "/help",
    "/about",
    "/browse",
    "/browse/person",
    "/export?format=print&id=121726",
]
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def complaints(page: Page) -> list[str]:
    answer = Axe().run(page, options=AXE_OPTIONS).response
    return [
        f"{violation['id']}: {node['html']}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


#: Width, language, colours: two that share nothing, and (slow) all the others.
SIGHTS = [(1280, "en", "light"), (390, "ru", "dark")]
OTHER_SIGHTS = sorted(
    set(itertools.product((1280, 390), ("en", "ru"), ("light", "dark"))) - set(SIGHTS)
)


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [*SIGHTS, *(pytest.param(*sight, marks=pytest.mark.slow) for sight in OTHER_SIGHTS)],
)
def test_axe_finds_nothing(chromium: Browser, server: str, width: int, language: str, scheme: str):
    context = chromium.new_context(
        base_url=server, viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    page = context.new_page()
    found = []
    for address in PAGES:
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        found += [f"{address}: {complaint}" for complaint in complaints(page)]
    context.close()
    assert "\n".join(found) == ""


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_wider_than_a_small_phone(chromium: Browser, server: str, address: str):
    context = chromium.new_context(base_url=server, viewport={"width": 320, "height": 568})
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_nothing_moves_after_the_first_paint(page: Page):
    page.goto("/?q=Alihan+Tore")
    shift = page.evaluate(
        """() => new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) sum += entry.value;
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(sum), 400);
        })"""
    )
    assert shift == 0


def test_the_main_job_by_keyboard_alone(page: Page):
    page.goto("/")
    page.wait_for_function("document.activeElement.id === 'q'")
    page.keyboard.type("Alihan Tore")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=Alihan+Tore")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.hit') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/121726**")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "m1"
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "m2"
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "m1"
    assert page.locator(".bar-place").inner_text().startswith("1 ")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_the_keys_have_a_list_and_work_with_a_russian_layout(page: Page):
    page.goto("/documents/121726?q=Alihan+Tore")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'т', bubbles: true}))"
    )
    assert page.evaluate("document.activeElement.id") == "m1"


def test_the_keys_can_be_switched_off_and_stay_off(page: Page):
    page.goto("/documents/121726?q=Alihan+Tore&keys=0")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") != "m1"
    assert "keys=0" in (page.locator(".back a").get_attribute("href") or "")


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page):
    page.goto("/?q=Alihan+Tore")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_marks_are_seen_in_forced_colours(chromium: Browser, server: str):
    context = chromium.new_context(base_url=server, forced_colors="active")
    page = context.new_page()
    page.goto("/documents/121726?q=Alihan+Tore")
    colours = page.evaluate(
        """() => [document.querySelector("mark"), document.body]
            .map((each) => getComputedStyle(each).backgroundColor)"""
    )
    assert colours[0] != colours[1]
    context.close()
