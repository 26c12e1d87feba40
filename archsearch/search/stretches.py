"""The matches of a query in one document → how much of it stands together at best."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Sums of the same weights in another order differ by less.
_ROUNDING = 1e-9


class Place(NamedTuple):
    """A match in a text.

    Attributes:
        position: of the word.
        clause: number of the clause.
        sureness: in (0, 1].
    """

    position: int
    clause: int
    sureness: float


def best_stretch(
    places: Sequence[Place], described: Sequence[float], rarity: Sequence[float], length: int
) -> float:
    """The weight of the clauses in the best stretch of one document.

    Args:
        places: its matches in the text, by position.
        described: for each clause, how surely it matches in the description, else 0.
        rarity: weights of the clauses.
        length: positions of a stretch.
    """
    most = weight_of_all(places, described, rarity)
    held, tops = [[sure] for sure in described], list(described)
    best = weight = float(sum(map(mul, described, rarity)))
    first = 0
    for position, clause, sureness in places:
        while position - places[first].position >= length:
            left = places[first]
            first += 1
            held[left.clause].remove(left.sureness)
            if left.sureness >= tops[left.clause]:
                top = max(held[left.clause])
                weight -= (tops[left.clause] - top) * rarity[left.clause]
                tops[left.clause] = top
        held[clause].append(sureness)
        if sureness > tops[clause]:
            weight += (sureness - tops[clause]) * rarity[clause]
            tops[clause] = sureness
            best = max(best, weight)
            if best >= most - _ROUNDING:
                # Nothing better can come, and where words are frequent that is soon so.
                return most
    return best


def weight_of_all(
    places: Sequence[Place], described: Sequence[float], rarity: Sequence[float]
) -> float:
    """The weight of the clauses in the whole of one document; see `best_stretch`."""
    tops = list(described)
    for _, clause, sureness in places:
        tops[clause] = max(tops[clause], sureness)
    return float(sum(map(mul, tops, rarity)))
