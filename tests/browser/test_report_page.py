"""The page of a report, as a librarian opens it: a file, without a server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from archsearch.readers import read_holdings
from archsearch.readers.report_files import write_report
from archsearch.settings import ReadingSettings
from browser.test_accessibility import complaints

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("holdings")
    (folder / "a.txt").write_text("Снег сошёл, дорога на Кульджу открыта.", "cp1251")
    (folder / "<script>document.title = 1<b>.txt").write_bytes(b"\x00")
    (folder / "c.csv").write_text("id,title,date\nx,X,16549\n,Z\n", "utf-8")
    rows = [{"id": f"r-{n}", "title": "T", "file": f"texts/{n}.txt"} for n in range(10_000)]
    (folder / "l.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    reading = read_holdings([folder], ReadingSettings())
    list(reading)
    write_report(folder / "report", reading.report, [folder])
    return folder / "report" / "report.html"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_it_stands_by_itself(chromium: Browser, report: Path, width: int, scheme: str):
    context = chromium.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        # Axe itself is a script, which the page's policy would keep out.
        bypass_csp=True,
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(report.as_uri())
    assert said == [report.as_uri()]
    assert page.title() == "10002 refused, 1 warned: report on holdings"
    summaries = page.locator("summary")
    assert summaries.count() == 5
    for place in range(summaries.count()):
        if not summaries.nth(place).evaluate("summary => summary.parentElement.open"):
            summaries.nth(place).press("Enter")
    assert page.locator("details td", has_text="16549").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints(page) == []
    context.close()


def test_its_policy_lets_its_own_style_in(chromium: Browser, report: Path):
    page = chromium.new_page(color_scheme="dark")
    page.goto(report.as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 24)"
    page.close()
