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
from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.analysis import Via, script_of
from archsearch.indexing.fields import exact_field
from archsearch.search.clause import TIERS, tier
from archsearch.search.stretches import Places, best_stretches, spread, weight_of_all

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
    rarity = np.array([_rarity(reader, clause) for clause in clauses])
    stretch = best_stretches(matches.places, matches.described, rarity, STRETCH)
    least = MEETING * weight_of_all(matches.places, matches.described, rarity)
    # What a paragraph holds, a page does.
    apart = (stretch < least) & (spread(matches.places, len(numbers)) >= PAGE)
    if apart.any():
        apart &= best_stretches(matches.places.of(apart), matches.described, rarity, PAGE) < least
    return Coverage(stretch / rarity.sum(), matches.in_order(), matches.agreeing(), apart)


class _Matches:
    """Where the clauses match in some documents.

    Attributes:
        described: (documents, clauses) how surely each matches in the description, else 0.
        places: where they match in the texts.
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
        parts: list[tuple[NDArray[Any], ...]] = [(*(np.empty(0, np.int64),) * 3, np.empty(0))]
        for at, field, key, sureness in _asked(reader, clauses, weakest):
            found = reader.occurrences(
                exact_field(field) if key.exact else field, key.term, numbers
            )
            if field != _TEXT:
                known = self.described[found.documents, at]
                self.described[found.documents, at] = np.maximum(known, sureness)
                continue
            self._scripts[found.documents, at, int(script_of(key.term) == "Cyrl")] = True
            many = found.documents.size
            parts.append(
                (found.documents, found.positions, np.full(many, at), np.full(many, sureness))
            )
        owners, positions, which, sure = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.lexsort((which, positions, owners))
        self.places = Places(owners[order], positions[order], which[order], sure[order])

    def in_order(self) -> NDArray[np.float64]:
        """Share of the neighbours among the clauses that follow each other in a document."""
        pairs = self.described.shape[1] - 1
        places = self.places
        distance = np.diff(places.positions)
        follows = (
            (np.diff(places.owners) == 0)
            & (np.diff(places.clauses) == 1)
            & (distance > 0)
            & (distance <= NEXT)
        )
        seen = np.zeros((len(self.described), pairs + 1), np.bool_)
        at = np.flatnonzero(follows)
        seen[places.owners[at], places.clauses[at]] = True
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
            reader.document_frequencies(key.term).get(exact_field(_TEXT) if key.exact else _TEXT, 0)
            for key, via in _keys(clause).items()
            if via is not Via.TRANSLATION
        ),
        default=0,
    )
    return math.log(1 + (reader.document_count + 1) / (frequency + 1))


def _asked(
    reader: IndexReader, clauses: Sequence[Clause], weakest: Via
) -> Iterator[tuple[int, str, Key, float]]:
    """Number of the clause, a field that has the key, the key, and how sure it is."""
    for at, clause in enumerate(clauses):
        for key, via in _keys(clause).items():
            if tier(via) <= tier(weakest):
                present = reader.document_frequencies(key.term)
                for field in clause.fields:
                    if (exact_field(field) if key.exact else field) in present:
                        yield at, field, key, SURENESS[via]


def _keys(clause: Clause) -> dict[Key, Via]:
    """The terms that show where a clause matches: those of its readings' first slots."""
    keys: dict[Key, Via] = {}
    for reading in clause.readings:
        for key in reading.slots[0]:
            if not key.edits:
                keys.setdefault(key, reading.via)
    return keys
