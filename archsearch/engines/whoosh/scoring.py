"""BM25F as Whoosh computes it: the sum over fields of each field's BM25, times its weight.

Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
2009) with Whoosh's inverse document frequency ``log(N / (n + 1)) + 1``. Field lengths are exact:
positions that hold a token, not terms stacked at them; a document's own length is rounded as
Lucene rounds it (`rounded`), so that every engine gives the same scores, and the mean isn't. The
weight of a field multiplies the score, so that it means the same however often it is hit.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.matches import Matches

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection, Place

#: How fast a repeated word ceases to count; Whoosh's default, and everybody's.
K1 = 1.2
#: How much a long text is held against its matches; Whoosh's default, and everybody's.
B = 0.75


#: Lucene keeps lengths up to this one as they are, and a few further ones.
_KEPT_LENGTH = 24
#: Of the rest it keeps so many leading bits.
_KEPT_BITS = 4


def rounded(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Lengths as Lucene keeps them in a byte (its class ``SmallFloat``): exact below 40."""
    above = np.maximum(lengths - _KEPT_LENGTH, 0)
    dropped = np.maximum(np.frexp(above)[1] - _KEPT_BITS, 0)
    kept: NDArray[np.int64] = (above >> dropped) << dropped
    return np.minimum(lengths, _KEPT_LENGTH) + kept


class Scoring:
    """Scores terms of one collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._boosts = collection.manifest.boosts
        self._kept = collection.kept
        self._norms: dict[str, NDArray[np.float32]] = {}

    def norm(self, field: str) -> NDArray[np.float32]:
        """(documents,) what BM25 adds to the frequency below the fraction line."""
        norm = self._norms.get(field)
        if norm is None:
            mean = self._collection.mean_length(field) or 1.0
            lengths = rounded(self._collection.lengths(field).astype(np.int64))
            norm = (K1 * (1 - B) + lengths * (K1 * B / mean)).astype(np.float32)
            self._norms[field] = norm
        return norm

    def weight(self, field: str, places: tuple[Place, ...]) -> float:
        """What a term's saturation is multiplied by: rarity and the weight of its field."""
        count = self._collection.document_frequency(places)
        rarity = math.log((self._collection.live_count or 1) / (count + 1)) + 1
        return rarity * (K1 + 1) * self._boosts.get(field, 1.0)

    def matches(self, field: str, places: tuple[Place, ...]) -> Matches:
        """All documents of a term and what each scores, which is kept."""
        documents = self._collection.documents(places)
        scores = self._kept.get((self, field, places))
        if scores is None:
            frequencies = self._collection.frequencies(places)
            scores = self.scores(field, documents, frequencies, self.weight(field, places))
            self._kept.put((self, field, places), scores)
        return Matches(documents, scores)

    def scores(
        self,
        field: str,
        documents: NDArray[np.int32],
        frequencies: NDArray[Any],
        weight: float,
    ) -> NDArray[np.float32]:
        """Scores of a term in `documents`."""
        scores = frequencies.astype(np.float32)
        below = self.norm(field).take(documents)
        below += scores
        scores /= below
        scores *= np.float32(weight)
        return scores
