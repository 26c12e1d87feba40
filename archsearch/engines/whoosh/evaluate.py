"""Whoosh's query tree → the documents that match it, with scores: vectorised numpy.

Every kind of query that archsearch's own query layer makes is answered on arrays; any other runs
on Whoosh's own matchers. Scores are those that Whoosh's matchers give, with two exceptions: a
pattern that says it scores constantly does so, however many terms it stands for; and a filter (a
term of a keyword) scores nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh import query as kinds
from whoosh.query.qcore import _NullQuery

from archsearch.engines.whoosh import of_phrases, of_sets, of_terms
from archsearch.engines.whoosh.evaluation import Evaluation
from archsearch.engines.whoosh.fallback import run_on_whoosh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whoosh.query import Query

    from archsearch.engines.whoosh.collection import Collection
    from archsearch.engines.whoosh.evaluation import Kind
    from archsearch.engines.whoosh.memory import Memory
    from archsearch.engines.whoosh.scoring import Scoring

KINDS: Mapping[type[Query], Kind] = {
    _NullQuery: of_sets.nothing,
    kinds.Term: of_terms.term,
    kinds.Every: of_terms.every,
    kinds.Prefix: of_terms.pattern,
    kinds.Wildcard: of_terms.pattern,
    kinds.FuzzyTerm: of_terms.pattern,
    kinds.And: of_sets.conjunction,
    kinds.Or: of_sets.disjunction,
    kinds.DisjunctionMax: of_sets.disjunction_max,
    kinds.Not: of_sets.negation,
    kinds.AndMaybe: of_sets.and_maybe,
    kinds.AndNot: of_sets.and_not,
    kinds.Require: of_sets.require,
    kinds.ConstantScoreQuery: of_sets.constant_score,
    kinds.NumericRange: of_sets.numeric_range,
    kinds.Phrase: of_phrases.phrase,
    kinds.SpanNear2: of_phrases.near,
}


def evaluation_of(
    collection: Collection,
    scoring: Scoring,
    deadline: float | None,
    memory: Memory | None = None,
) -> Evaluation:
    """What answers one query, in the time there is."""
    return Evaluation(
        collection, scoring, KINDS, otherwise=run_on_whoosh, deadline=deadline, memory=memory
    )
