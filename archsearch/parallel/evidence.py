"""How well stretches of two texts go together: shared features and lengths, as scores.

Two sequences of stretches arrive (their features and lengths), for every shape of bead an array
of scores leaves, in nats: the logarithm of how much likelier the bead is among translations
than among chance pairings. Nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    #: From a feature to the features of the other language that it may become, with how likely.
    Counterparts = Callable[[int], Iterable[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Stretches:
    """One version's stretches, as far as alignment sees them.

    Attributes:
        features: for each stretch its features, as `Features.of` gives them.
        lengths: (n,) characters of each stretch.
    """

    features: Sequence[Sequence[int]]
    lengths: NDArray[np.float64]


#: Shapes of beads and the logarithm of how often translators make them. 1:1 carries the rest.
SHAPES = {
    (1, 1): log(0.85), (1, 2): log(0.03), (2, 1): log(0.03), (2, 2): log(0.003),
    (1, 3): log(0.004), (3, 1): log(0.004), (2, 3): log(0.0005), (3, 2): log(0.0005),
    (1, 4): log(0.001), (4, 1): log(0.001),
}  # fmt: skip
ALONE = log(0.05)

#: What a feature without its counterpart in the bead costs, as a part of what it would have earned.
MISSING = 0.3
#: The probability that a feature with a possible counterpart really has it in the translation.
KEPT = 0.8
#: Standard deviation of the logarithm of the ratio of lengths: of long stretches, and what
#: shorter ones add (variance is LENGTH_FLOOR² + LENGTH_NOISE / characters).
LENGTH_FLOOR = 0.16
LENGTH_NOISE = 2.0


def pair_scores(
    left: Stretches, right: Stretches, counterparts: Counterparts
) -> dict[tuple[int, int], Scores]:
    """Score every bead of every shape.

    Returns:
        for each shape (a, b) an (n - a + 1, m - b + 1) array; shapes that don't fit are absent.
    """
    met, left_all, right_all = _shared(left, right, counterparts)
    met_sums = _corner_sums(met)
    n, m = met.shape
    ratio = _length_ratio(left.lengths, right.lengths)
    scores = {}
    for (a, b), prior in SHAPES.items():
        if a > n or b > m:
            continue
        together = met_sums[a:, b:] - met_sums[:-a, b:] - met_sums[a:, :-b] + met_sums[:-a, :-b]
        possible = (_window(left_all, a)[:, None] + _window(right_all, b)[None, :]) / 2
        evidence = together - MISSING * np.maximum(possible - together, 0)
        length = _length_score(_window(left.lengths, a), _window(right.lengths, b), ratio)
        scores[a, b] = (evidence + length + prior).astype(np.float32)
    return scores


def _window(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    sums = np.concatenate(([0.0], np.cumsum(values)))
    return sums[width:] - sums[:-width]


def _corner_sums(met: NDArray[np.float64]) -> NDArray[np.float64]:
    sums = np.zeros((met.shape[0] + 1, met.shape[1] + 1))
    sums[1:, 1:] = met.cumsum(0).cumsum(1)
    return sums


def _length_ratio(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    return float((right.sum() + 1.0) / (left.sum() + 1.0))


def _length_score(
    left: NDArray[np.float64], right: NDArray[np.float64], ratio: float
) -> NDArray[np.float64]:
    """Log-normal ratio of lengths, against a chance pairing whose spread is 1."""
    expected = left[:, None] * ratio
    variance = LENGTH_FLOOR**2 + LENGTH_NOISE / np.minimum(expected, right[None, :])
    variance = np.minimum(variance, 1.0)
    deviation = np.log(right[None, :] / expected) ** 2
    return np.maximum(-deviation / (2 * variance), -12.0) + deviation / 2 - np.log(variance) / 2


def _shared(
    left: Stretches, right: Stretches, counterparts: Counterparts
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Weight shared by each pair of stretches, and the most that each stretch could share."""
    n, m = len(left.features), len(right.features)
    left_places, right_places = _places(left.features), _places(right.features)
    rows: list[tuple[list[int], list[int], float]] = []
    left_best: dict[int, float] = {}
    right_best: dict[int, float] = {}
    for feature, here in left_places.items():
        there = right_places.get(feature)
        pairs = [(feature, 1.0)] if there else counterparts(feature)
        for other, probability in pairs:
            there = right_places.get(other)
            if there is None:
                continue
            rarity = max((len(here) + 0.5) / (n + 1), (len(there) + 0.5) / (m + 1))
            weight = log(KEPT * probability + (1 - KEPT * probability) * rarity) - log(rarity)
            if weight <= 0.0:
                continue
            rows.append((here, there, weight))
            left_best[feature] = max(weight, left_best.get(feature, 0.0))
            right_best[other] = max(weight, right_best.get(other, 0.0))
    left_hits = np.zeros((n, len(rows)), dtype=np.float32)
    right_hits = np.zeros((len(rows), m), dtype=np.float32)
    for number, (here, there, weight) in enumerate(rows):
        left_hits[here, number] = weight
        right_hits[number, there] = 1.0
    met = (left_hits @ right_hits).astype(np.float64)
    return met, _possible(left_places, left_best, n), _possible(right_places, right_best, m)


def _places(features: Sequence[Sequence[int]]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for number, found in enumerate(features):
        for feature in set(found):
            places.setdefault(feature, []).append(number)
    return places


def _possible(
    places: dict[int, list[int]], best: dict[int, float], count: int
) -> NDArray[np.float64]:
    possible = np.zeros(count)
    for feature, weight in best.items():
        possible[places[feature]] += weight
    return possible
