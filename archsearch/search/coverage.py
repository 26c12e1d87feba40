"""How much of a query stands together in a document, from positions alone.

Words that meet in one passage say more than words that only share a document, words in the
query's order more than others, and words that meet in both versions more than in one. What
arrives are candidates and the clauses of a plan; what leaves says of each candidate how much of
the query its best stretch of text holds, each clause weighed by how rare it is and by how surely
it is what was asked for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.analysis import Via, script_of
from archsearch.indexing.fields import exact_field
from archsearch.search.clause import TIERS, tier
from archsearch.search.stretches import Place, best_stretch, weight_of_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from archsearch.engines.base import IndexReader
    from archsearch.search.clause import Clause, Key

#: Positions of a stretch: a paragraph of a letter has about so many words; and of a page.
STRETCH, PAGE = 60, 400
#: Words that meet on no page: its best page holds less than this share of what the document has.
MEETING = 0.75
#: Positions from a word to the next one that still follows it: an article may stand between.
NEXT = 2
#: How sure a kind of match is, as a share of the word itself. «Тюра» for "Tore" and "oppression"
#: for «угнетатель» are right four times of five; 0.5 and 1 answer fewer questions.
_PROBABLE = 0.8
SURENESS = {
    Via.EXACT: 1.0,
    Via.FORM: 1.0,
    Via.TRANSLITERATION: 1.0,
    Via.ALIAS: 1.0,
    Via.SIMILAR: _PROBABLE,
    Via.TYPO: _PROBABLE,
    Via.TRANSLATION: _PROBABLE,
}
#: The field that holds the texts; the others are short enough to be one stretch each.
_TEXT = "text"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is known of some documents; arrays of one length.

    Attributes:
        together: share of the query that the best stretch holds.
        in_order: share of the query's neighbours that follow each other somewhere.
        agreeing: share of the clauses that match in two scripts, so in both versions.
        apart: whether most of what the document has of the query meets on no page.
    """

    together: NDArray[np.float64]
    in_order: NDArray[np.float64]
    agreeing: NDArray[np.float64]
    apart: NDArray[np.bool_]


def coverage(
    reader: IndexReader,
    clauses: Sequence[Clause],
    numbers: Sequence[int],
    weakest: Via = TIERS[-1],
) -> Coverage:
    """How much of the clauses stands together in each document.

    A clause that matches outside the text (in a title, among the people) counts for every
    stretch: such a field speaks for the whole document.

    Args:
        reader: the index.
        clauses: what was asked for.
        numbers: documents.
        weakest: the weakest kind of match that counts. Another script always does: it tells
            whether both versions agree.
    """
    matches = _Matches(reader, clauses, numbers, max(weakest, Via.TRANSLITERATION, key=tier))
    rarity = [_rarity(reader, clause) for clause in clauses]
    whole = sum(rarity)
    together, apart = np.zeros(len(numbers)), np.zeros(len(numbers), np.bool_)
    for document, places in enumerate(matches.places()):
        described = matches.described[document].tolist()
        together[document] = best_stretch(places, described, rarity, STRETCH) / whole
        if places and places[-1].position - places[0].position >= PAGE:
            page = best_stretch(places, described, rarity, PAGE)
            every = weight_of_all(places, described, rarity)
            apart[document] = page < MEETING * every
    return Coverage(together, matches.in_order(), matches.agreeing(), apart)


class _Matches:
    """Where the clauses match in some documents.

    Attributes:
        described: (documents, clauses) how surely each matches in the description, else 0.
    """

    def __init__(
        self,
        reader: IndexReader,
        clauses: Sequence[Clause],
        numbers: Sequence[int],
        weakest: Via,
    ) -> None:
        size = (len(numbers), len(clauses))
        self.described = np.zeros(size)
        self._scripts = np.zeros((*size, 2), np.bool_)
        parts: list[tuple[NDArray[Any], ...]] = [(np.empty(0),) * 4]
        for at, field, key, sureness in _asked(clauses, weakest):
            name = exact_field(field) if key.exact else field
            if not reader.document_frequency(name, key.term):
                continue
            found = reader.occurrences(name, key.term, numbers)
            if field != _TEXT:
                known = self.described[found.documents, at]
                self.described[found.documents, at] = np.maximum(known, sureness)
                continue
            self._scripts[found.documents, at, int(script_of(key.term) == "Cyrl")] = True
            many = found.documents.size
            parts.append(
                (found.documents, found.positions, np.full(many, at), np.full(many, sureness))
            )
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        order = np.lexsort((columns[2], columns[1], columns[0]))
        self._owners, self._positions, self._clauses, self._sureness = (
            column[order] for column in columns
        )

    def places(self) -> Iterator[list[Place]]:
        """The matches in the text of each document, by position."""
        starts = np.searchsorted(self._owners, np.arange(len(self.described) + 1))
        columns = (
            self._positions.astype(np.int64).tolist(),
            self._clauses.astype(np.int64).tolist(),
            self._sureness.tolist(),
        )
        every = list(map(Place, *columns))
        for start, stop in pairwise(starts.tolist()):
            yield every[start:stop]

    def in_order(self) -> NDArray[np.float64]:
        """Share of the neighbours among the clauses that follow each other in a document."""
        pairs = self.described.shape[1] - 1
        distance = np.diff(self._positions)
        follows = (
            (np.diff(self._owners) == 0)
            & (np.diff(self._clauses) == 1)
            & (distance > 0)
            & (distance <= NEXT)
        )
        seen = np.zeros((len(self.described), pairs + 1), np.bool_)
        at = np.flatnonzero(follows)
        seen[self._owners[at].astype(np.int64), self._clauses[at].astype(np.int64)] = True
        share: NDArray[np.float64] = seen.sum(axis=1) / max(1, pairs)
        return share

    def agreeing(self) -> NDArray[np.float64]:
        """Share of the clauses that match in Cyrillic and in another script."""
        found: NDArray[np.float64] = self._scripts.all(axis=2).mean(axis=1)
        return found


def _rarity(reader: IndexReader, clause: Clause) -> float:
    """Inverse document frequency of a clause's commonest term; never nothing."""
    frequency = max(
        (
            reader.document_frequency(exact_field(_TEXT) if key.exact else _TEXT, key.term)
            for key, via in _keys(clause).items()
            if via is not Via.TRANSLATION
        ),
        default=0,
    )
    return math.log(1 + (reader.document_count + 1) / (frequency + 1))


def _asked(clauses: Sequence[Clause], weakest: Via) -> Iterator[tuple[int, str, Key, float]]:
    """Number of the clause, field, key, and how sure it is."""
    for at, clause in enumerate(clauses):
        keys = _keys(clause)
        for field in clause.fields:
            for key, via in keys.items():
                if tier(via) <= tier(weakest):
                    yield at, field, key, SURENESS[via]


def _keys(clause: Clause) -> dict[Key, Via]:
    """The terms that show where a clause matches: those of its readings' first slots."""
    keys: dict[Key, Via] = {}
    for reading in clause.readings:
        for key in reading.slots[0]:
            if not key.edits:
                keys.setdefault(key, reading.via)
    return keys
