from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client
from werkzeug.wrappers import Response

from archsearch.web import create_app
from archsearch.web.blueprint import CONFIG_KEY, make_blueprint

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from archsearch.settings import Settings

PREFIX = "/catalogue/search"
ORIGIN = "https://museum.example"


@pytest.fixture
def embedded(settings: Settings) -> FlaskClient:
    """A client of another application that carries the blueprint under a prefix."""
    app = Flask("museum")
    app.config[CONFIG_KEY] = settings
    app.register_blueprint(make_blueprint(), url_prefix=PREFIX)
    app.add_url_rule("/", "home", lambda: "the museum's own page")
    return app.test_client()


@pytest.mark.parametrize(
    "address", ["/", "/?q=Alihan+Tore", "/documents/121726?q=Stalin", "/help", "/browse", "/api"]
)
def test_under_a_prefix_every_link_stays_under_it(embedded: FlaskClient, address: str):
    page = embedded.get(PREFIX + address)
    assert page.status_code == 200
    for start in ('href="/', 'src="/', 'action="/'):
        for rest in page.text.split(start)[1:]:
            assert f"/{rest}".startswith(PREFIX), rest[:60]


def test_the_host_application_stays_itself(embedded: FlaskClient):
    answer = embedded.get("/")
    assert answer.text == "the museum's own page"
    assert "Content-Security-Policy" not in answer.headers
    assert "archsearch" not in embedded.get("/nowhere").text


def test_errors_under_the_prefix_are_pages(embedded: FlaskClient):
    answer = embedded.get(f"{PREFIX}/documents/zzabsent")
    assert answer.status_code == 404
    assert 'role="search"' in answer.text


def test_mounted_by_a_dispatcher_links_carry_the_mount(settings: Settings):
    mounted = DispatcherMiddleware(Flask("outer"), {PREFIX: create_app(settings)})
    answer = Client(mounted, Response).get(f"{PREFIX}/?q=Alihan+Tore")
    assert answer.status_code == 200
    assert f'href="{PREFIX}/documents/121726?' in answer.text


def test_behind_a_proxy_addresses_are_the_readers_own(settings: Settings):
    web = replace(settings.web, trusted_proxies=1)
    forwarded = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "archive.example",
        "X-Forwarded-Prefix": PREFIX,
    }
    trusting = create_app(replace(settings, web=web)).test_client()
    page = trusting.get("/documents/121726", headers=forwarded).text
    assert f'<link rel="canonical" href="https://archive.example{PREFIX}/documents/121726">' in page
    plain = create_app(settings).test_client()
    assert "archive.example" not in plain.get("/documents/121726", headers=forwarded).text


def test_other_sites_read_the_api_only_where_the_settings_let_them(settings: Settings):
    asked = {"Origin": ORIGIN}
    closed = create_app(settings).test_client().get("/api/search?q=Stalin", headers=asked)
    assert "Access-Control-Allow-Origin" not in closed.headers
    web = replace(settings.web, cors_origins=(ORIGIN,))
    client = create_app(replace(settings, web=web)).test_client()
    allowed = client.get("/api/search?q=Stalin", headers=asked)
    assert allowed.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Origin" in allowed.headers["Vary"]
    other = client.get("/api/search?q=Stalin", headers={"Origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in other.headers
    page = client.get("/?q=Stalin", headers=asked)
    assert "Access-Control-Allow-Origin" not in page.headers


@pytest.mark.parametrize("mounted", ["blueprint", "dispatcher", "root"])
def test_the_public_address_is_named_once_however_the_pages_are_mounted(
    settings: Settings, mounted: str
):
    public = f"https://archive.example{PREFIX}"
    own = replace(settings, web=replace(settings.web, public_url=f"{public}/"))
    if mounted == "blueprint":
        app = Flask("museum")
        app.config[CONFIG_KEY] = own
        app.register_blueprint(make_blueprint(), url_prefix=PREFIX)
        client = app.test_client()
    else:
        made = create_app(own)
        outer = DispatcherMiddleware(Flask("outer"), {PREFIX: made})
        client = Client(outer if mounted == "dispatcher" else made, Response)
    below = "" if mounted == "root" else PREFIX
    address = f"{public}/documents/121726"
    assert (
        f'<link rel="canonical" href="{address}">' in client.get(f"{below}/documents/121726").text
    )
    assert f"<id>{address}</id>" in client.get(f"{below}/feed.atom?q=Alihan+Tore").text
    assert f"<loc>{address}</loc>" in client.get(f"{below}/sitemap.xml").text
    assert f"UR  - {address}\r\n" in client.get(f"{below}/documents/121726.ris").text
    assert f"Disallow: {PREFIX}/?\n" in client.get(f"{below}/robots.txt").text
