from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archsearch.engines.whoosh.streams import ranges, repeated

stretches = st.lists(st.tuples(st.integers(0, 2**40), st.integers(1, 9)), min_size=1, max_size=30)


@given(stretches)
def test_repeated_is_what_numpy_repeats(drawn):
    numbers = np.sort(np.array([number for number, _ in drawn]))
    counts = np.array([count for _, count in drawn])
    assert repeated(numbers, counts.cumsum()).tolist() == np.repeat(numbers, counts).tolist()


@given(stretches)
def test_ranges_are_the_stretches_one_after_the_other(drawn):
    starts, counts = np.array(drawn).T
    expected = [number for start, count in drawn for number in range(start, start + count)]
    assert ranges(starts, counts, counts.cumsum()).tolist() == expected
