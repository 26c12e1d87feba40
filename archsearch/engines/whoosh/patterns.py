"""Which terms of a field a prefix, wildcard, regular expression or fuzzy word stands for."""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist
from whoosh.query import FuzzyTerm, Prefix, Wildcard

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection
    from archsearch.engines.whoosh.segment import Segment

    Pairs = NDArray[np.int64]

#: A UTF-8 character has at most so many bytes.
_MAX_BYTES = 4
_WILD = re.compile(r"[*?\[]")


def matching_pairs(collection: Collection, query: Prefix | Wildcard | FuzzyTerm) -> list[Pairs]:
    """Pairs of the query's field whose term the query stands for, segment by segment."""
    field = collection.field(query.fieldname)
    return [_in_segment(segment, field, query) for segment in collection.segments]


def _in_segment(segment: Segment, field: int, query: Prefix | Wildcard | FuzzyTerm) -> Pairs:
    if isinstance(query, FuzzyTerm):
        pairs = _starting(segment, field, query.text[: query.prefixlength])
        return _near(segment, pairs, query.text, int(query.maxdist))
    if isinstance(query, Prefix):
        return _starting(segment, field, query.text)
    pairs = _starting(segment, field, _WILD.split(query.text, maxsplit=1)[0])
    matches = re.compile(fnmatch.translate(query.text)).match
    return _kept(segment, pairs, lambda term: matches(term) is not None)


def _starting(segment: Segment, field: int, prefix: str) -> Pairs:
    first, end = segment.postings.terms.prefixed(prefix.encode("utf-8", "surrogatepass"))
    return segment.postings.pairs_between(field, first, end)


def _kept(segment: Segment, pairs: Pairs, keep: Callable[[str], bool]) -> Pairs:
    terms = segment.postings.terms
    kept = [keep(terms.text(number)) for number in segment.postings.terms_of(pairs).tolist()]
    return pairs[np.array(kept, np.bool_)]


def _near(segment: Segment, pairs: Pairs, text: str, limit: int) -> Pairs:
    """Pairs whose term is at most `limit` edits (a swap of neighbours is one) from `text`."""
    numbers = segment.postings.terms_of(pairs)
    terms = segment.postings.terms
    sizes = terms.offsets[numbers + 1].astype(np.int64) - terms.offsets[numbers]
    size = len(text.encode("utf-8", "surrogatepass"))
    close = np.abs(sizes - size) <= limit * _MAX_BYTES
    pairs, numbers = pairs[close], numbers[close]
    if not pairs.size:
        return pairs
    words = [terms.text(number) for number in numbers.tolist()]
    distances = cdist([text], words, scorer=OSA.distance, score_cutoff=limit)[0]
    found: Pairs = pairs[distances <= limit]
    return found
