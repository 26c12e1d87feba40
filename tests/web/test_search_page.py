from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from archsearch.web import create_app

from .conftest import HOSTILE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

QUERIES = ["Alihan Tore", "Алихан Тюря", "Сталину", "Stalin", "угнетатель", "East Turkestan"]


def test_the_start_page_has_one_search_box_and_examples_that_find_something(client: FlaskClient):
    page = client.get("/").text
    assert page.count('role="search"') == 1
    assert 'href="/?q=Alihan+Tore"' in page


def test_examples_that_find_nothing_are_not_offered(settings):
    web = replace(settings.web, examples=("Alihan Tore", "zzabsent"))
    page = create_app(replace(settings, web=web)).test_client().get("/").text
    assert "zzabsent" not in page
    assert "Alihan Tore" in page


@pytest.mark.parametrize("query", QUERIES)
def test_the_letter_is_a_hit_with_marks(client: FlaskClient, query: str):
    page = client.get("/", query_string={"q": query}).text
    assert "/documents/121726?" in page
    assert "<mark" in page


def test_a_hit_shows_title_date_reference_and_collection(client: FlaskClient):
    page = unescape(client.get("/", query_string={"q": "Alihan Tore"}).text)
    hit = page[page.index('<li class="hit"') : page.index("</li>", page.index("hit-why"))]
    assert "Letter from Alihan Tore to Commander-in-Chief Marshal Stalin" in hit
    assert "April 22, 1945" in hit
    assert "GARF, Fond R-9401ss, Opis' 2, Delo 95, ll. 352-359" in hit


def test_both_versions_stand_side_by_side_in_their_languages(client: FlaskClient):
    page = client.get("/", query_string={"q": "Alihan Tore"}).text
    first = page[page.index('class="passage passage-2"') :]
    russian = re.search(r'<blockquote lang="ru"[^>]*>(.*?)</blockquote>', first, re.DOTALL)
    english = re.search(r'<blockquote lang="en"[^>]*>(.*?)</blockquote>', first, re.DOTALL)
    assert russian
    assert "АЛИХАН</mark>" in russian[1]
    assert english
    assert "ALIHAN</mark>" in english[1]


def test_nothing_found_says_so_and_helps(client: FlaskClient):
    answer = client.get("/", query_string={"q": "zzqqxxyy"})
    assert answer.status_code == 200
    assert "Nothing found for “zzqqxxyy”" in answer.text
    assert "What may help" in answer.text


def test_an_empty_query_is_a_request_for_one(client: FlaskClient):
    answer = client.get("/?q=")
    assert answer.status_code == 400
    assert "Nothing was asked" in answer.text
    assert 'role="search"' in answer.text


@pytest.mark.parametrize("query", ['"Alihan', "(Alihan", 'Alihan) "(', "Alihan AND", "((((((", "*"])
def test_a_slip_is_never_a_fault(client: FlaskClient, query: str):
    answer = client.get("/", query_string={"q": query})
    assert answer.status_code in {200, 400}
    assert "<h1" in answer.text


@pytest.mark.parametrize("parameters", ["limit=0", "limit=x", "offset=-1", "offset=99999999999999",
                                        "variants=maybe", "limit=٣"])  # fmt: skip
def test_a_parameter_that_makes_no_sense_is_refused_in_words(client: FlaskClient, parameters: str):
    answer = client.get(f"/?q=Stalin&{parameters}")
    assert answer.status_code == 400
    assert "must be" in answer.text


def test_what_a_reader_typed_is_text(client: FlaskClient):
    page = client.get("/", query_string={"q": f"Stalin {HOSTILE}"}).text
    assert "<script>alert" not in page
    assert "<b onmouseover" not in page


def test_what_a_holding_says_is_text(client: FlaskClient):
    page = client.get("/", query_string={"q": "Zzhostile"}).text
    assert "hostile" in page
    assert "<script>alert" not in page
    assert "<b onmouseover" not in page


def test_pages_of_hits_lead_on_and_back(client: FlaskClient):
    first = client.get("/", query_string={"q": "lang:en OR lang:ru", "limit": 1})
    if 'rel="next"' not in first.text:
        first = client.get("/", query_string={"q": "Stalin OR Zzhostile OR Zzlong", "limit": 1})
    assert 'rel="next"' in first.text
    following = re.search(r'rel="next" href="([^"]+)"', first.text)
    assert following
    second = client.get(unescape(following[1]))
    assert 'rel="prev"' in second.text
    assert 'start="2"' in second.text
