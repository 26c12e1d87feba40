"""Whoosh's matchers and scorers over arrays: what its queries walk through document by document."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.matching import ListMatcher
from whoosh.query.spans import Span
from whoosh.scoring import BaseScorer, WeightingModel

from archsearch.engines.whoosh.phrases import slot_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from whoosh.matching import Matcher
    from whoosh.reading import TermInfo
    from whoosh.searching import Searcher

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.scoring import Scoring


class ArrayMatcher(ListMatcher):
    """Goes through documents that are known beforehand."""

    def __init__(self, documents: list[int], weights: list[float], **kwargs: Any) -> None:  # noqa: ANN401 - Whoosh's own signature
        super().__init__(documents, weights, **kwargs)  # type: ignore[no-untyped-call]

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's own name
        """Go to the first document that isn't before `id`."""
        self._i = bisect_left(self._ids, id, lo=self._i)

    def supports(self, astype: str) -> bool:
        """There are neither positions nor characters."""
        del astype
        return False


class TermMatcher(ArrayMatcher):
    """Goes through the documents that have a term."""

    def __init__(
        self,
        collection: Collection,
        places: tuple[Place, ...],
        scorer: BaseScorer | None,
        term: tuple[str, bytes],
        terminfo: TermInfo,
    ) -> None:
        documents, frequencies = live_postings(collection, places)
        super().__init__(
            documents.tolist(),
            frequencies.astype(float).tolist(),
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )
        self._collection = collection
        self._places = places

    def copy(self) -> TermMatcher:
        """Another one at the same document."""
        found = TermMatcher(
            self._collection, self._places, self._scorer, self._term, self._terminfo
        )
        found._i = self._i
        return found

    def supports(self, astype: str) -> bool:
        """Frequencies and positions are there."""
        return astype in {"frequency", "weight", "positions"}

    @cached_property
    def _positions(self) -> list[list[int]]:
        keys = slot_keys(self._collection, [self._places], np.array(self._ids, np.int32))
        bounds = np.searchsorted(keys >> 32, np.arange(1, len(self._ids)))
        return [part.tolist() for part in np.split(keys & 0xFFFFFFFF, bounds)]

    def value_as(self, astype: str) -> Any:  # noqa: ANN401 - Whoosh's own signature
        """Frequency, or positions, in the document."""
        if astype == "positions":
            return self._positions[self._i]
        return self.weight()  # type: ignore[no-untyped-call]

    def spans(self) -> list[Span]:
        """Where the term stands in the document."""
        return [Span(position) for position in self._positions[self._i]]


class ExactBM25F(WeightingModel):
    """The scores of `Scoring`, for Whoosh's matchers."""

    def __init__(self, collection: Collection, scoring: Scoring) -> None:
        self._collection = collection
        self._scoring = scoring

    def scorer(self, searcher: Searcher, fieldname: str, text: Any, qf: int = 1) -> BaseScorer:  # noqa: ANN401 - Whoosh's own signature
        """Scores one term."""
        del searcher, qf
        term = text.decode("utf-8") if isinstance(text, bytes) else text
        return _Scorer(self._scoring, fieldname, self._collection.places(fieldname, term))


class _Scorer(BaseScorer):
    def __init__(self, scoring: Scoring, field: str, places: tuple[Place, ...]) -> None:
        self._norm = scoring.norm(field)
        self._weight = scoring.weight(field, places)

    def supports_block_quality(self) -> bool:
        return True

    def score(self, matcher: Matcher) -> float:
        frequency = float(matcher.weight())
        return float(self._weight * frequency / (frequency + self._norm[matcher.id()]))

    def max_quality(self) -> float:
        return self._weight

    def block_quality(self, matcher: Matcher) -> float:
        del matcher
        return self._weight


def live_postings(
    collection: Collection, places: tuple[Place, ...]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Documents that have a term and aren't deleted, and how often each has it."""
    documents, frequencies = collection.documents(places), collection.frequencies(places)
    live = collection.live
    if live is None:
        return documents, frequencies
    kept = live[documents]
    return documents[kept], frequencies[kept]
