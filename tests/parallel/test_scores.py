from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archsearch.parallel.evidence import Stretches, gather
from archsearch.parallel.scores import SHAPES, length_scores, pair_scores, shared


def stretches(*features: set[int]) -> Stretches:
    return Stretches(features, np.full(len(features), 100.0))


def nothing(_feature: int) -> tuple[()]:
    return ()


def test_a_rare_feature_is_worth_more_than_a_common_one() -> None:
    left = stretches({1, 2}, {1}, {1}, {1})
    evidence = gather(left, left, nothing)
    assert evidence.left_best[2] > evidence.left_best.get(1, 0.0)


def test_translations_count_by_their_probability() -> None:
    left, right = stretches({1}, {2}, {5}), stretches({11}, {12}, {15})
    known = {1: [(11, 0.9)], 2: [(12, 0.3)]}
    evidence = gather(left, right, lambda feature: known.get(feature, ()))
    assert evidence.left_best[1] > evidence.left_best[2] > 0
    assert 5 not in evidence.pairs


def test_what_is_shared_is_added_up_by_pairs_of_stretches() -> None:
    left, right = stretches({1, 2}, {3}), stretches({1, 2}, {3}, {9})
    common = shared(left, right, gather(left, right, nothing))
    assert common.met.shape == (2, 3)
    assert (common.fired == [[2, 0, 0], [0, 1, 0]]).all()
    assert common.met[0, 0] == common.left_all[0] == common.right_all[0]
    assert common.right_all[2] == 0


def test_every_shape_that_fits_is_scored() -> None:
    left, right = stretches({1}, {2}), stretches({1}, {2}, {3})
    evidence = gather(left, right, nothing)
    scores = pair_scores(left, right, evidence, shared(left, right, evidence))
    assert set(scores) == {(a, b) for a, b in SHAPES if a <= 2 and b <= 3}
    assert all(found.shape == (3 - a, 4 - b) for (a, b), found in scores.items())
    assert scores[1, 1][0, 0] > scores[1, 1][0, 1]


@given(st.floats(1, 10_000), st.floats(1, 10_000))
def test_the_likeliest_length_is_the_expected_one(expected: float, found: float) -> None:
    right, other = length_scores(np.array([expected, expected]), np.array([expected, found]))
    assert np.isfinite(other)
    # A longer stretch is judged more strictly, so its best score may be higher.
    if found <= expected:
        assert right >= other
