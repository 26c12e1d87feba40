"""How well groups of stretches go together.

Stretches of two versions and their evidence arrive, for every shape of bead an array of scores
leaves, in nats: the logarithm of how much likelier the bead is among translations than among chance
pairings. Constants were fitted by random search on disturbed news and medical texts in both
languages (sentences dropped and joined), and hold for any text in paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from archsearch.parallel.evidence import Evidence, Stretches

    Matrix = NDArray[np.float64]

#: Shapes of beads with the score of their rarity.
SHAPES = {
    (1, 1): -0.1, (1, 2): -0.39, (2, 1): -0.39, (1, 3): -0.63, (3, 1): -0.63, (1, 4): -0.95,
    (4, 1): -0.95, (2, 2): -11.5,
}  # fmt: skip
#: Score of a stretch without counterpart.
ALONE = -1.64

#: How far shared features count, which aren't independent of each other.
TRUST = 1.07
#: What a feature without its counterpart in the bead costs, as a part of its worth.
MISSING = 0.42
#: The poorer side decides by so much what could have been shared, the mean of both by the rest.
POORER = 0.2
#: What each shared feature loses for each doubling of a bead (in nats a nat of size): a larger
#: bead shares more by chance.
SPREAD = 0.425
#: Variance of the logarithm of the ratio of lengths: of long stretches, and what shorter ones add.
LENGTH_VARIANCE = 0.05**2
LENGTH_NOISE = 5.1
#: The worst that a length can do: now and then only a part was translated.
LENGTH_WORST = -4.6


@dataclass(frozen=True, slots=True)
class Shared:
    """What stretches share.

    Attributes:
        met: (n, m) worth of the features that left stretch i and right stretch j share.
        fired: (n, m) how many they are.
        left_all, right_all: (n,) and (m,) the most that each stretch could share.
    """

    met: Matrix
    fired: Matrix
    left_all: Matrix
    right_all: Matrix


def shared(left: Stretches, right: Stretches, evidence: Evidence) -> Shared:
    """Add up what each pair of stretches shares."""
    n, m = len(left), len(right)
    places: dict[int, list[int]] = {}
    for number, found in enumerate(right.features):
        for feature in found & evidence.right_best.keys():
            places.setdefault(feature, []).append(number)
    met, fired = np.zeros((n, m)), np.zeros((n, m))
    for number, found in enumerate(left.features):
        columns: list[int] = []
        weights: list[float] = []
        for feature in found & evidence.pairs.keys():
            for other, weight in evidence.pairs[feature]:
                there = places.get(other, ())
                columns.extend(there)
                weights.extend([weight] * len(there))
        if columns:
            met[number] = np.bincount(columns, weights, minlength=m)
            fired[number] = np.bincount(columns, minlength=m)
    return Shared(met, fired, _worth(left, evidence.left_best), _worth(right, evidence.right_best))


def _worth(stretches: Stretches, best: Mapping[int, float]) -> Matrix:
    return np.array(
        [sum(best[each] for each in found & best.keys()) for found in stretches.features]
    )


def pair_scores(
    left: Stretches, right: Stretches, evidence: Evidence, common: Shared
) -> dict[tuple[int, int], Matrix]:
    """Score every bead of every shape.

    Returns:
        for each shape (a, b) an (n - a + 1, m - b + 1) array; shapes that don't fit are absent.
    """
    met, fired = _corner_sums(common.met), _corner_sums(common.fired)
    scores = {}
    for (a, b), rarity in SHAPES.items():
        if a > len(left) or b > len(right):
            continue
        together = _blocks(met, a, b)
        if a * b > 1:
            together = together - SPREAD * log(a * b) * _blocks(fired, a, b)
        one, other = _window(common.left_all, a)[:, None], _window(common.right_all, b)[None, :]
        possible = POORER * np.minimum(one, other) + (1 - POORER) * (one + other) / 2
        lengths = length_scores(
            _window(left.lengths, a)[:, None] * evidence.ratio, _window(right.lengths, b)[None, :]
        )
        missing = np.maximum(possible - together, 0.0)
        scores[a, b] = TRUST * together - MISSING * missing + lengths + rarity
    return scores


def length_scores(expected: Matrix, found: Matrix) -> Matrix:
    """Log-normal likelihood of a length, against that of a chance pairing, whose spread is 1."""
    noise = LENGTH_NOISE / np.minimum(expected, found)
    variance = np.minimum(LENGTH_VARIANCE + noise, 1.0)
    deviation = np.log(found / expected) ** 2
    scores = deviation / 2 - deviation / (2 * variance) - np.log(variance) / 2
    return np.asarray(np.maximum(scores, LENGTH_WORST))


def _window(values: Matrix, width: int) -> Matrix:
    if width == 1:
        return values
    sums = np.concatenate(([0.0], np.cumsum(values)))
    return sums[width:] - sums[:-width]


def _corner_sums(values: Matrix) -> Matrix:
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    sums[1:, 1:] = values.cumsum(0).cumsum(1)
    return sums


def _blocks(sums: Matrix, a: int, b: int) -> Matrix:
    """The sum of every a × b block."""
    return sums[a:, b:] - sums[:-a, b:] - sums[a:, :-b] + sums[:-a, :-b]
