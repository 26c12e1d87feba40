from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from archsearch.parallel.beads import Bead, best_beads

SHAPES = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3)]


def scores_of(seed: int, n: int, m: int) -> tuple[dict, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    paired = {
        (a, b): chance.normal(size=(n - a + 1, m - b + 1)) for a, b in SHAPES if a <= n and b <= m
    }
    return paired, chance.normal(-1, 0.5, size=n), chance.normal(-1, 0.5, size=m)


def sum_of(beads: list[Bead], paired: dict, left: np.ndarray, right: np.ndarray) -> float:
    total = 0.0
    for bead in beads:
        shape = (bead.left_end - bead.left, bead.right_end - bead.right)
        if shape == (1, 0):
            total += left[bead.left]
        elif shape == (0, 1):
            total += right[bead.right]
        else:
            total += paired[shape][bead.left, bead.right]
    return total


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 5), st.integers(0, 5))
def test_no_other_beads_have_a_higher_sum(seed: int, n: int, m: int) -> None:
    paired, left, right = scores_of(seed, n, m)

    @cache
    def best(i: int, j: int) -> float:
        if i == n and j == m:
            return 0.0
        ways = [-np.inf]
        if i < n:
            ways.append(left[i] + best(i + 1, j))
        if j < m:
            ways.append(right[j] + best(i, j + 1))
        ways.extend(
            paired[a, b][i, j] + best(i + a, j + b) for a, b in paired if i + a <= n and j + b <= m
        )
        return max(ways)

    beads = best_beads(paired, left, right)
    assert np.isclose(sum_of(beads, paired, left, right), best(0, 0))


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 9), st.integers(0, 9))
def test_beads_cover_both_sequences_in_order(seed: int, n: int, m: int) -> None:
    i = j = 0
    for bead in best_beads(*scores_of(seed, n, m)):
        assert (bead.left, bead.right) == (i, j)
        i, j = bead.left_end, bead.right_end
    assert (i, j) == (n, m)
