from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archsearch.web.paging import pages


def numbers(total: int, size: int, offset: int, most: int = 10_000) -> list[int]:
    return [link.number for link in pages(total, size, offset, most).links]


def test_one_page_needs_no_numbers():
    assert numbers(10, 10, 0) == []


def test_the_ends_and_the_neighbours_are_offered():
    assert numbers(500, 10, 240) == [1, 23, 24, 25, 26, 27, 50]


def test_there_is_no_way_past_the_depth_limit():
    made = pages(100_000, 10, 1000, 1000)
    assert made.next is None
    assert made.links[-1].offset == 1000


def test_a_place_past_the_end_leads_back():
    assert pages(25, 10, 500, 1000).previous == 20


@given(st.integers(0, 5000), st.integers(1, 100), st.integers(0, 5000))
def test_every_page_offered_holds_something(total: int, size: int, offset: int):
    made = pages(total, size, offset, 10_000)
    assert all(link.offset < max(total, 1) for link in made.links)
    assert made.next is None or made.next < total
