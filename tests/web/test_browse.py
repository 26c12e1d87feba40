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


def test_repositories_and_people_lead_to_searches_that_find_them(client: FlaskClient):
    page = client.get("/browse").text
    link = re.search(r'<a href="([^"]+)"[^>]*>GARF</a>', page)
    assert link
    assert "/documents/121726?" in client.get(unescape(link[1])).text


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
