"""Kinds of query that aren't answered on arrays run on Whoosh's own matchers.

Parts of such a query that can be answered on arrays are, save where Whoosh needs the positions
of the parts too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import Or, Query
from whoosh.query.positional import Sequence
from whoosh.query.spans import SpanQuery

from archsearch.engines.whoosh.adapter import ArrayReader
from archsearch.engines.whoosh.matchers import ArrayMatcher, ExactBM25F
from archsearch.engines.whoosh.matches import NOTHING, Matches

if TYPE_CHECKING:
    from whoosh.matching import Matcher
    from whoosh.reading import IndexReader
    from whoosh.searching import SearchContext, Searcher

    from archsearch.engines.whoosh.evaluation import Evaluation


class Answered(Query):
    """A part of a query whose matches are known."""

    boost = 1.0
    fieldname = None

    def __init__(self, found: Matches) -> None:
        self.found = found

    def estimate_size(self, ixreader: IndexReader) -> int:
        """How many documents match."""
        del ixreader
        return int(self.found.documents.size)

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """Goes through the known matches."""
        del searcher, context
        return ArrayMatcher(self.found.documents.tolist(), self.found.scores.tolist())


def run_on_whoosh(evaluation: Evaluation, query: Query) -> Matches:
    """Documents that Whoosh's matchers find for `query`, with their scores."""
    if not evaluation.in_time():
        return NOTHING
    needs_positions = isinstance(query, SpanQuery | Sequence)
    # An Or that gets here counts how many of its terms match, and has to see them.
    if not (query.is_leaf() or needs_positions or isinstance(query, Or)):
        query = query.apply(lambda child: Answered(evaluation.live_matches(child)))
    reader = ArrayReader(evaluation.collection)
    matcher = query.matcher(
        reader.searcher(weighting=ExactBM25F(evaluation.collection, evaluation.scoring))
    )
    documents, scores = [], []
    while matcher.is_active() and evaluation.in_time():
        documents.append(matcher.id())
        scores.append(matcher.score())
        matcher.next()
    return Matches(np.array(documents, np.int32), np.array(scores, np.float32))
