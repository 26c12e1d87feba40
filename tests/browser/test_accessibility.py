"""WCAG 2.2 AA as far as axe-core can tell, reflow at 320 px, and the main job by keyboard."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from web.serving import serving

from archsearch.settings import KioskSettings
from archsearch.web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from archsearch.settings import Settings

pytestmark = pytest.mark.browser

#: What readers see, by the view that shows it.
PAGES_OF_VIEWS = {
    "search": ("/", "/?q=", "/?q=Alihan+Tore", "/?q=Кульджа&decade=1940&limit=5", "/?q=zzqqxxyy"),
    "document": (
        "/documents/121726?q=Alihan+Tore",
        "/documents/121726?version=ru",
        "/documents/demo-09?q=伊宁",
        "/documents/scanned?q=барометр",
        "/documents/zzabsent",
    ),
    "browse": ("/browse",),
    "browse_list": ("/browse/person", "/browse/place?order=name"),
    "shelf": ("/shelves?at=garf", "/shelves?at=garf/d9999/1/13&from=demo-05"),
    "authority": ("/authorities/ghulja",),
    "concordance": ("/concordance?q=Кульджа",),
    "export": ("/export?format=print&id=121726",),
    "about": ("/about",),
    "help": ("/help",),
    "api": ("/api",),
}
#: Pages of a kiosk alone.
KIOSK_VIEWS = {"staff"}
#: Views whose answers are files, feeds, pictures, and texts for programs.
NO_PAGES = frozenset(
    {"static", "scan", "citation", "qr", "theme", "logo", "feed", "opensearch", "robots", "sitemap"}
    | {"api_site", "sitemap_part"}
    | {"qr_address", "healthz", "readyz", "alive", "metrics", "openapi", "concordance_csv"}
    | {"api_search", "api_document", "api_alike", "api_authority", "api_concordance", "api_suggest"}
)
PAGES = [address for addresses in PAGES_OF_VIEWS.values() for address in addresses]
#: HTML, styles, scripts and pictures of a page, uncompressed, without its fonts.
MOST_BYTES = 60_000
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def complaints(page: Page) -> list[str]:
    answer = Axe().run(page, options=AXE_OPTIONS).response
    return [
        f"{violation['id']}: {node['html']}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


def test_every_view_is_looked_at_or_is_no_page(settings: Settings):
    rules = create_app(settings).url_map.iter_rules()
    views = {rule.endpoint.rpartition(".")[2] for rule in rules}
    assert views == PAGES_OF_VIEWS.keys() | KIOSK_VIEWS | NO_PAGES


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


def test_axe_finds_nothing_in_a_kiosk(chromium: Browser, settings: Settings):
    kiosk = KioskSettings(enabled=True, pin="2719")
    with serving(create_app(replace(settings, kiosk=kiosk))) as address:
        page = chromium.new_page(base_url=address, viewport={"width": 1920, "height": 1080})
        found = []
        for each in ("/", "/?q=Кульджа", "/documents/121726?q=Stalin", "/browse", "/staff"):
            page.goto(each)
            found += [f"{each}: {complaint}" for complaint in complaints(page)]
        page.close()
    assert "\n".join(found) == ""


@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_wider_than_a_small_phone_or_a_page_at_200_percent(
    chromium: Browser, server: str, width: int
):
    context = chromium.new_context(base_url=server, viewport={"width": width, "height": 568})
    page = context.new_page()
    wide = {}
    for address, language in itertools.product(PAGES, ("en", "ru")):
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[address, language] = found
    context.close()
    assert wide == {}


@pytest.mark.parametrize("address", ["/", "/?q=Alihan+Tore", "/documents/scanned?q=барометр"])
def test_nothing_moves_after_the_first_paint(page: Page, address: str):
    page.goto(address)
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


@pytest.mark.parametrize("address", ["/", "/?q=Alihan+Tore", "/documents/121726?q=Alihan+Tore"])
def test_a_page_is_small_and_waits_for_no_script(chromium: Browser, server: str, address: str):
    context = chromium.new_context(base_url=server)
    page = context.new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    page.goto(address, wait_until="networkidle")
    waiting = page.locator("script[src]:not([defer]):not([async])").count()
    context.close()
    weights = {url: size for url, size in sizes.items() if not url.endswith(".woff2")}
    assert all(url.startswith(server) for url in sizes)
    assert sum(weights.values()) <= MOST_BYTES, weights
    assert waiting == 0


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
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.cite') !== null"):
            break
    assert page.evaluate("document.activeElement.textContent") == "RIS"
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "TY  - MANSCPT" in download.value.path().read_text(encoding="utf-8")
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
