"""The page of a person or place, and its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_the_page_lists_forms_and_documents(client: FlaskClient):
    html = client.get("/authorities/alihan-tore?lang=en").text
    assert "<h1" in html
    for form in ("Алихан Тюря", "Alihan Tore", "Шакирджан", "ئەلىخان تۆرە"):
        assert form in html
    assert "/documents/121726" in html


def test_a_query_that_names_somebody_leads_to_the_page(client: FlaskClient):
    assert "/authorities/alihan-tore" in client.get("/?q=Alihan+Tore").text
    assert "/authorities/" not in client.get("/?q=apples").text


def test_every_form_comes_with_its_documents(client: FlaskClient):
    given = client.get("/api/authorities/alihan-tore").get_json()
    assert given["total"] >= 1
    assert given["forms"]["Алихан Тюря"] == 1
    assert given["forms"]["Elihan Töre"] == 0
    assert given["hits"][0]["id"] == "121726"


@pytest.mark.parametrize("path", ["/authorities/nobody", "/api/authorities/nobody"])
def test_an_unknown_one_is_a_404_that_says_so(client: FlaskClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "nobody" in answer.text


def test_forms_that_were_left_out_can_be_asked_for(client: FlaskClient):
    few = client.get("/api/search?q=Ghafur").get_json()
    every = client.get("/api/search?q=Ghafur&forms=all").get_json()
    assert every["forms_left_out"] == 0
    assert every["total"] >= few["total"]
