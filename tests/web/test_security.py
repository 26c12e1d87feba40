from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archsearch.errors import SettingsError
from archsearch.web import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from archsearch.settings import Settings

PAGES = ["/", "/?q=Stalin", "/documents/121726?q=Stalin", "/nowhere", "/api/search?q=Stalin"]


def fetched(client: FlaskClient, address: str) -> bytes:
    """A file's content; the file is closed again."""
    with client.get(address) as answer:
        return answer.data if answer.status_code == 200 else b""


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_protects_its_reader(client: FlaskClient, address: str):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", PAGES[:4])
def test_no_page_needs_another_host_or_an_inline_script(client: FlaskClient, address: str):
    page = client.get(address).text
    for tag in re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", page):
        for where in re.findall(r'(?:src|href)="([^"]*)"', tag):
            assert where.startswith("/") or 'rel="canonical"' in tag, tag
    assert not re.search(r"<script(?![^>]*(?:src=|application/ld\+json))", page)
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son[a-z]+=", re.sub(r"&\w+;|&#\d+;", "", page))


def test_the_first_page_is_light(client: FlaskClient):
    page = client.get("/").text
    own = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js|svg)[^"]*)"', page))
    assert own
    total = len(page.encode()) + sum(len(fetched(client, address)) for address in own)
    assert total <= 60 * 1024


def test_only_named_sites_may_frame_the_pages(settings: Settings):
    web = replace(settings.web, frame_ancestors=("https://museum.example",))
    headers = create_app(replace(settings, web=web)).test_client().get("/").headers
    assert "frame-ancestors https://museum.example" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers


def test_every_own_asset_is_there(client: FlaskClient):
    page = client.get("/").text
    for address in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)):
        assert fetched(client, address), address
    fonts = fetched(client, "/static/fonts.css").decode()
    for name in re.findall(r"url\((fonts/[^)]+)\)", fonts):
        assert fetched(client, f"/static/{name}"), name


@pytest.mark.parametrize("name", ["cors_origins", "frame_ancestors", "iiif_hosts"])
@pytest.mark.parametrize(
    "origin", ["museum.example", "https://museum.example/", "https://a.example; x", "https://a b"]
)
def test_a_site_that_no_browser_would_name_so_is_refused(
    settings: Settings, name: str, origin: str
):
    web = replace(settings.web, **{name: (origin,)})
    with pytest.raises(SettingsError, match=f"web.{name}"):
        create_app(replace(settings, web=web))


def test_search_engines_are_kept_out_of_pages_below_a_prefix_too(
    settings: Settings, client: FlaskClient
):
    web = replace(settings.web, robots=False)
    headers = create_app(replace(settings, web=web)).test_client().get("/help").headers
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "X-Robots-Tag" not in client.get("/help").headers
