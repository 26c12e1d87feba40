"""Answers to phrases and words near each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.query import DisjunctionMax, FuzzyTerm, Or, Prefix, SpanNear2, Term, Wildcard

from archsearch.engines.whoosh import matches
from archsearch.engines.whoosh.fallback import run_on_whoosh
from archsearch.engines.whoosh.following import following
from archsearch.engines.whoosh.matches import NOTHING, Matches
from archsearch.engines.whoosh.of_sets import all_of
from archsearch.engines.whoosh.of_terms import terms_of
from archsearch.engines.whoosh.patterns import matching_pairs
from archsearch.engines.whoosh.phrases import chained, slot_keys
from archsearch.engines.whoosh.slots import places_of, scored, slot_of

if TYPE_CHECKING:
    from whoosh.query import Phrase, Query

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.evaluation import Evaluation


def phrase(evaluation: Evaluation, query: Phrase) -> Matches:
    """Words in order; they score as if they were asked for one by one."""
    words = [Term(query.fieldname, word) for word in query.words]
    near = words[0] if len(words) == 1 else SpanNear2(words, slop=query.slop, ordered=True)
    return matches.boosted(evaluation.matches(near), query.boost)


def near(evaluation: Evaluation, query: SpanNear2) -> Matches:
    """Slots in order, each at most `slop` positions behind the one before."""
    collection = evaluation.collection
    slots = [slot_of(collection, child) for child in query.qs]
    known = [
        places
        for slot, child in zip(slots, query.qs, strict=True)
        if (places := places_of(slot) if slot else _places(collection, child)) is not None
    ]
    if not query.ordered or not slots or len(known) < len(slots):
        return run_on_whoosh(evaluation, query)
    if not evaluation.in_time():
        return NOTHING
    if query.slop == query.mindist:
        documents = following(collection, known, query.slop, evaluation.in_time)
        return scored(evaluation, slots, query.qs, documents)
    found = all_of(evaluation, query.qs)
    if not found.documents.size or not evaluation.in_time():
        return NOTHING
    keys = [slot_keys(collection, slot, found.documents) for slot in known]
    chosen = chained(keys, query.slop, query.mindist)
    return Matches(found.documents[chosen], found.scores[chosen])


def _places(collection: Collection, query: Query) -> list[tuple[Place, ...]] | None:
    """The terms of which any may stand in a slot; None if it isn't made of terms alone."""
    if isinstance(query, Term):
        return [collection.places(query.fieldname, query.text)]
    if isinstance(query, Prefix | Wildcard | FuzzyTerm):
        return terms_of(collection, query.fieldname, matching_pairs(collection, query))
    if isinstance(query, Or | DisjunctionMax):
        terms: list[tuple[Place, ...]] = []
        for child in query.subqueries:
            inner = _places(collection, child)
            if inner is None:
                return None
            terms += inner
        return terms
    return None
