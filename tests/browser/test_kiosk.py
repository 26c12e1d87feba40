"""A kiosk leaves nothing of its reader, lets nobody out, and brings its own keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from web.serving import serving

from archsearch.settings import KioskSettings
from archsearch.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from archsearch.settings import Settings

pytestmark = pytest.mark.browser

KIOSK = KioskSettings(enabled=True, idle_seconds=600, pin="2719")
DOCUMENT = "/documents/121726?q=Alihan+Tore"


@pytest.fixture
def kiosk_settings() -> KioskSettings:
    return KIOSK


@pytest.fixture
def kiosk(chromium: Browser, settings: Settings, kiosk_settings: KioskSettings) -> Iterator[Page]:
    web = replace(settings.web, language="ru")
    app = create_app(replace(settings, web=web, kiosk=kiosk_settings))
    with serving(app) as address:
        context = chromium.new_context(
            base_url=address, viewport={"width": 1920, "height": 1080}, has_touch=True
        )
        page = context.new_page()
        page.goto("/")
        yield page
        context.close()


def search(page: Page, query: str) -> None:
    page.get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")


def test_no_step_of_a_reader_is_in_the_history(kiosk: Page):
    before = kiosk.evaluate("history.length")
    search(kiosk, "Alihan Tore")
    kiosk.locator(".hit-title a").first.click()
    kiosk.wait_for_url("**/documents/**")
    kiosk.locator(".row-number").first.click()
    assert kiosk.evaluate("history.length") == before


def test_nothing_is_kept_in_the_browser(kiosk: Page):
    search(kiosk, "Alihan Tore")
    assert kiosk.context.cookies() == []
    assert kiosk.evaluate("localStorage.length + sessionStorage.length") == 0
    assert kiosk.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert kiosk.get_by_role("searchbox").get_attribute("autocomplete") == "off"


def test_no_page_may_be_stored(kiosk: Page):
    for address in ("/", "/?q=Stalin", DOCUMENT, "/help", "/nowhere"):
        answer = kiosk.request.get(address)
        assert answer.headers["cache-control"] == "no-store", address


@pytest.mark.parametrize("kiosk_settings", [replace(KIOSK, idle_seconds=1, warning_seconds=2)])
def test_an_idle_kiosk_warns_and_starts_again(kiosk: Page):
    search(kiosk, "Alihan Tore")
    kiosk.get_by_role("searchbox").fill("half a word")
    kiosk.get_by_role("dialog").wait_for()
    kiosk.get_by_role("dialog").wait_for(state="hidden")
    kiosk.wait_for_url(lambda address: "q=" not in address)
    assert kiosk.get_by_role("searchbox").input_value() == ""


@pytest.mark.parametrize("kiosk_settings", [replace(KIOSK, idle_seconds=1, warning_seconds=30)])
def test_who_is_still_reading_goes_on(kiosk: Page):
    kiosk.goto(DOCUMENT)
    kiosk.get_by_role("dialog").get_by_role("button").click()
    assert kiosk.get_by_role("dialog").count() == 0
    assert "/documents/" in kiosk.url


@pytest.mark.parametrize("address", ["/", "/?q=Alihan+Tore", DOCUMENT, "/help", "/browse"])
def test_no_link_leads_out_or_to_a_file(kiosk: Page, address: str):
    kiosk.goto(address)
    links = kiosk.eval_on_selector_all("a[href]", "all => all.map((each) => each.href)")
    origin = kiosk.evaluate("location.origin")
    assert links
    for link in links:
        assert link.startswith(origin)
        assert not link.split("?")[0].endswith((".ris", ".bib", ".json", ".txt", ".atom"))
    assert kiosk.locator("[target], [download], embed, object, iframe").count() == 0


@pytest.mark.parametrize(
    "address",
    ["/documents/121726.ris", "/export?q=Stalin&format=csv", "/feed.atom?q=Stalin", "/api"],
)
def test_what_is_for_taking_away_is_not_there(kiosk: Page, address: str):
    assert kiosk.request.get(address).status == 404


def test_a_citation_goes_along_as_a_code(kiosk: Page):
    kiosk.goto(DOCUMENT)
    picture = kiosk.locator(".qr img")
    assert picture.evaluate("(image) => image.complete && image.naturalWidth > 0")


def test_a_touch_brings_the_keyboard_and_it_types_in_both_scripts(kiosk: Page):
    kiosk.get_by_role("searchbox").tap()
    kiosk.locator(".hg-button", has_text="ю").first.wait_for()
    for letter in "ТЮРЯ".lower():
        kiosk.locator(f'.hg-button[data-skbtn="{letter}"]').tap()
    assert kiosk.get_by_role("searchbox").input_value() == "тюря"
    kiosk.locator('.hg-button[data-skbtn="{switch}"]').tap()
    kiosk.locator('.hg-button[data-skbtn="q"]').tap()
    assert kiosk.get_by_role("searchbox").input_value() == "тюряq"
    kiosk.locator('.hg-button[data-skbtn="{bksp}"]').tap()
    kiosk.locator('.hg-button[data-skbtn="{enter}"]').tap()
    kiosk.wait_for_url("**/?q=*")
    assert kiosk.get_by_role("searchbox").input_value() == "тюря"


@pytest.mark.parametrize("address", ["/", "/?q=Alihan+Tore"])
def test_the_keyboard_never_covers_the_box(kiosk: Page, address: str):
    kiosk.goto(address)
    kiosk.get_by_role("searchbox").tap()
    kiosk.locator(".kiosk-keyboard").wait_for()
    box = kiosk.get_by_role("searchbox").bounding_box()
    keyboard = kiosk.locator(".kiosk-keyboard").bounding_box()
    assert box
    assert keyboard
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= keyboard["y"]


@pytest.mark.parametrize("address", ["/", "/?q=Alihan+Tore", DOCUMENT, "/browse"])
def test_every_target_is_large_enough_for_a_finger(kiosk: Page, address: str):
    kiosk.goto(address)
    small = kiosk.eval_on_selector_all(
        "a[href]:not(.skip), button, input",
        """(all) => all.filter((each) => each.offsetParent)
            .filter((each) => each.getBoundingClientRect().height < 47.5)
            .map((each) => each.outerHTML)""",
    )
    assert small == []


def test_type_and_contrast_are_chosen_in_the_address(kiosk: Page):
    ordinary = kiosk.evaluate("getComputedStyle(document.documentElement).fontSize")
    kiosk.locator(".kiosk-larger").click()
    kiosk.wait_for_url("**/?size=1*")
    assert kiosk.evaluate("getComputedStyle(document.documentElement).fontSize") != ordinary
    search(kiosk, "Stalin")
    assert "size=1" in kiosk.url


def test_no_menu_opens(kiosk: Page):
    prevented = kiosk.evaluate(
        """() => {
            const event = new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
            document.body.dispatchEvent(event);
            return event.defaultPrevented;
        }"""
    )
    assert prevented


@pytest.mark.parametrize("kiosk_settings", [replace(KIOSK, attract=("121726",), attract_seconds=1)])
def test_while_nobody_is_there_documents_are_shown_and_a_touch_starts(kiosk: Page):
    kiosk.wait_for_url("**/documents/121726?attract=0")
    kiosk.mouse.click(5, 5)
    kiosk.wait_for_url(lambda address: "documents" not in address)


def test_staff_see_the_state_with_the_pin_only(kiosk: Page):
    kiosk.goto("/staff")
    kiosk.get_by_role("textbox").fill("1111")
    kiosk.locator(".staff-form button").click()
    assert kiosk.locator(".figures").count() == 0
    kiosk.get_by_role("textbox").fill("2719")
    kiosk.locator(".staff-form button").click()
    kiosk.locator(".figures").wait_for()
