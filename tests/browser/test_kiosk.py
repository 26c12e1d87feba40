"""A kiosk leaves nothing of its reader, lets nobody out, and brings its own keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from web.serving import serving

from archsearch.settings import KioskSettings
from archsearch.web import create_app
from archsearch.web.site import SignOfLife

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


def test_no_way_back_leads_to_a_reader(kiosk: Page):
    blank = kiosk.evaluate("history.length")
    search(kiosk, "Alihan Tore")
    kiosk.locator(".hit-title a").first.click()
    kiosk.wait_for_url("**/documents/**")
    assert kiosk.evaluate("history.length") == blank
    kiosk.go_back()
    assert kiosk.url == "about:blank"
    kiosk.go_forward()
    assert "q=" in kiosk.url  # the page that is open, and no other
    kiosk.evaluate("history.go(-2)")
    kiosk.wait_for_timeout(300)
    assert "/?q=" not in kiosk.url


def test_nothing_is_kept_in_the_browser(kiosk: Page):
    search(kiosk, "Alihan Tore")
    kiosk.locator(".hit-title a").first.click()
    kiosk.wait_for_url("**/documents/**")
    assert kiosk.context.cookies() == []
    assert kiosk.evaluate("localStorage.length + sessionStorage.length") == 0
    assert kiosk.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert kiosk.evaluate("caches.keys().then((all) => all.length)") == 0
    assert (
        kiosk.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    assert kiosk.evaluate("window.name") == ""
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


@pytest.mark.parametrize("kiosk_settings", [replace(KIOSK, idle_seconds=1, warning_seconds=1)])
def test_of_the_last_reader_the_next_one_sees_nothing(kiosk: Page):
    fresh = kiosk.content()
    search(kiosk, "Secretname")
    kiosk.get_by_role("searchbox").fill("half a secret")
    kiosk.locator(".kiosk-larger").click()
    kiosk.wait_for_url("**size=1**")
    kiosk.wait_for_url(lambda address: "?" not in address, timeout=10_000)
    assert kiosk.content() == fresh
    assert kiosk.get_by_role("searchbox").input_value() == ""
    assert "ecret" not in kiosk.url
    assert kiosk.evaluate("document.referrer") == ""
    kiosk.go_back()
    assert "ecret" not in kiosk.content()


def test_a_link_that_was_followed_looks_like_any_other(kiosk: Page):
    search(kiosk, "Alihan Tore")
    title = kiosk.locator(".hit-title").first
    kiosk.mouse.move(5, 5)
    before = title.screenshot()
    title.locator("a").click()
    kiosk.wait_for_url("**/documents/**")
    kiosk.locator(".back a").click()
    kiosk.wait_for_url("**/?q=**")
    kiosk.mouse.move(5, 5)
    kiosk.evaluate("document.activeElement.blur()")
    assert title.screenshot() == before


def test_a_page_out_of_the_browsers_cache_starts_again(kiosk: Page):
    search(kiosk, "Alihan Tore")
    kiosk.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    kiosk.wait_for_url(lambda address: "q=" not in address)


def test_no_form_is_completed_by_the_browser(kiosk: Page):
    for address in ("/", "/?q=Stalin", DOCUMENT, "/browse", "/staff"):
        kiosk.goto(address)
        boxes = kiosk.eval_on_selector_all(
            "input:not([type=hidden]):not([type=checkbox])",
            "all => all.map((each) => each.autocomplete)",
        )
        assert boxes, address
        assert set(boxes) == {"off"}, address


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
    for picture in kiosk.locator(".qr img").all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")
    assert kiosk.locator(".qr img").count() == 2
    assert kiosk.locator(".qr-address").inner_text().startswith("https://")


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


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (1024, 768), (768, 1024)])
@pytest.mark.parametrize("address", ["/", "/?q=Alihan+Tore", f"{DOCUMENT}&size=2"])
def test_the_keyboard_never_covers_the_box(kiosk: Page, address: str, size: tuple[int, int]):
    kiosk.set_viewport_size({"width": size[0], "height": size[1]})
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


def touch(page: Page, letters: str) -> None:
    for letter in letters:
        page.locator(f'.hg-button[data-skbtn="{letter}"]').tap()


def test_what_was_typed_on_the_wrong_layout_is_recovered(kiosk: Page):
    kiosk.get_by_role("searchbox").tap()
    kiosk.locator('.hg-button[data-skbtn="{switch}"]').tap()
    touch(kiosk, "cnfkbye")
    kiosk.locator('.hg-button[data-skbtn="{enter}"]').tap()
    kiosk.wait_for_url("**/?q=*")
    kiosk.locator("a", has_text="сталину").first.tap()
    kiosk.wait_for_url("**/?q=%D1%81%D1%82%D0%B0%D0%BB%D0%B8%D0%BD%D1%83*")
    assert kiosk.locator(".hit").count()


def test_every_letter_of_both_scripts_is_on_the_keyboard(kiosk: Page):
    kiosk.get_by_role("searchbox").tap()
    kiosk.locator(".hg-button").first.wait_for()
    read = "all => all.map((each) => each.dataset.skbtn)"
    russian = kiosk.eval_on_selector_all(".hg-button", read)
    assert set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя0123456789-") <= set(russian)
    kiosk.locator('.hg-button[data-skbtn="{switch}"]').tap()
    assert set("abcdefghijklmnopqrstuvwxyz'0123456789-") <= set(
        kiosk.eval_on_selector_all(".hg-button", read)
    )
    heights = kiosk.eval_on_selector_all(
        ".hg-button", "all => all.map((each) => each.offsetHeight)"
    )
    assert min(heights) >= 48


def test_a_mouse_needs_no_keyboard_on_the_screen(kiosk: Page):
    kiosk.get_by_role("searchbox").click()
    assert kiosk.locator(".kiosk-keyboard").is_hidden()


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


@pytest.mark.parametrize("name", ["copy", "cut", "paste", "drop", "auxclick"])
def test_nothing_is_taken_along_or_brought_in(kiosk: Page, name: str):
    prevented = kiosk.evaluate(
        """(name) => {
            const event = new Event(name, { bubbles: true, cancelable: true });
            document.body.dispatchEvent(event);
            return event.defaultPrevented;
        }""",
        name,
    )
    assert prevented


@pytest.mark.parametrize(
    "key", ["Control+p", "Control+s", "Control+n", "F1", "F7", "Alt+ArrowLeft", "Control+Equal"]
)
def test_no_command_of_the_browser_is_heard(kiosk: Page, key: str):
    kiosk.evaluate(
        "addEventListener('keydown', (event) => { window.heard = event.defaultPrevented; })"
    )
    kiosk.keyboard.press(key)
    assert kiosk.evaluate("window.heard")
    assert len(kiosk.context.pages) == 1


def test_nothing_is_asked_of_another_host(kiosk: Page):
    asked: list[str] = []
    kiosk.on("request", lambda request: asked.append(request.url))
    for address in ("/", "/?q=Alihan+Tore", DOCUMENT, "/browse", "/help", "/about", "/staff"):
        kiosk.goto(address, wait_until="networkidle")
    origin = kiosk.evaluate("location.origin")
    assert asked
    assert all(address.startswith((origin, "data:")) for address in asked)


def test_the_browsers_own_print_command_prints_nothing_unless_it_is_allowed(kiosk: Page):
    kiosk.goto(DOCUMENT)
    kiosk.emulate_media(media="print")
    assert kiosk.locator("main").is_hidden()


@pytest.mark.parametrize("kiosk_settings", [replace(KIOSK, printing=True)])
def test_where_printing_is_allowed_the_document_is_printed(kiosk: Page):
    kiosk.goto(DOCUMENT)
    kiosk.evaluate("window.print = () => { window.printed = true; }")
    kiosk.locator(".kiosk-print").click()
    assert kiosk.evaluate("window.printed")
    kiosk.emulate_media(media="print")
    assert kiosk.locator(".versions").is_visible()
    assert kiosk.locator(".kiosk-buttons").is_hidden()


@pytest.mark.parametrize(
    "kiosk_settings", [replace(KIOSK, attract=("absent", "121726"), attract_seconds=1)]
)
def test_while_nobody_is_there_documents_are_shown_and_a_touch_starts(kiosk: Page):
    kiosk.wait_for_url("**/documents/121726?attract=1")
    kiosk.wait_for_timeout(1500)
    assert "attract=1" in kiosk.url  # the one that isn't there is passed over
    kiosk.locator(".row-number").first.click()
    kiosk.wait_for_url(lambda address: "documents" not in address)


def test_staff_see_the_state_with_the_pin_only_and_by_touch_alone(kiosk: Page):
    steps = kiosk.evaluate("history.length")
    kiosk.locator(".kiosk-staff a").tap()
    kiosk.wait_for_url("**/staff")
    kiosk.get_by_role("textbox").tap()
    touch(kiosk, "1111")
    kiosk.locator('.hg-button[data-skbtn="{enter}"]').tap()
    kiosk.get_by_role("alert").wait_for()
    assert kiosk.locator(".figures").count() == 0
    kiosk.get_by_role("textbox").tap()
    touch(kiosk, "2719")
    kiosk.locator('.hg-button[data-skbtn="{enter}"]').tap()
    kiosk.locator(".figures").wait_for()
    assert kiosk.evaluate("history.length") == steps


def test_a_page_shows_that_it_is_alive_and_a_dead_one_does_not(
    chromium: Browser, settings: Settings
):
    app = create_app(replace(settings, kiosk=KIOSK))
    site = app.extensions["archsearch"]
    now = [0.0]
    site.sign = SignOfLife(clock=lambda: now[0])
    with serving(app) as address:
        page = chromium.new_page()
        now[0] = 100.0
        assert page.request.get(f"{address}/alive").status == 503
        with page.expect_response("**/alive"):
            page.goto(address)
        assert page.request.get(f"{address}/alive").status == 200
        now[0] = 200.0
        assert page.request.get(f"{address}/alive").status == 503
        page.close()


def test_when_the_server_went_away_the_start_page_comes_back_with_it(
    chromium: Browser, settings: Settings, free_port: int
):
    app = create_app(replace(settings, kiosk=KIOSK))
    page = chromium.new_page()
    with serving(app, free_port) as address:
        page.goto(f"{address}/?q=Alihan+Tore")
    page.get_by_role("searchbox").fill("Secretname")
    # The page may have noticed by itself already; then its notice is in front of everything.
    page.locator(".hit-title a").first.dispatch_event("click")
    page.locator(".kiosk-away").wait_for()
    assert page.get_by_role("searchbox", include_hidden=True).input_value() == ""
    assert "/documents/" not in page.url
    with serving(app, free_port):
        page.wait_for_url(f"{address}/")
    page.close()


def test_a_start_page_with_texts_of_its_own(chromium: Browser, settings: Settings):
    own = replace(
        KIOSK,
        welcome={"ru": "Добро пожаловать", "en": "Welcome"},
        introduction={"ru": "Документы из Кульджи."},
        examples=("Кульджа", "zzqqxxyy"),
    )
    with serving(create_app(replace(settings, kiosk=own))) as address:
        page = chromium.new_page()
        page.goto(f"{address}/?lang=ru")
        assert page.get_by_role("heading", level=1).inner_text() == "Добро пожаловать"
        assert page.get_by_text("Документы из Кульджи.").is_visible()
        assert page.locator(".examples a").all_inner_texts() == ["Кульджа"]
        page.close()
