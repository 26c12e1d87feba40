"""Whoosh's query tree → the documents that match it, with scores: vectorised numpy.

Every kind of query that archsearch's own query layer makes is answered here; any other runs on
Whoosh's own matchers (see `adapter`), whole sub-tree by whole sub-tree. Scores are those that
Whoosh's matchers give, with two exceptions. A query that says it scores constantly does so,
however many terms it stands for. A filter (a term of a keyword) scores nothing.

When the deadline has passed, terms not yet looked at match nothing, and a NOT over anything that
was cut matches nothing: so whatever is found does match, and only the rest may be missing.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Not,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Require,
    SpanNear2,
    Term,
    Wildcard,
)
from whoosh.query.qcore import _NullQuery

from archsearch.engines.whoosh import filters, matches
from archsearch.engines.whoosh.adapter import evaluate_with_whoosh
from archsearch.engines.whoosh.matches import NOTHING, Matches
from archsearch.engines.whoosh.patterns import matching_pairs
from archsearch.engines.whoosh.phrases import chained, slot_keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.typing import NDArray
    from whoosh.query import Query

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.scoring import Scoring

#: Postings decoded between two looks at the clock: a few milliseconds.
BLOCK = 500_000


class Evaluation:
    """One query being answered.

    Attributes:
        late: whether the deadline passed before everything was looked at.
    """

    def __init__(self, collection: Collection, scoring: Scoring, deadline: float | None) -> None:
        self._collection = collection
        self._scoring = scoring
        self._deadline = deadline
        self.late = False

    def answer(self, query: Query) -> Matches:
        """Live documents that match `query`."""
        found = self.matches(query)
        live = self._collection.live
        if live is None or not found.documents.size:
            return found
        kept = live[found.documents]
        return Matches(found.documents[kept], found.scores[kept])

    def matches(self, query: Query) -> Matches:
        """Documents that match `query`; deleted ones may be among them."""
        evaluate = _KINDS.get(type(query))
        if evaluate is None:
            return evaluate_with_whoosh(self._collection, self._scoring, query)
        return evaluate(self, query)

    def _in_time(self) -> bool:
        if self._deadline is not None and time.monotonic() > self._deadline:
            self.late = True
        return not self.late

    def _term(self, query: Term) -> Matches:
        if not self._in_time():
            return NOTHING
        collection = self._collection
        if collection.field(query.fieldname) < 0:
            found = filters.with_keyword(collection, query.fieldname, query.text)
            return matches.constant(found, 0.0)
        places = collection.places(query.fieldname, query.text)
        return self._scored(query.fieldname, places, query.boost)

    def _scored(self, field: str, places: tuple[Place, ...], boost: float) -> Matches:
        if not places:
            return NOTHING
        documents = self._collection.documents(places)
        frequencies = self._collection.frequencies(places)
        weight = self._scoring.weight(field, places) * boost
        return Matches(documents, self._scoring.scores(field, documents, frequencies, weight))

    def _and(self, query: And) -> Matches:
        if not query.subqueries:
            return NOTHING
        parts = []
        for child in query.subqueries:
            parts.append(self.matches(child))
            if not parts[-1].documents.size:
                return NOTHING
        if len(parts) == 1:
            return parts[0]
        return matches.boosted(matches.intersection(parts), query.boost)

    def _or(self, query: Or) -> Matches:
        if query.minmatch or query.scale:
            return evaluate_with_whoosh(self._collection, self._scoring, query)
        parts = [self.matches(child) for child in query.subqueries]
        if len(parts) == 1:
            return parts[0]
        return matches.boosted(matches.total(parts, self._collection.size), query.boost)

    def _disjunction_max(self, query: DisjunctionMax) -> Matches:
        parts = [self.matches(child) for child in query.subqueries]
        if len(parts) == 1:
            return parts[0]
        found = matches.best(parts, self._collection.size, query.tiebreak)
        return matches.boosted(found, query.boost)

    def _not(self, query: Not) -> Matches:
        excluded = self.matches(query.query)
        if self.late:
            return NOTHING
        return matches.without(self._all(1.0), excluded.documents)

    def _all(self, score: float) -> Matches:
        return matches.constant(np.arange(self._collection.size, dtype=np.int32), score)

    def _every(self, query: Every) -> Matches:
        if query.fieldname is None:
            return self._all(query.boost)
        found = filters.present(self._collection, query.fieldname)
        return matches.constant(found, query.boost)

    def _null(self, _query: Query) -> Matches:
        return NOTHING

    def _and_maybe(self, query: AndMaybe) -> Matches:
        needed, optional = self.matches(query.a), self.matches(query.b)
        places = matches.within(needed.documents, optional.documents)
        hit = np.flatnonzero(places >= 0)
        scores = needed.scores.copy()
        scores[hit] += optional.scores[places[hit]]
        return Matches(needed.documents, scores)

    def _and_not(self, query: AndNot) -> Matches:
        found, excluded = self.matches(query.a), self.matches(query.b)
        return NOTHING if self.late else matches.without(found, excluded.documents)

    def _require(self, query: Require) -> Matches:
        found, needed = self.matches(query.a), self.matches(query.b)
        kept = matches.within(found.documents, needed.documents) >= 0
        return Matches(found.documents[kept], found.scores[kept])

    def _constant(self, query: ConstantScoreQuery) -> Matches:
        return matches.constant(self.matches(query.child).documents, query.score)

    def _numeric_range(self, query: NumericRange) -> Matches:
        low = None if query.start is None else int(query.start) + bool(query.startexcl)
        high = None if query.end is None else int(query.end) - bool(query.endexcl)
        found = filters.in_range(self._collection, query.fieldname, low, high)
        return matches.constant(found, query.boost)

    def _pattern(self, query: Prefix | Wildcard | FuzzyTerm) -> Matches:
        if not self._in_time():
            return NOTHING
        if isinstance(query, Prefix | Wildcard) and query.text in {"", "*"}:
            return self._every(Every(query.fieldname, boost=query.boost))
        by_segment = matching_pairs(self._collection, query)
        if query.constantscore:
            return matches.constant(self._having_any(by_segment), query.boost)
        parts = [
            self._scored(query.fieldname, places, query.boost)
            for places in self._terms_of(query.fieldname, by_segment)
            if self._in_time()
        ]
        return matches.total(parts, self._collection.size)

    def _terms_of(self, field: str, by_segment: list[NDArray[np.int64]]) -> list[tuple[Place, ...]]:
        """The distinct terms of pairs of all segments."""
        terms = {
            segment.postings.terms.text(number)
            for segment, pairs in zip(self._collection.segments, by_segment, strict=True)
            for number in segment.postings.terms_of(pairs).tolist()
        }
        return [self._collection.places(field, term) for term in sorted(terms)]

    def _having_any(self, by_segment: list[NDArray[np.int64]]) -> NDArray[np.int32]:
        """Documents that have any of the pairs."""
        seen = np.zeros(self._collection.size, np.bool_)
        for at, pairs in enumerate(by_segment):
            postings, base = self._collection.segments[at].postings, self._collection.bases[at]
            ends = np.cumsum(postings.document_counts[pairs], dtype=np.int64)
            blocks = np.searchsorted(ends, np.arange(BLOCK, ends[-1] if ends.size else 0, BLOCK))
            for block in np.split(pairs, np.unique(blocks)):
                if block.size and self._in_time():
                    seen[postings.documents_of(block) + base] = True
        return np.flatnonzero(seen).astype(np.int32)

    def _phrase(self, query: Phrase) -> Matches:
        words = [Term(query.fieldname, word) for word in query.words]
        if len(words) == 1:
            return matches.boosted(self._term(words[0]), query.boost)
        near = SpanNear2(words, slop=query.slop, ordered=True)
        return matches.boosted(self._near(near), query.boost)

    def _near(self, query: SpanNear2) -> Matches:
        slots = [self._slot(child) for child in query.qs]
        if not query.ordered or not slots or any(slot is None for slot in slots):
            return evaluate_with_whoosh(self._collection, self._scoring, query)
        found = []
        for child in query.qs:
            found.append(self.matches(child))
            if not found[-1].documents.size:
                return NOTHING
        both = matches.intersection(found)
        if not both.documents.size or not self._in_time():
            return NOTHING
        keys = [slot_keys(self._collection, slot or [], both.documents) for slot in slots]
        chosen = chained(keys, query.slop, query.mindist)
        return Matches(both.documents[chosen], both.scores[chosen])

    def _slot(self, query: Query) -> list[tuple[Place, ...]] | None:
        """The terms of which any may stand in a slot; None if it isn't made of terms."""
        if isinstance(query, Term):
            places = self._collection.places(query.fieldname, query.text)
            return [places] if places else []
        if isinstance(query, Or | DisjunctionMax):
            inner = [self._slot(child) for child in query.subqueries]
            return (
                None if any(each is None for each in inner) else [t for s in inner for t in s or []]
            )
        if isinstance(query, Prefix | Wildcard | FuzzyTerm):
            by_segment = matching_pairs(self._collection, query)
            return self._terms_of(query.fieldname, by_segment)
        return None


_KINDS: dict[type, Callable[[Evaluation, Any], Matches]] = {
    Term: Evaluation._term,
    And: Evaluation._and,
    Or: Evaluation._or,
    DisjunctionMax: Evaluation._disjunction_max,
    Not: Evaluation._not,
    Every: Evaluation._every,
    _NullQuery: Evaluation._null,
    AndMaybe: Evaluation._and_maybe,
    AndNot: Evaluation._and_not,
    Require: Evaluation._require,
    ConstantScoreQuery: Evaluation._constant,
    NumericRange: Evaluation._numeric_range,
    Prefix: Evaluation._pattern,
    Wildcard: Evaluation._pattern,
    FuzzyTerm: Evaluation._pattern,
    Phrase: Evaluation._phrase,
    SpanNear2: Evaluation._near,
}
