"""The best of many scores: the same as sorting all of them gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archsearch.engines.whoosh.matches import Matches
from archsearch.engines.whoosh.top import GROUP, best


@given(
    size=st.integers(0, 3 * GROUP * GROUP),
    count=st.integers(0, 2 * GROUP),
    kinds=st.sampled_from([1, 2, 50, 1_000_000]),
    seed=st.integers(0, 1000),
)
def test_the_best_are_those_of_sorting_and_equal_ones_stay_in_order(size, count, kinds, seed):
    drawn = np.random.default_rng(seed).integers(0, kinds, size)
    scores = drawn.astype(np.float32) / np.float32(7)
    found = Matches(np.arange(size, dtype=np.int32), scores)
    assert best(found, count).tolist() == np.argsort(-scores, kind="stable")[:count].tolist()
