"""What may stand in one place of a conjunction or a phrase: a term, or any of several.

Where all of several slots are asked for, only documents that may still match are looked at and
scored: those of the rarest slot are read, of the others the few that are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeGuard

import numpy as np
from whoosh.query import DisjunctionMax, Or, Term

from archsearch.engines.whoosh import matches
from archsearch.engines.whoosh.matches import Matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from whoosh.query import Query

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.evaluation import Evaluation

    Scores = NDArray[np.float32]


class Slot(NamedTuple):
    """Terms of which any may match.

    Attributes:
        terms: field, places and boost of each.
        boost: what the slot's score is multiplied by.
        sums: whether the scores of its terms add up; else the best counts.
    """

    terms: tuple[tuple[str, tuple[Place, ...], float], ...]
    boost: float = 1.0
    sums: bool = False


def slot_of(collection: Collection, query: Query) -> Slot | None:
    """The slot that a query is; None if it isn't made of terms of analysed fields alone."""
    if isinstance(query, Term):
        if collection.field(query.fieldname) < 0:
            return None
        places = collection.places(query.fieldname, query.text)
        return Slot(((query.fieldname, places, query.boost),))
    if not _is_simple(query):
        return None
    terms: list[tuple[str, tuple[Place, ...], float]] = []
    for child in query.subqueries:
        own = slot_of(collection, child) if isinstance(child, Term) else None
        if own is None:
            return None
        terms += own.terms
    boost = query.boost if len(terms) > 1 else 1.0
    return Slot(tuple(terms), boost, sums=isinstance(query, Or))


def _is_simple(query: Query) -> TypeGuard[Or | DisjunctionMax]:
    """Whether any of a query's parts is enough, and nothing else about it counts."""
    if isinstance(query, Or):
        return not query.minmatch and not query.scale
    return isinstance(query, DisjunctionMax) and not query.tiebreak


def places_of(slot: Slot) -> list[tuple[Place, ...]]:
    """Where each term of the slot is."""
    return [places for _, places, _ in slot.terms]


def document_count(collection: Collection, slot: Slot) -> int:
    """How many documents the slot has at most, deleted ones included."""
    return sum(collection.posting_count(places) for _, places, _ in slot.terms)


def narrowed(evaluation: Evaluation, found: Matches, slot: Slot) -> Matches:
    """The documents of `found` that the slot matches too; scores add up."""
    if len(slot.terms) == 1:
        hit, scores = _term_within(evaluation, *slot.terms[0], found.documents)
    else:
        hit, scores = any_within(evaluation, slot, found.documents)
    if slot.boost != 1.0:
        scores *= np.float32(slot.boost)
    if hit.size < found.documents.size:
        found = Matches(found.documents.take(hit), found.scores.take(hit))
    scores += found.scores
    return Matches(found.documents, scores)


def any_within(
    evaluation: Evaluation, slot: Slot, documents: NDArray[np.int32]
) -> tuple[NDArray[np.int64], Scores]:
    """Which of some documents any term of a slot matches, and what the slot scores in those."""
    scores = np.full(documents.size, 0.0 if slot.sums else -np.inf, np.float32)
    seen = np.zeros(documents.size, np.bool_)
    for term in slot.terms:
        hit, own = _term_within(evaluation, *term, documents)
        before = scores.take(hit)
        scores[hit] = before + own if slot.sums else np.maximum(before, own)
        seen[hit] = True
    found = seen.nonzero()[0]
    return found, scores.take(found)


def _term_within(
    evaluation: Evaluation,
    field: str,
    places: tuple[Place, ...],
    boost: float,
    documents: NDArray[np.int32],
) -> tuple[NDArray[np.int64], Scores]:
    """Which of some documents a term is in, and what it scores in those."""
    collection, scoring = evaluation.collection, evaluation.scoring
    if not places or not evaluation.in_time():
        return np.empty(0, np.int64), np.empty(0, np.float32)
    table = collection.frequency_table(places, documents.size)
    if table is None:
        at = matches.within(documents, collection.documents(places))
        hit = (at >= 0).nonzero()[0]
        frequencies = collection.frequencies_at(places, at.take(hit))
    else:
        frequencies = table.take(documents)
        hit = (frequencies > 0).nonzero()[0]
        frequencies = frequencies.take(hit)
    weight = scoring.weight(field, places) * boost
    return hit, scoring.scores(field, documents.take(hit), frequencies, weight)


def scored(
    evaluation: Evaluation,
    slots: Sequence[Slot | None],
    queries: Sequence[Query],
    documents: NDArray[np.int32],
) -> Matches:
    """Those of `documents` that match all of `queries`, with their scores, which add up.

    Args:
        evaluation: the query that is answered.
        slots: the slot that each of `queries` is, None where it is none.
        queries: what has to match.
        documents: rising.
    """
    found = Matches(documents, np.zeros(documents.size, np.float32))
    for slot, query in zip(slots, queries, strict=True):
        if not found.documents.size:
            break
        if slot:
            found = narrowed(evaluation, found, slot)
        else:
            found = matches.intersection((found, evaluation.matches(query)))
    return found
