"""How much of a query stands together in a document, from positions alone.

Words that meet in one passage say more than words that only share a document. What arrives are
candidates and the clauses of a plan; what leaves is, for each candidate, the share of the query
that its best stretch of text holds, each clause weighed by how rare it is.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from archsearch.analysis import Via
from archsearch.indexing.fields import exact_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from archsearch.engines.base import IndexReader
    from archsearch.search.clause import Clause, Key

#: Positions of a stretch: a paragraph of a letter has about so many words.
STRETCH = 60
#: The field that holds the texts; the others are short enough to be one stretch each.
_TEXT = "text"


def coverage(
    reader: IndexReader, clauses: Sequence[Clause], numbers: Sequence[int]
) -> NDArray[np.float64]:
    """For each document, the greatest share of the clauses that one stretch of it holds.

    A clause that matches outside the text (in a title, among the people) counts for every
    stretch: such a field speaks for the whole document.

    Args:
        reader: the index.
        clauses: what was asked for.
        numbers: documents.
    """
    rarity = [_rarity(reader, clause) for clause in clauses]
    described = np.zeros((len(numbers), len(clauses)), np.bool_)
    owners, positions, kinds = [], [], []
    for at, clause in enumerate(clauses):
        for field in clause.fields:
            for key in _keys(clause):
                name = exact_field(field) if key.exact else field
                if not reader.document_frequency(name, key.term):
                    continue
                found = reader.occurrences(name, key.term, numbers)
                if field != _TEXT:
                    described[found.documents, at] = True
                    continue
                owners.append(found.documents)
                positions.append(found.positions)
                kinds.append(np.full(found.documents.size, at))
    shares = np.array([_share(each, rarity) for each in described.tolist()])
    if not owners:
        return shares
    owner, position, kind = map(np.concatenate, (owners, positions, kinds))
    order = np.lexsort((position, owner))
    owner, position, kind = owner[order], position[order], kind[order]
    starts = np.searchsorted(owner, np.arange(len(numbers) + 1))
    for document, (start, stop) in enumerate(pairwise(starts.tolist())):
        found_here = zip(position[start:stop].tolist(), kind[start:stop].tolist(), strict=True)
        shares[document] = max(
            shares[document], best_stretch(list(found_here), described[document].tolist(), rarity)
        )
    return shares


def best_stretch(
    found: Sequence[tuple[int, int]], described: Sequence[bool], rarity: Sequence[float]
) -> float:
    """The share of the clauses in the best stretch of one document.

    Args:
        found: (position, clause) of its matches in the text, by position.
        described: for each clause, whether it matches in the description.
        rarity: weights of the clauses.
    """
    counts = [int(each) for each in described]
    held = sum(weight for count, weight in zip(counts, rarity, strict=True) if count)
    best, first = held, 0
    for position, clause in found:
        if not counts[clause]:
            held += rarity[clause]
        counts[clause] += 1
        while position - found[first][0] >= STRETCH:
            left = found[first][1]
            counts[left] -= 1
            if not counts[left]:
                held -= rarity[left]
            first += 1
        best = max(best, held)
    return best / sum(rarity)


def _share(held: Iterable[bool], rarity: Sequence[float]) -> float:
    return sum(weight for each, weight in zip(held, rarity, strict=True) if each) / sum(rarity)


def _rarity(reader: IndexReader, clause: Clause) -> float:
    """Inverse document frequency of a clause's commonest term; never nothing."""
    frequency = max(
        (
            reader.document_frequency(exact_field(_TEXT) if key.exact else _TEXT, key.term)
            for key in _keys(clause, translated=False)
        ),
        default=0,
    )
    return math.log(1 + (reader.document_count + 1) / (frequency + 1))


def _keys(clause: Clause, *, translated: bool = True) -> list[Key]:
    """The terms that show where a clause matches: those of its readings' first slots."""
    keys = [
        key
        for reading in clause.readings
        if translated or reading.via is not Via.TRANSLATION
        for key in reading.slots[0]
        if not key.edits
    ]
    return list(dict.fromkeys(keys))
