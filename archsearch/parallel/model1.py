"""IBM Model 1 in both directions.

Pairs of term sequences arrive, pairs of terms with both directions' translation probabilities
leave. After P. F. Brown et al., "The Mathematics of Statistical Machine Translation: Parameter
Estimation", Computational Linguistics 19(2), 1993, section 4.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Ids = NDArray[np.int32]

#: Rounds of expectation maximisation; the product of directions hardly moves after five.
ROUNDS = 5
#: Terms of a passage that take part; a longer one teaches little and costs its square.
LONGEST = 120
#: Co-occurrences held in memory (16 bytes each); further pairs are left out.
MOST_CELLS = 40_000_000


@dataclass(frozen=True, slots=True)
class Translations:
    """Pairs of terms that met, row by row.

    Attributes:
        left, right: (k,) term ids.
        forward: (k,) float32 probability of the right term given the left one.
        backward: (k,) float32 probability of the left term given the right one.
        together: (k,) int32, in how many passages the two met.
    """

    left: Ids
    right: Ids
    forward: NDArray[np.float32]
    backward: NDArray[np.float32]
    together: Ids


@dataclass(frozen=True, slots=True)
class _Cells:
    """Every co-occurrence of a left and a right term in a passage.

    Attributes:
        pair: (c,) which pair of terms (row of `left`, `right`).
        left_token, right_token: (c,) which token of the whole corpus it is on either side.
        left, right: (k,) the pairs of terms.
    """

    pair: Ids
    left_token: Ids
    right_token: Ids
    left: Ids
    right: Ids


def learn_pairs(pairs: Iterable[tuple[Ids, Ids]]) -> Translations:
    """Learn translation probabilities from aligned passages.

    Args:
        pairs: for each passage the distinct terms of its left and right side.
    """
    cells = _cells(pairs)
    return Translations(
        cells.left,
        cells.right,
        _estimate(cells.pair, cells.left, cells.right_token),
        _estimate(cells.pair, cells.right, cells.left_token),
        np.bincount(cells.pair, minlength=len(cells.left)).astype(np.int32),
    )


def _estimate(pair: Ids, given: Ids, token: Ids) -> NDArray[np.float32]:
    """P(other term | given term): each token of the other side is explained by the given terms."""
    count = len(given)
    if not count:
        return np.zeros(0, dtype=np.float32)
    tokens, terms = int(token.max()) + 1, int(given.max()) + 1
    # Every passage also offers "nothing", as likely as an average translation.
    offered = 1.0 + 1.0 / np.maximum(np.bincount(token, minlength=tokens), 1)
    probability = np.full(count, 1.0)
    for _ in range(ROUNDS):
        weights = probability[pair]
        totals = np.bincount(token, weights, minlength=tokens) * offered
        weights = weights / totals[token]
        counts = np.bincount(pair, weights, minlength=count)
        sums = np.bincount(given, counts, minlength=terms)
        probability = counts / np.maximum(sums[given], 1e-12)
    return probability.astype(np.float32)


def _cells(pairs: Iterable[tuple[Ids, Ids]]) -> _Cells:
    keys, left_tokens, right_tokens = [], [], []
    left_base = right_base = size = 0
    for left, right in pairs:
        one, other = np.unique(left)[:LONGEST], np.unique(right)[:LONGEST]
        size += len(one) * len(other)
        if size > MOST_CELLS:
            break
        keys.append((one.astype(np.int64)[:, None] << 32 | other[None, :]).ravel())
        left_tokens.append(np.repeat(np.arange(len(one), dtype=np.int32), len(other)) + left_base)
        right_tokens.append(np.tile(np.arange(len(other), dtype=np.int32), len(one)) + right_base)
        left_base += len(one)
        right_base += len(other)
    if not keys:
        nothing = np.zeros(0, dtype=np.int32)
        return _Cells(nothing, nothing, nothing, nothing, nothing)
    unique, pair = np.unique(np.concatenate(keys), return_inverse=True)
    return _Cells(
        pair.astype(np.int32),
        np.concatenate(left_tokens),
        np.concatenate(right_tokens),
        (unique >> 32).astype(np.int32),
        (unique & 0xFFFFFFFF).astype(np.int32),
    )
