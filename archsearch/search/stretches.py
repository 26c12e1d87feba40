"""The matches of a query in documents → how much of it stands together at best in each.

All documents are looked at in one pass of arrays: from each match on, the next match of each clause
tells whether it still belongs to a stretch that begins there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import Self

    from numpy.typing import NDArray

#: Behind every position there is.
_FAR = np.iinfo(np.int64).max
#: Positions of one document lie so many bits away from those of the next.
_DOCUMENT_BITS = 32


@dataclass(frozen=True, slots=True)
class Places:
    """Matches in the texts of some documents; arrays of one length, by document and position.

    Attributes:
        owners: (n,) int64 index of the document.
        positions: (n,) int64 of the word.
        clauses: (n,) int64 number of the clause.
        sureness: (n,) float64 in (0, 1].
    """

    owners: NDArray[np.int64]
    positions: NDArray[np.int64]
    clauses: NDArray[np.int64]
    sureness: NDArray[np.float64]

    def of(self, documents: NDArray[np.bool_]) -> Self:
        """Those in some of the documents."""
        kept = documents[self.owners]
        return type(self)(
            self.owners[kept], self.positions[kept], self.clauses[kept], self.sureness[kept]
        )


def best_stretches(
    places: Places, described: NDArray[np.float64], rarity: NDArray[np.float64], length: int
) -> NDArray[np.float64]:
    """(documents,) the weight of the clauses in the best stretch of each document.

    Args:
        places: the matches in the texts.
        described: (documents, clauses) how surely each matches in the description, else 0.
        rarity: (clauses,) their weights.
        length: positions of a stretch.
    """
    ends = (places.owners << _DOCUMENT_BITS) + places.positions + length
    weights = np.zeros(places.owners.size)
    for clause, weight in enumerate(rarity.tolist()):
        held = described[places.owners, clause]
        own = places.clauses == clause
        for sureness in np.sort(_distinct(places.sureness[own])).tolist():
            following = np.where(own & (places.sureness >= sureness), ends - length, _FAR)
            following = np.minimum.accumulate(following[::-1])[::-1]
            held[(following < ends) & (held < sureness)] = sureness
        weights += held * weight
    best = weight_of_all(places.of(np.zeros(len(described), np.bool_)), described, rarity)
    starts = np.flatnonzero(np.diff(places.owners, prepend=-1))
    if starts.size:
        found = places.owners[starts]
        best[found] = np.maximum(best[found], np.maximum.reduceat(weights, starts))
    return best


def weight_of_all(
    places: Places, described: NDArray[np.float64], rarity: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(documents,) the weight of the clauses in the whole of each; see `best_stretches`."""
    held = described.copy()
    np.maximum.at(held, (places.owners, places.clauses), places.sureness)
    weights = np.zeros(len(described))
    for clause, weight in enumerate(rarity.tolist()):
        # In the order of the clauses, so that equal sums are equal.
        weights += held[:, clause] * weight
    return weights


def spread(places: Places, documents: int) -> NDArray[np.int64]:
    """(documents,) positions from the first match to the last one; 0 where there is none."""
    found = np.zeros(documents, np.int64)
    starts = np.flatnonzero(np.diff(places.owners, prepend=-1))
    if starts.size:
        last = np.append(starts[1:], places.owners.size) - 1
        found[places.owners[starts]] = places.positions[last] - places.positions[starts]
    return found


def _distinct(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The few values that occur."""
    ordered = np.sort(values)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=np.nan))]
