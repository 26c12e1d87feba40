"""The best monotone pairing of two sequences, found by dynamic programming.

Scores arrive as arrays, the groups ("beads") leave: so many items of the left sequence go with so
many of the right one, in order, nothing crossing and nothing left over. What the scores mean is
the caller's affair. After W. A. Gale and K. W. Church, "A Program for Aligning Sentences in
Bilingual Corpora", Computational Linguistics 19(1), 1993, with more kinds of beads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bead:
    """Items ``[left, left_end)`` of one sequence go with ``[right, right_end)`` of the other.

    One of the two ranges may be empty: then the items have no counterpart.
    """

    left: int
    left_end: int
    right: int
    right_end: int


def best_beads(
    paired: Mapping[tuple[int, int], Scores], left_alone: Scores, right_alone: Scores
) -> list[Bead]:
    """The beads with the highest sum of scores.

    Args:
        paired: for each shape (a, b) with a, b ≥ 1 an array (n - a + 1, m - b + 1): the score of
            the bead of a left and b right items that begins at each pair of places.
        left_alone: (n,) score of leaving a left item without counterpart.
        right_alone: (m,) the same for right items.

    Returns:
        Beads in order that cover both sequences.
    """
    choices, shapes = _fill(paired, left_alone, right_alone)
    return _trace(choices, shapes)


def _fill(
    paired: Mapping[tuple[int, int], Scores], left_alone: Scores, right_alone: Scores
) -> tuple[NDArray[np.int8], list[tuple[int, int]]]:
    n, m = len(left_alone), len(right_alone)
    shapes = [(0, 1), (1, 0), *(shape for shape in paired if shape[0] <= n and shape[1] <= m)]
    best = np.full((n + 1, m + 1), -np.inf)
    choices = np.zeros((n + 1, m + 1), dtype=np.int8)
    skipped = np.concatenate(([0.0], np.cumsum(right_alone, dtype=np.float64)))
    for i in range(n + 1):
        row, choice = best[i], choices[i]
        if i == 0:
            row[0] = 0.0
        else:
            row[:] = best[i - 1] + left_alone[i - 1]
            choice[:] = 1
        for number, (a, b) in enumerate(shapes[2:], start=2):
            if a <= i:
                candidate = best[i - a, : m + 1 - b] + paired[a, b][i - a]
                better = candidate > row[b:]
                row[b:][better] = candidate[better]
                choice[b:][better] = number
        reached = np.maximum.accumulate(row - skipped) + skipped
        # The running maximum rounds; only a gain beyond rounding means that an item was left alone.
        gained = reached > row + _ROUNDING
        row[gained] = reached[gained]
        choice[gained] = 0
    return choices, shapes


#: Larger than the rounding of sums of a few thousand scores, smaller than any score that matters.
_ROUNDING = 1e-9


def _trace(choices: NDArray[np.int8], shapes: list[tuple[int, int]]) -> list[Bead]:
    i, j = choices.shape[0] - 1, choices.shape[1] - 1
    beads = []
    while i or j:
        a, b = shapes[int(choices[i, j])]
        beads.append(Bead(i - a, i, j - b, j))
        i, j = i - a, j - b
    beads.reverse()
    return beads
