from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus
from xml.etree import ElementTree as Xml

import pytest

from archsearch.settings import IndexSettings, Settings
from archsearch.web import create_app
from archsearch.web.views import machines

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def parsed(content: bytes) -> Xml.Element:
    return Xml.fromstring(content)  # noqa: S314 - the application's own answer


def test_a_browser_can_add_the_search(client: FlaskClient):
    answer = client.get("/opensearch.xml")
    root = parsed(answer.data)
    (html, *_) = root.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert "?q={searchTerms}" in html.get("template", "")
    assert 'type="application/opensearchdescription+xml"' in client.get("/").text


def test_a_search_can_be_followed(client: FlaskClient):
    root = parsed(client.get("/feed.atom?q=Alihan+Tore").data)
    titles = [
        entry.findtext("a:title", namespaces=ATOM) for entry in root.iterfind("a:entry", ATOM)
    ]
    assert any("Letter from Alihan Tore" in (title or "") for title in titles)
    assert root.findtext("a:updated", namespaces=ATOM)
    assert client.get("/feed.atom").status_code == 400


def test_what_a_holding_says_is_text_in_a_feed(client: FlaskClient):
    root = parsed(client.get("/feed.atom?q=Zzhostile").data)
    assert "<script>" in (root.findtext("a:entry/a:title", namespaces=ATOM) or "")


@pytest.mark.parametrize(("allowed", "line"), [(True, "Disallow: /?\n"), (False, "Disallow: /\n")])
def test_robots_read_documents_by_setting_and_searches_never(
    settings: Settings, allowed: bool, line: str
):
    web = replace(settings.web, robots=allowed)
    assert line in create_app(replace(settings, web=web)).test_client().get("/robots.txt").text


def test_health(client: FlaskClient, tmp_path: Path):
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").status_code == 200
    without = create_app(Settings(index=IndexSettings(path=tmp_path))).test_client()
    assert without.get("/healthz").status_code == 200
    assert without.get("/readyz").status_code == 503


def test_about_tells_counts_and_the_last_rebuild(client: FlaskClient):
    page = client.get("/about").text
    assert "UTC" in page
    assert "Last rebuilt" in page
    assert re.search(r"<dt>Years</dt><dd>1\d{3}–\d{4}</dd>", page)
    assert "<dt>Passages</dt>" in page


@pytest.mark.parametrize("language", ["en", "ru"])
def test_help_has_examples_that_are_searches(client: FlaskClient, language: str):
    page = client.get(f"/help?lang={language}").text
    assert 'id="keys"' in page
    examples = [unquote_plus(unescape(each)) for each in re.findall(r'href="/\?q=([^"&]+)', page)]
    assert len(examples) > 10
    for example in examples:
        answer = client.get("/api/search", query_string={"q": example}).get_json()
        assert answer["total"], example
        assert answer["notices"] == [], example


def test_a_large_collection_has_several_site_maps(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    everything = locations(client, "/sitemap.xml")
    monkeypatch.setattr(machines, "SITEMAP_SIZE", 20)
    parts = locations(client, "/sitemap.xml")
    assert len(parts) == -(-len(everything) // 20)
    assert [each for part in parts for each in locations(client, part)] == everything
    assert client.get("/sitemap-99.xml").status_code == 404


def locations(client: FlaskClient, address: str) -> list[str]:
    root = parsed(client.get(address).data)
    return [
        each.text or "" for each in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_what_narrows_or_orders_is_not_for_robots(client: FlaskClient):
    """Links of a page of hits that lead to the same hits in another way."""
    refused = re.findall(r"Disallow: (\S+)", client.get("/robots.txt").text)
    page = client.get("/?q=Stalin").text
    for tag in re.findall(r"<a [^>]*>", page):
        address = unescape(re.findall(r'href="([^"]*)"', tag)[0])
        if any(
            f"{name}=" in address for name in ("sort", "repository", "fond", "decade", "variants")
        ):
            assert any(address.startswith(rule) for rule in refused), address
            assert "nofollow" in tag, tag
