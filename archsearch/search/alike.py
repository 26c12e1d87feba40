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
    weights = {
        term: math.log1p(count) * rarity
        for term, count in counts.items()
        if len(term) >= _SHORTEST and term.isalpha() and not is_function_word(term)
        if (rarity := _rarity(reader, term))
    }
    telling = heapq.nlargest(TELLING_WORDS, weights.items(), key=lambda each: (each[1], each[0]))
    if not telling:
        return NullQuery
    return Or([Term("text", term, boost=weight) for term, weight in telling])


def _rarity(reader: IndexReader, term: str) -> float:
    """Inverse document frequency; 0 for a word that no other document has, or that most have."""
    frequency = reader.document_frequency("text", term)
    if frequency < 2 or frequency > _COMMON * reader.document_count:
        return 0.0
    return math.log(reader.document_count / frequency)
