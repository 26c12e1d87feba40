"""Answers to terms, and to patterns that stand for many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import Every, Prefix, Wildcard

from archsearch.engines.whoosh import filters, matches
from archsearch.engines.whoosh.matches import NOTHING, Matches
from archsearch.engines.whoosh.patterns import matching_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from whoosh.query import FuzzyTerm, Term

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.evaluation import Evaluation

#: Postings decoded between two looks at the clock: a few milliseconds.
BLOCK = 500_000


def term(evaluation: Evaluation, query: Term) -> Matches:
    """Documents with a term, or with a keyword, which scores nothing."""
    if not evaluation.in_time():
        return NOTHING
    collection = evaluation.collection
    if collection.field(query.fieldname) < 0:
        found = filters.with_keyword(collection, query.fieldname, query.text)
        return matches.constant(found, 0.0)
    places = collection.places(query.fieldname, query.text)
    return scored(evaluation, query.fieldname, places, query.boost)


def scored(evaluation: Evaluation, field: str, places: tuple[Place, ...], boost: float) -> Matches:
    """Documents with a term whose places are known."""
    if not places:
        return NOTHING
    return matches.boosted(evaluation.scoring.matches(field, places), boost)


def pattern(evaluation: Evaluation, query: Prefix | Wildcard | FuzzyTerm) -> Matches:
    """Documents with any of the terms that a pattern stands for."""
    if not evaluation.in_time():
        return NOTHING
    collection = evaluation.collection
    if isinstance(query, Prefix | Wildcard) and query.text in {"", "*"}:
        return every(evaluation, Every(query.fieldname, boost=query.boost))
    by_segment = matching_pairs(collection, query)
    if query.constantscore:
        return matches.constant(_having_any(evaluation, by_segment), query.boost)
    parts = [
        scored(evaluation, query.fieldname, places, query.boost)
        for places in terms_of(collection, query.fieldname, by_segment)
        if evaluation.in_time()
    ]
    return matches.total(parts, collection.size)


def every(evaluation: Evaluation, query: Every) -> Matches:
    """All documents, or those that have a field, keyword or number."""
    if query.fieldname is None:
        return matches.everything(evaluation.collection.size, query.boost)
    return matches.constant(filters.present(evaluation.collection, query.fieldname), query.boost)


def terms_of(
    collection: Collection, field: str, by_segment: list[NDArray[np.int64]]
) -> list[tuple[Place, ...]]:
    """The distinct terms of pairs of all segments."""
    terms = {
        segment.postings.terms.text(number)
        for segment, pairs in zip(collection.segments, by_segment, strict=True)
        for number in segment.postings.terms_of(pairs).tolist()
    }
    return [collection.places(field, text) for text in sorted(terms)]


def _having_any(evaluation: Evaluation, by_segment: list[NDArray[np.int64]]) -> NDArray[np.int32]:
    """Documents that have any of the pairs, a block of postings at a time."""
    collection = evaluation.collection
    seen = np.zeros(collection.size, np.bool_)
    for base, segment, pairs in zip(
        collection.bases, collection.segments, by_segment, strict=False
    ):
        postings = segment.postings
        ends = np.cumsum(postings.document_counts[pairs], dtype=np.int64)
        blocks = np.searchsorted(ends, np.arange(BLOCK, ends[-1] if ends.size else 0, BLOCK))
        for block in np.split(pairs, np.unique(blocks)):
            if block.size and evaluation.in_time():
                seen[postings.documents_of(block) + base] = True
    return np.flatnonzero(seen).astype(np.int32)
