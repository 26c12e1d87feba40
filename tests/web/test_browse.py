from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.web.timeline import HEIGHT, MAX_BARS, timeline

if TYPE_CHECKING:
    from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("name", "document"),
    [("GARF", "121726"), ("R-9401ss", "121726"), ("Петровский, Илья Васильевич", "demo-01")],
)
def test_every_value_leads_to_the_documents_that_have_it(
    client: FlaskClient, name: str, document: str
):
    page = client.get("/browse").text
    link = re.search(rf'<a href="([^"]+)"[^>]*>{name}</a>', page)
    assert link
    assert f"/documents/{document}" in client.get(unescape(link[1])).text


def test_a_decade_and_a_bar_of_the_timeline_lead_to_its_documents(client: FlaskClient):
    page = client.get("/browse").text
    decade = re.search(r'<a href="([^"]+)"[^>]*>1940s</a>', page)
    bar = re.search(r'<a href="([^"]+)" tabindex="-1"><rect[^>]*/><rect[^>]*/><title>1945:', page)
    assert decade
    assert bar
    for link in (decade, bar):
        assert "/documents/121726?" in client.get(unescape(link[1]) + "&limit=50").text


def test_a_list_is_ordered_by_the_alphabet_on_request(client: FlaskClient):
    page = client.get("/browse/place?order=name").text
    names = re.findall(r'<li><a href="[^"]*" dir="auto">([^<]+)</a>', page)
    assert names == sorted(names, key=str.casefold)
    assert len(names) > 5


@pytest.mark.parametrize("name", ["repository", "fond", "collection", "person", "place", "subject"])
def test_every_list_has_a_page(client: FlaskClient, name: str):
    assert client.get(f"/browse/{name}").status_code == 200


def test_other_lists_there_are_none(client: FlaskClient):
    assert client.get("/browse/zzabsent").status_code == 404
    assert client.get("/browse/person?offset=99999").status_code == 400


@given(st.dictionaries(st.integers(-500, 2100), st.integers(1, 10_000), max_size=60))
def test_a_timeline_counts_every_document_once(years: dict[int, int]):
    drawn = timeline(years)
    if len(years) < 2:
        assert drawn is None
        return
    assert drawn is not None
    assert sum(bar.count for bar in drawn.bars) == sum(years.values())
    assert len(drawn.bars) <= MAX_BARS
    assert all(0 <= bar.y <= HEIGHT and bar.height <= HEIGHT for bar in drawn.bars)
