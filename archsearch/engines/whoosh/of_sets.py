"""Answers to queries that combine others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh import filters, matches
from archsearch.engines.whoosh.fallback import run_on_whoosh
from archsearch.engines.whoosh.matches import NOTHING, Matches
from archsearch.engines.whoosh.slots import document_count, narrowed, slot_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.query import (
        And,
        AndMaybe,
        AndNot,
        ConstantScoreQuery,
        DisjunctionMax,
        Not,
        NumericRange,
        Or,
        Query,
        Require,
    )

    from archsearch.engines.whoosh.evaluation import Evaluation


def nothing(_evaluation: Evaluation, _query: Query) -> Matches:
    """The query that matches nothing."""
    return NOTHING


def all_of(evaluation: Evaluation, queries: Sequence[Query]) -> Matches:
    """Documents that match all of `queries`; the first that matches nothing ends it."""
    slots, others = [], []
    for query in queries:
        slot = None if evaluation.remembers else slot_of(evaluation.collection, query)
        if slot:
            slots.append((document_count(evaluation.collection, slot), query, slot))
        else:
            others.append(query)
    slots.sort(key=lambda each: each[0])
    if slots and not others:
        others.append(slots.pop(0)[1])
    parts = []
    for query in others:
        parts.append(evaluation.matches(query))
        if not parts[-1].documents.size:
            return NOTHING
    found = matches.intersection(parts) if parts else NOTHING
    for _, _, slot in slots:
        if not found.documents.size:
            return NOTHING
        found = narrowed(evaluation, found, slot)
    return found


def conjunction(evaluation: Evaluation, query: And) -> Matches:
    """Documents that match every part; scores add up."""
    found = all_of(evaluation, query.subqueries)
    return found if len(query.subqueries) == 1 else matches.boosted(found, query.boost)


def disjunction(evaluation: Evaluation, query: Or) -> Matches:
    """Documents that match any part; scores add up."""
    if query.minmatch or query.scale:
        return run_on_whoosh(evaluation, query)
    parts = [evaluation.matches(child) for child in query.subqueries]
    if len(parts) == 1:
        return parts[0]
    return matches.boosted(matches.total(parts, evaluation.collection.size), query.boost)


def disjunction_max(evaluation: Evaluation, query: DisjunctionMax) -> Matches:
    """Documents that match any part; the best score counts."""
    parts = [evaluation.matches(child) for child in query.subqueries]
    if len(parts) == 1:
        return parts[0]
    found = matches.best(parts, evaluation.collection.size, query.tiebreak)
    return matches.boosted(found, query.boost)


def negation(evaluation: Evaluation, query: Not) -> Matches:
    """Documents that don't match; each scores 1, as in Whoosh."""
    excluded = evaluation.matches(query.query)
    if evaluation.late:
        return NOTHING
    everything = matches.everything(evaluation.collection.size, 1.0)
    return matches.without(everything, excluded.documents)


def and_maybe(evaluation: Evaluation, query: AndMaybe) -> Matches:
    """Documents that match the first part; those that match the second too score more."""
    needed, optional = evaluation.matches(query.a), evaluation.matches(query.b)
    places = matches.within(needed.documents, optional.documents)
    hit = np.flatnonzero(places >= 0)
    scores = needed.scores.copy()
    scores[hit] += optional.scores[places[hit]]
    return Matches(needed.documents, scores)


def and_not(evaluation: Evaluation, query: AndNot) -> Matches:
    """Documents that match the first part and not the second."""
    found, excluded = evaluation.matches(query.a), evaluation.matches(query.b)
    return NOTHING if evaluation.late else matches.without(found, excluded.documents)


def require(evaluation: Evaluation, query: Require) -> Matches:
    """Documents that match both parts, with the first's scores."""
    found, needed = evaluation.matches(query.a), evaluation.matches(query.b)
    kept = matches.within(found.documents, needed.documents) >= 0
    return Matches(found.documents[kept], found.scores[kept])


def constant_score(evaluation: Evaluation, query: ConstantScoreQuery) -> Matches:
    """Documents that match, all with one score."""
    return matches.constant(evaluation.matches(query.child).documents, query.score)


def numeric_range(evaluation: Evaluation, query: NumericRange) -> Matches:
    """Documents whose number lies in the range."""
    low = None if query.start is None else int(query.start) + bool(query.startexcl)
    high = None if query.end is None else int(query.end) - bool(query.endexcl)
    found = filters.in_range(evaluation.collection, query.fieldname, low, high)
    return matches.constant(found, query.boost)
