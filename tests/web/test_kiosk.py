from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archsearch.settings import KioskSettings
from archsearch.web import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from archsearch.settings import Settings


@pytest.fixture
def kiosk(settings: Settings) -> FlaskClient:
    enabled = replace(settings, kiosk=KioskSettings(enabled=True, pin="2719"))
    return create_app(enabled).test_client()


def test_a_code_is_a_picture_made_here(kiosk: FlaskClient):
    answer = kiosk.get("/documents/121726/citation.svg")
    assert answer.content_type.startswith("image/svg+xml")
    assert b"<path" in answer.data
    assert kiosk.get("/documents/zzabsent/citation.svg").status_code == 404


def test_a_guesser_is_slowed_down(kiosk: FlaskClient):
    statuses = [kiosk.post("/staff", data={"pin": str(n)}).status_code for n in range(8)]
    assert statuses[:6] == [200] * 6
    assert statuses[-1] == 429


def test_the_staff_page_shows_faults_without_queries(settings: Settings):
    app = create_app(replace(settings, kiosk=KioskSettings(enabled=True, pin="2719")))

    class Broken:
        def search(self, query: str, **options: object) -> None:
            raise RuntimeError(query)

    site = app.extensions["archsearch"]
    working = site.searcher()
    site._searcher = Broken()
    app.test_client().get("/?q=Secretquery")
    site._searcher = working
    page = app.test_client().post("/staff", data={"pin": "2719"}).text
    assert "RuntimeError" in page
    assert "Secretquery" not in page


def test_without_a_pin_or_a_kiosk_there_is_no_staff_page(settings: Settings, client: FlaskClient):
    assert client.get("/staff").status_code == 404
    without = create_app(replace(settings, kiosk=KioskSettings(enabled=True)))
    assert without.test_client().get("/staff").status_code == 404


def test_an_error_page_brings_the_start_page_back(kiosk: FlaskClient):
    assert 'http-equiv="refresh"' in kiosk.get("/nowhere").text


def test_outside_a_kiosk_nothing_of_it_is_loaded(client: FlaskClient):
    page = client.get("/?size=2&contrast=1").text
    assert "kiosk" not in page
    assert "size=2" not in page.split("<main")[1].split("</main>")[0]
