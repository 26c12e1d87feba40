"""Pairs of spellings → the pairs of letter groups that they are made of.

What arrives are pairs of words that say one name in two spellings; what leaves is each pair cut
into units («sch»–«ш», «l»–«ль», «e»–«»). A unit has one to four letters on the first side and at
most three on the second. Their probabilities are found by expectation maximisation over all ways
to cut every pair (the many-to-many aligner of Jiampojamarn, Kondrak & Sherif, NAACL 2007), the
cut itself by the Viterbi path.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

Pair = tuple[str, str]
#: Letters of the first and of the second side that one unit may have.
SHAPES = ((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 0), (1, 3))
#: The inventory of units is the same from 12,000 pairs as from all; more costs time only.
SAMPLE = 12_000
ROUNDS = 5
BATCH = 1000
#: Longer words are compounds that teach nothing about units and cost most.
LONGEST = 14
#: A group of several letters must occur this often to be a unit's side.
FEWEST = 8
#: First guess of a unit's probability for each letter in it, and how much likelier 1:1 is.
FIRST_GUESS, ONE_TO_ONE = 0.02, 3.0
#: A unit expected less often than this in all pairs together is dropped.
NEGLIGIBLE = 0.5


@dataclass(frozen=True, slots=True)
class _Side:
    """The letter groups of one side: ids[k, i, p] is the group of k letters before i in word p."""

    numbers: dict[str, int]
    ids: NDArray[np.int32]
    lengths: NDArray[np.int32]


def learn_units(pairs: Sequence[Pair]) -> dict[Pair, float]:
    """The cost (negative log probability) of each unit."""
    chosen = [pair for pair in sorted(set(pairs)) if max(map(len, pair)) <= LONGEST]
    if len(chosen) > SAMPLE:
        chosen = random.Random(SAMPLE).sample(chosen, SAMPLE)
    chosen.sort(key=lambda pair: (len(pair[0]), len(pair[1])))
    first = _side([pair[0] for pair in chosen], max(k for k, _ in SHAPES))
    second = _side([pair[1] for pair in chosen], max(k for _, k in SHAPES))
    width = len(second.numbers)
    probability: NDArray[np.float64] | None = None
    for _ in range(ROUNDS):
        expected = np.zeros(len(first.numbers) * width)
        for start in range(0, len(chosen), BATCH):
            expected += _expect(first, second, slice(start, start + BATCH), probability)
        expected[0] = 0
        expected[expected < NEGLIGIBLE] = 0
        probability = expected / expected.sum()
    assert probability is not None
    left, right = list(first.numbers), list(second.numbers)
    return {
        (left[unit // width], right[unit % width]): -math.log(probability[unit])
        for unit in np.nonzero(probability)[0]
    }


def _side(words: list[str], longest: int) -> _Side:
    counts = Counter(group for word in words for group, _ in _groups(word, longest))
    kept = [group for group, n in counts.items() if n >= FEWEST or len(group) == 1]
    numbers = {group: number for number, group in enumerate(["", *kept])}
    ids = np.full((longest + 1, LONGEST + 1, len(words)), -1, np.int32)
    ids[0] = 0
    for row, word in enumerate(words):
        for group, end in _groups(word, longest):
            ids[len(group), end, row] = numbers.get(group, -1)
    return _Side(numbers, ids, np.array([len(word) for word in words], np.int32))


def _groups(word: str, longest: int) -> Iterator[tuple[str, int]]:
    for length in range(1, longest + 1):
        for end in range(length, len(word) + 1):
            yield word[end - length : end], end


def _expect(
    first: _Side, second: _Side, rows: slice, probability: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """How often each unit is expected in a batch of pairs (forward and backward sums)."""
    ends = first.lengths[rows], second.lengths[rows]
    height, width, size = int(ends[0].max()), int(ends[1].max()), len(ends[0])
    steps: list[tuple[int, int, int, int, NDArray[np.int64], NDArray[np.float64]]] = []
    forward = np.zeros((height + 1, width + 1, size))
    forward[0, 0] = 1
    for i in range(1, height + 1):
        for j in range(width + 1):
            for k, m in SHAPES:
                if k <= i and m <= j and forward[i - k, j - m].any():
                    units, chance = _chances(first, second, rows, (i, j, k, m), probability)
                    forward[i, j] += forward[i - k, j - m] * chance
                    steps.append((i, j, k, m, units, chance))
    total = forward[ends[0], ends[1], np.arange(size)]
    backward = np.zeros_like(forward)
    backward[ends[0], ends[1], np.arange(size)] = np.where(
        total > 0, 1 / np.maximum(total, 1e-300), 0
    )
    shares = []
    for i, j, k, m, _, chance in reversed(steps):
        inflow = chance * backward[i, j]
        backward[i - k, j - m] += inflow
        shares.append(inflow * forward[i - k, j - m])
    units = np.concatenate([step[4] for step in reversed(steps)])
    return np.bincount(
        units, np.concatenate(shares), minlength=len(first.numbers) * len(second.numbers)
    )


def _chances(
    first: _Side,
    second: _Side,
    rows: slice,
    step: tuple[int, int, int, int],
    probability: NDArray[np.float64] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each pair of a batch, the unit that a step would take and its probability."""
    i, j, k, m = step
    left, right = first.ids[k, i, rows], second.ids[m, j, rows]
    known = (left >= 0) & (right >= 0)
    units = np.where(known, left.astype(np.int64) * len(second.numbers) + right, 0)
    if probability is None:
        guess = FIRST_GUESS ** (k + m) * (ONE_TO_ONE if k == m else 1)
        return units, np.where(known, guess, 0.0)
    return units, np.where(known, probability[units], 0.0)


def cut(pair: Pair, units: dict[Pair, float]) -> list[Pair] | None:
    """The likeliest way to cut a pair into units; None if there is none."""
    first, second = pair
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(1, len(first) + 1):
        for j in range(len(second) + 1):
            options = []
            for k, m in SHAPES:
                before = best.get((i - k, j - m))
                cost = units.get((first[i - k : i], second[j - m : j])) if before else None
                if before and cost is not None:
                    options.append((before[0] + cost, (k, m)))
            if options:
                best[i, j] = min(options)
    path = []
    i, j = len(first), len(second)
    if (i, j) not in best:
        return None
    while i or j:
        k, m = best[i, j][1]
        path.append((first[i - k : i], second[j - m : j]))
        i, j = i - k, j - m
    return path[::-1]
