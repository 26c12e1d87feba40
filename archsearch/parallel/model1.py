"""IBM Model 1 in both directions.

Pairs of term sequences arrive, pairs of terms with both directions' translation probabilities
leave. After P. F. Brown et al., "The Mathematics of Statistical Machine Translation: Parameter
Estimation", Computational Linguistics 19(2), 1993, section 4.1. Pairs of terms that hardly ever
meet are left out before estimation: they are nearly all of the pairs and none of the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Ids = NDArray[np.int32]
    Counts = NDArray[np.int64]
    Floats = NDArray[np.float64]

#: Rounds of expectation maximisation; the product of directions hardly moves after five.
ROUNDS = 5
#: A passage with more different terms than this on a side teaches little and costs its square.
LONGEST = 200
#: Passages in which a pair of terms must meet to be considered.
LEAST_TOGETHER = 2
#: The cosine of two terms' passages below which they aren't considered.
LEAST_COSINE = 0.02
#: Meetings of terms that are looked at (about 30 bytes of memory each); of a larger collection
#: every second, third … passage is taken.
MOST_MEETINGS = 20_000_000
#: Meetings that are counted at once.
_BLOCK = 2_000_000


@dataclass(frozen=True, slots=True)
class Translations:
    """Pairs of terms that met, row by row.

    Attributes:
        left, right: (k,) term ids.
        forward: (k,) probability of the right term given the left one.
        backward: (k,) probability of the left term given the right one.
        together: (k,) in how many passages the two met.
        left_count, right_count: (k,) in how many passages each of them stood.
        passages: how many passages there were.
    """

    left: Ids
    right: Ids
    forward: Floats
    backward: Floats
    together: Counts
    left_count: Counts
    right_count: Counts
    passages: int


def learn_pairs(pairs: Iterable[tuple[Ids, Ids]]) -> Translations:
    """Learn translation probabilities from aligned passages.

    Args:
        pairs: for each passage the terms of its left and right side, in any order.
    """
    distinct = _sample([(np.unique(left), np.unique(right)) for left, right in pairs])
    left_counts, right_counts = (_frequencies([each[side] for each in distinct]) for side in (0, 1))
    # A term that stands in one passage only can't meet another in two.
    distinct = [
        (left[left_counts[left] >= LEAST_TOGETHER], right[right_counts[right] >= LEAST_TOGETHER])
        for left, right in distinct
    ]
    keys, together = _count_meetings(distinct)
    left, right = _split(keys)
    cosine = together / np.sqrt(left_counts[left] * right_counts[right])
    kept = (together >= LEAST_TOGETHER) & (cosine >= LEAST_COSINE)
    keys, together, left, right = keys[kept], together[kept], left[kept], right[kept]
    pair, left_token, right_token = _meetings(distinct, keys)
    return Translations(
        left,
        right,
        _estimate(pair, left, right_token),
        _estimate(pair, right, left_token),
        together,
        left_counts[left],
        right_counts[right],
        len(distinct),
    )


def _sample(passages: Sequence[tuple[Ids, Ids]]) -> Sequence[tuple[Ids, Ids]]:
    """The passages that are short enough, or every so many-th of them."""
    fitting = [each for each in passages if max(map(len, each)) <= LONGEST]
    meetings = sum(len(left) * len(right) for left, right in fitting)
    return fitting[:: 1 + meetings // MOST_MEETINGS]


def _estimate(pair: Ids, given: Ids, token: Ids) -> Floats:
    """P(other term | given term), each token of the other side explained by the given terms.

    Args:
        pair: (c,) for each meeting, which pair of terms met.
        given: (k,) for each pair, its term on the given side.
        token: (c,) for each meeting, the token of the other side, numbered over all passages.
    """
    count = len(given)
    if not count:
        return np.zeros(0)
    tokens, terms = int(token.max()) + 1, int(given.max()) + 1
    # Every passage also offers "nothing", as likely as an average translation.
    offered = 1.0 + 1.0 / np.maximum(np.bincount(token, minlength=tokens), 1)
    probability = np.ones(count)
    for _ in range(ROUNDS):
        weights = probability[pair]
        totals = np.bincount(token, weights, minlength=tokens) * offered
        weights /= totals[token]
        counts = np.bincount(pair, weights, minlength=count)
        sums = np.bincount(given, counts, minlength=terms)
        probability = counts / np.maximum(sums[given], 1e-12)
    return probability


def _frequencies(sides: Sequence[Ids]) -> Counts:
    return np.bincount(np.concatenate(sides)) if sides else np.zeros(0, dtype=np.int64)


def _keys(left: Ids, right: Ids) -> Counts:
    """Every pair of a left and a right term as one number."""
    return (left.astype(np.int64)[:, None] << 32 | right.astype(np.int64)[None, :]).ravel()


def _split(keys: Counts) -> tuple[Ids, Ids]:
    return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)


def _blocks(passages: Sequence[tuple[Ids, Ids]]) -> Iterator[list[tuple[Ids, Ids]]]:
    block: list[tuple[Ids, Ids]] = []
    size = 0
    for left, right in passages:
        block.append((left, right))
        size += len(left) * len(right)
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block


def _count_meetings(passages: Sequence[tuple[Ids, Ids]]) -> tuple[Counts, Counts]:
    """The distinct pairs of terms, ascending, and in how many passages each met."""
    keys, counts = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    for block in _blocks(passages):
        found, times = np.unique(
            np.concatenate([_keys(left, right) for left, right in block]), return_counts=True
        )
        merged, places = np.unique(np.concatenate((keys, found)), return_inverse=True)
        counts = np.bincount(places, np.concatenate((counts, times))).astype(np.int64)
        keys = merged
    return keys, counts


def _meetings(passages: Sequence[tuple[Ids, Ids]], keys: Counts) -> tuple[Ids, Ids, Ids]:
    """Where the pairs of `keys` meet: the pair, the left token and the right token of each."""
    if not len(keys):
        nothing = np.zeros(0, dtype=np.int32)
        return nothing, nothing, nothing
    pairs, left_tokens, right_tokens = [], [], []
    left_base = right_base = 0
    for left, right in passages:
        met = _keys(left, right)
        places = np.searchsorted(keys, met).clip(max=len(keys) - 1)
        hits = np.flatnonzero(keys[places] == met)
        pairs.append(places[hits].astype(np.int32))
        left_tokens.append((hits // len(right) + left_base).astype(np.int32))
        right_tokens.append((hits % len(right) + right_base).astype(np.int32))
        left_base += len(left)
        right_base += len(right)
    return np.concatenate(pairs), np.concatenate(left_tokens), np.concatenate(right_tokens)
