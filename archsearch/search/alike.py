"""Documents like one document: those that share the words that tell it from the others.

A record arrives, a query leaves: the telling words of its texts, each weighed by how often it
stands there and how rare it is elsewhere (tf-idf, as in Lucene's MoreLikeThis).
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from typing import TYPE_CHECKING

from whoosh.query import NullQuery, Or, Term

from archsearch.analysis import is_function_word

if TYPE_CHECKING:
    from whoosh.query import Query

    from archsearch.engines.base import IndexReader
    from archsearch.indexing.record import Record

#: Words that are asked for: more cost time and say little.
TELLING_WORDS = 25
#: Shorter terms are initials, numbers of leaves and prepositions.
_SHORTEST = 3
#: A word that more than this share of the documents has tells nothing apart.
_COMMON = 0.5


def alike_query(reader: IndexReader, record: Record) -> Query:
    """The engine's query for documents like `record`'s, itself left out; scores count."""
    counts: Counter[str] = Counter()
    for forward in record.forward.values():
        for term, times in forward.occurrences():
            counts[term] += times
    telling = _telling(reader, counts)
    if not telling:
        return NullQuery
    return Or([Term("text", term, boost=weight) for weight, term in telling])


def _telling(reader: IndexReader, counts: Counter[str]) -> list[tuple[float, str]]:
    """The weightiest words with their weights.

    Asked for from the most frequent down, because a long document has thousands of words that
    stand in it once: too light, however rare they are elsewhere.
    """
    rarest = math.log(max(reader.document_count, 1))
    best: list[tuple[float, str]] = []
    for term, count in counts.most_common():
        weight = math.log1p(count)
        if len(best) == TELLING_WORDS and weight * rarest < best[0][0]:
            break
        if len(term) < _SHORTEST or not term.isalpha() or is_function_word(term):
            continue
        rarity = _rarity(reader, term)
        if rarity:
            heapq.heappush(best, (weight * rarity, term))
        if len(best) > TELLING_WORDS:
            heapq.heappop(best)
    return sorted(best, reverse=True)


def _rarity(reader: IndexReader, term: str) -> float:
    """Inverse document frequency; 0 for a word that no other document has, or that most have."""
    frequency = reader.document_frequency("text", term)
    if frequency < 2 or frequency > _COMMON * reader.document_count:
        return 0.0
    return math.log(reader.document_count / frequency)
