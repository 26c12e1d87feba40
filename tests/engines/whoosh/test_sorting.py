"""Numbers are sorted as numpy's own stable sort does it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.engines.whoosh.sorting import stable_order


@given(st.lists(st.integers(0, 1 << 40), max_size=60))
def test_order_is_numpys(numbers):
    values = np.array(numbers, np.int64)
    assert stable_order(values).tolist() == np.argsort(values, kind="stable").tolist()


@pytest.mark.parametrize("largest", [1, 1 << 16, (1 << 16) + 1, 1 << 33])
@pytest.mark.parametrize("kind", [np.int64, np.uint64])
def test_many_numbers_with_equal_ones(largest, kind):
    values = np.random.default_rng(1).integers(0, largest, 5_000).astype(kind)
    values = np.concatenate((values, values[::-1]))
    given_values = values.copy()
    assert (stable_order(values) == np.argsort(values, kind="stable")).all()
    assert (values == given_values).all()
