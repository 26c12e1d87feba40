from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.engines.whoosh.coding import decode, decode_many, encode, increased
from archsearch.errors import IndexUnavailableError

EDGES = [0, 1, 254, 255, 256, 65534, 65535, 65536, 2**31 - 1]
numbers = st.sampled_from(EDGES) | st.integers(0, 300) | st.integers(0, 2**31 - 1)
groups = st.lists(st.lists(numbers, min_size=1, max_size=30), max_size=20)


def coded(lists):
    values = np.array([value for group in lists for value in group], np.uint32)
    bounds = np.cumsum([0] + [len(group) for group in lists])
    return encode(values, bounds)


@given(groups)
def test_each_group_is_read_back(lists):
    found = coded(lists)
    for place, group in enumerate(lists):
        width = int(found.widths[place])
        read = decode(found.data.data, int(found.offsets[place]), len(group), width)
        assert read.tolist() == group


@given(groups)
def test_a_group_is_read_with_one_added_to_each(lists):
    small = [[min(value, 2**31 - 2) for value in group] for group in lists]
    found = coded(small)
    for place, group in enumerate(small):
        width = int(found.widths[place])
        read = increased(found.data.data, int(found.offsets[place]), len(group), width)
        assert read.tolist() == [value + 1 for value in group]


@given(groups)
def test_groups_are_read_back_together(lists):
    found = coded(lists)
    counts = np.array([len(group) for group in lists], np.int64)
    read = decode_many(found.data, found.offsets[:-1], counts, found.widths)
    assert read.tolist() == [value for group in lists for value in group]


def test_small_numbers_take_a_byte_each_and_zeros_none():
    assert len(coded([[7] * 100]).data) == 100
    assert len(coded([[0] * 100]).data) == 0
    assert len(coded([[7] * 99 + [70_000]]).data) == 104


def test_a_group_that_ends_too_early_is_refused():
    found = coded([[70_000] * 5])
    for read in (decode, increased):
        with pytest.raises(IndexUnavailableError, match="too early"):
            read(found.data.data[:-1], 0, 5, 4)
