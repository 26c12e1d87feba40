import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.holdings import Scan, WordBox, WordBoxes
from archsearch.holdings.scans import PAGE_PARTS

edges = st.integers(0, PAGE_PARTS // 2)
boxes = st.builds(
    lambda start, length, *edge: WordBox(start, start + length, *edge),
    st.integers(0, 2**32 - 1),
    st.integers(1, 900),
    edges,
    edges,
    edges,
    edges,
)


@given(st.lists(boxes))
def test_boxes_come_back_in_the_order_of_the_text(found):
    kept = WordBoxes.of(found)
    assert len(kept) == len(found)
    assert list(kept) == sorted(found, key=lambda box: box.start)


@given(st.lists(boxes), st.integers(0, 2**32), st.integers(1, 2000))
def test_those_of_a_stretch_are_all_that_have_a_character_in_it(found, start, length):
    kept = WordBoxes.of(found)
    end = start + length
    assert list(kept.within(start, end)) == [
        box for box in kept if box.start < end and box.end > start
    ]


def test_a_word_on_two_lines_has_two_boxes():
    kept = WordBoxes.of([WordBox(0, 5, 9000, 100, 900, 50), WordBox(5, 10, 100, 200, 700, 50)])
    assert len(kept.within(0, 10)) == 2
    assert [box.top for box in kept.within(6, 7)] == [200]


def test_what_lies_beyond_the_page_is_cut_at_its_edge():
    (box,) = WordBoxes.of([WordBox(0, 3, -20, 9_900, 120, 500)])
    assert box == WordBox(0, 3, 0, 9_900, 100, 100)


def test_a_word_takes_fourteen_bytes():
    kept = WordBoxes.of([WordBox(at, at + 1, 1, 2, 3, 4) for at in range(1000)])
    columns = (kept.starts, kept.lengths, kept.lefts, kept.tops, kept.widths, kept.heights)
    assert sum(map(len, columns)) == 14_000


@pytest.mark.parametrize("source", ["https://example.org/1.jpg", "http://example.org/1.jpg"])
def test_an_address_is_no_file(source):
    assert not Scan(source).is_file
    assert Scan("scans/1.jpg").is_file
