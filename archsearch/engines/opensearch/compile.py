"""Whoosh's query tree → OpenSearch's query language, with scores as the default engine gives them.

OpenSearch scores a term by its own inverse document frequency times saturation; the boost that
is sent replaces the former by ours (`archsearch.engines.whoosh.scoring`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from whoosh import query as kinds
from whoosh.query.qcore import _NullQuery

from archsearch.engines.opensearch.encoding import escaped
from archsearch.engines.opensearch.proximity import chain
from archsearch.engines.opensearch.schema import keyword_field, number_field, terms_field
from archsearch.engines.whoosh.scoring import K1
from archsearch.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from whoosh.query import Query

    from archsearch.engines.opensearch.dictionary import Dictionary
    from archsearch.engines.opensearch.state import State

    Body = dict[str, Any]

NOTHING: dict[str, Any] = {"match_none": {}}
#: Terms of a pattern that score each by itself; OpenSearch allows 1,024 clauses in a query.
MOST_SCORED = 500
#: Terms in one set that scores as a whole; OpenSearch allows 65,536.
MOST_TERMS = 60_000


class Compiler:
    """Translates queries for one index.

    Args:
        state: what is said about the index.
        dictionary: its terms.
        matches_any: whether a translated query finds anything; asked for `Otherwise` alone.
    """

    def __init__(
        self, state: State, dictionary: Dictionary, matches_any: Callable[[Body], bool]
    ) -> None:
        self._state = state
        self._dictionary = dictionary
        self._matches_any = matches_any

    def body(self, query: Query) -> Body:
        """What OpenSearch is asked.

        Raises:
            SearchError: the query is of a kind that the contract doesn't name.
        """
        kind = KINDS.get(type(query))
        if kind is None:
            raise SearchError(
                f"The OpenSearch engine can't answer a query of the kind {type(query).__name__}."
            )
        return kind(self, query)

    def bodies(self, queries: Sequence[Query]) -> list[Body]:
        """What OpenSearch is asked for each of `queries`."""
        return [self.body(query) for query in queries]

    def term(self, query: kinds.Term) -> Body:
        """A term, or a keyword, which scores nothing."""
        name, text = query.fieldname, str(query.text)
        if not self._dictionary.has_field(name):
            return _constant({"term": {keyword_field(name): {"value": text}}}, 0.0)
        return self._scored(name, text, query.boost)

    def _scored(self, field: str, term: str, boost: float) -> Body:
        count = self._dictionary.count(field, term)
        if not count:
            return NOTHING
        statistics = self._state.fields[field]
        rarity = math.log(self._state.documents / (count + 1)) + 1
        weight = rarity * (K1 + 1) * self._state.boosts.get(field, 1.0) * boost
        lucenes = math.log(1 + (statistics.documents - count + 0.5) / (count + 0.5))
        value = {"value": escaped(term), "boost": weight / lucenes}
        return {"term": {terms_field(field): value}}

    def every(self, query: kinds.Every) -> Body:
        """All documents, or those that have a field, keyword or number."""
        if query.fieldname is None:
            return {"match_all": {"boost": query.boost}}
        name = query.fieldname
        found = [
            {"exists": {"field": made(name)}} for made in (terms_field, keyword_field, number_field)
        ]
        return _constant({"bool": {"should": found}}, query.boost)

    def pattern(self, query: kinds.Prefix | kinds.Wildcard | kinds.FuzzyTerm) -> Body:
        """Any of the terms that a pattern stands for."""
        if isinstance(query, kinds.Prefix | kinds.Wildcard) and query.text in {"", "*"}:
            return self.every(kinds.Every(query.fieldname, boost=query.boost))
        field, terms = query.fieldname, self._dictionary.matching(query)
        if query.constantscore or len(terms) > MOST_SCORED:
            sets = [
                {"terms": {terms_field(field): list(map(escaped, terms[at : at + MOST_TERMS]))}}
                for at in range(0, len(terms), MOST_TERMS)
            ]
            return _constant({"bool": {"should": sets}}, query.boost) if sets else NOTHING
        return _any([self._scored(field, term, query.boost) for term in terms])

    def conjunction(self, query: kinds.And) -> Body:
        """Documents that match every part; scores add up."""
        parts = self.bodies(query.subqueries)
        if not parts:
            return NOTHING
        return parts[0] if len(parts) == 1 else {"bool": {"must": parts, "boost": query.boost}}

    def disjunction(self, query: kinds.Or) -> Body:
        """Documents that match any part; scores add up."""
        if query.minmatch or query.scale:
            raise SearchError("The OpenSearch engine can't count how many words match.")
        parts = self.bodies(query.subqueries)
        return _any(parts, query.boost)

    def disjunction_max(self, query: kinds.DisjunctionMax) -> Body:
        """Documents that match any part; the best score counts."""
        parts = self.bodies(query.subqueries)
        if len(parts) <= 1:
            return parts[0] if parts else NOTHING
        tied = {"tie_breaker": query.tiebreak} if query.tiebreak else {}
        return {"dis_max": {"queries": parts, "boost": query.boost, **tied}}

    def negation(self, query: kinds.Not) -> Body:
        """Documents that don't match; each scores 1, as in Whoosh."""
        return {"bool": {"must": [{"match_all": {}}], "must_not": [self.body(query.query)]}}

    def and_maybe(self, query: kinds.AndMaybe) -> Body:
        """Documents that match the first part; those that match the second too score more."""
        return {"bool": {"must": [self.body(query.a)], "should": [self.body(query.b)]}}

    def and_not(self, query: kinds.AndNot) -> Body:
        """Documents that match the first part and not the second."""
        return {"bool": {"must": [self.body(query.a)], "must_not": [self.body(query.b)]}}

    def require(self, query: kinds.Require) -> Body:
        """Documents that match both parts, with the first's scores."""
        return {"bool": {"must": [self.body(query.a)], "filter": [self.body(query.b)]}}

    def otherwise(self, query: kinds.Otherwise) -> Body:
        """The first part if it finds anything, else the second."""
        first = self.body(query.a)
        return first if self._matches_any(first) else self.body(query.b)

    def constant_score(self, query: kinds.ConstantScoreQuery) -> Body:
        """Documents that match, all with one score."""
        return _constant(self.body(query.child), query.score)

    def numeric_range(self, query: kinds.NumericRange) -> Body:
        """Documents whose number lies in the range."""
        limits: Body = {}
        if query.start is not None:
            limits["gt" if query.startexcl else "gte"] = int(query.start)
        if query.end is not None:
            limits["lt" if query.endexcl else "lte"] = int(query.end)
        return _constant({"range": {number_field(query.fieldname): limits}}, query.boost)

    def phrase(self, query: kinds.Phrase) -> Body:
        """Words in order; they score as if they were asked for one by one."""
        words = [kinds.Term(query.fieldname, word) for word in query.words]
        near = words[0] if len(words) == 1 else kinds.SpanNear2(words, slop=query.slop)
        body = self.body(near)
        return {"bool": {"must": [body], "boost": query.boost}} if query.boost != 1 else body

    def near(self, query: kinds.SpanNear2) -> Body:
        """Slots in order, each at most `slop` positions behind the one before."""
        if not query.ordered:
            raise SearchError("The OpenSearch engine finds words near each other in order only.")
        slots = [self._slot(each) for each in query.qs]
        if not slots or not all(slots):
            return NOTHING
        fields = {field for slot in slots for field, _ in slot}
        if len(fields) > 1:
            raise SearchError("Words near each other have to be of one field.")
        places = [list(dict.fromkeys(term for _, term in slot)) for slot in slots]
        spans = chain(terms_field(fields.pop()), places, query.slop, query.mindist)
        return {"bool": {"must": self.bodies(query.qs), "filter": [spans]}}

    def _slot(self, query: Query) -> list[tuple[str, str]]:
        """(field, term) of each term that may stand in a slot and occurs at all."""
        if isinstance(query, kinds.Term):
            known = self._dictionary.count(query.fieldname, query.text)
            return [(query.fieldname, query.text)] if known else []
        if isinstance(query, kinds.Prefix | kinds.Wildcard | kinds.FuzzyTerm):
            return [(query.fieldname, term) for term in self._dictionary.matching(query)]
        if isinstance(query, kinds.Or | kinds.DisjunctionMax):
            return [term for child in query.subqueries for term in self._slot(child)]
        raise SearchError("Only words can be looked for near each other.")


def _constant(body: Body, score: float) -> Body:
    return {"constant_score": {"filter": body, "boost": score}}


def _any(parts: list[Body], boost: float = 1.0) -> Body:
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    return {"bool": {"should": parts, "boost": boost}}


KINDS: Mapping[type[Query], Callable[[Compiler, Any], Body]] = {
    _NullQuery: lambda _compiler, _query: NOTHING,
    kinds.Term: Compiler.term,
    kinds.Every: Compiler.every,
    kinds.Prefix: Compiler.pattern,
    kinds.Wildcard: Compiler.pattern,
    kinds.FuzzyTerm: Compiler.pattern,
    kinds.And: Compiler.conjunction,
    kinds.Or: Compiler.disjunction,
    kinds.DisjunctionMax: Compiler.disjunction_max,
    kinds.Not: Compiler.negation,
    kinds.AndMaybe: Compiler.and_maybe,
    kinds.AndNot: Compiler.and_not,
    kinds.Require: Compiler.require,
    kinds.Otherwise: Compiler.otherwise,
    kinds.ConstantScoreQuery: Compiler.constant_score,
    kinds.NumericRange: Compiler.numeric_range,
    kinds.Phrase: Compiler.phrase,
    kinds.SpanNear2: Compiler.near,
}
