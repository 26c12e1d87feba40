"""An index opened for reading: what the contract promises, over a `Collection`."""

from __future__ import annotations

import copy
import heapq
import itertools
from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.base import Found, Occurrences
from archsearch.engines.whoosh.collection import MAX_REMEMBERED, Collection
from archsearch.engines.whoosh.evaluate import evaluation_of
from archsearch.engines.whoosh.facets import count_values
from archsearch.engines.whoosh.leading import first_page
from archsearch.engines.whoosh.matches import Matches
from archsearch.engines.whoosh.memory import Memory
from archsearch.engines.whoosh.scoring import Scoring
from archsearch.engines.whoosh.top import Ordering, best
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from whoosh.query import Query

    from archsearch.engines.whoosh.segment import Segment


class WhooshReader:
    """Reads one generation; an `archsearch.engines.base.IndexReader`.

    Safe for use by several threads at once: nothing that they share changes, save caches whose
    entries are whole before they are put in.
    """

    def __init__(self, path: Path, without: Iterable[str] = ()) -> None:
        self._open: Collection | None = Collection(path, without)
        self._scoring = Scoring(self._open)
        self._ordering = Ordering(self._open)
        self._memory: Memory | None = None
        self._frequencies: dict[str, Mapping[str, int]] = {}

    def remembering(self) -> WhooshReader:
        """The same index, with a memory; see `archsearch.engines.base.IndexReader`."""
        other = copy.copy(self)
        other._memory = Memory()  # noqa: SLF001 - of this very class
        return other

    @property
    def _collection(self) -> Collection:
        if self._open is None:
            raise IndexUnavailableError("The index was closed.")
        return self._open

    @property
    def document_count(self) -> int:
        """Documents that can be found (deleted ones aren't counted)."""
        return self._collection.live_count

    def search(
        self,
        query: Query,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sequence[tuple[str, bool]] = (),
        facets: Sequence[str] = (),
        deadline: float | None = None,
    ) -> Found:
        """The documents that match `query`; see `archsearch.engines.base.IndexReader`."""
        collection = self._collection
        evaluation = evaluation_of(collection, self._scoring, deadline, self._memory)
        if not sort and not facets and not evaluation.remembers:
            led = first_page(evaluation, query, offset + limit)
            if led:
                best_ones, total = led
                return Found(*_columns(best_ones, offset), total)
        found = evaluation.live_matches(query)
        if sort:
            page = self._ordering.sorted(found.documents, sort)[: offset + limit]
            ranked = Matches(page, np.zeros(page.size, np.float32))
        else:
            places = best(found, offset + limit)
            ranked = Matches(found.documents[places], found.scores[places])
        return Found(
            *_columns(ranked, offset),
            total=int(found.documents.size),
            facets={name: count_values(collection, name, found.documents) for name in facets},
            complete=not evaluation.late,
        )

    def stored(self, number: int) -> bytes:
        """The stored bytes of document `number`."""
        segment, local = self._collection.locate(number)
        return segment.stored.get(local)

    def stored_of(self, numbers: Sequence[int]) -> list[bytes]:
        """The stored bytes of some documents, in their order."""
        return [self.stored(number) for number in numbers]

    def number(self, document_id: str) -> int | None:
        """The number of the document with that id, or None."""
        collection = self._collection
        live = collection.live
        for base, segment in zip(collection.bases, collection.segments, strict=False):
            local = segment.identifiers.find(document_id)
            if local >= 0 and (live is None or live[base + local]):
                return base + local
        return None

    def document_id(self, number: int) -> str:
        """The id of document `number`."""
        segment, local = self._collection.locate(number)
        return segment.identifiers.get(local)

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin with `prefix`, with the documents each occurs in."""
        collection = self._collection
        number, raw = collection.field(field), prefix.encode("utf-8", "surrogatepass")
        lists = [
            _terms(segment, number, raw, hidden)
            for segment, hidden in zip(collection.segments, collection.hidden, strict=True)
        ]
        merged = heapq.merge(*lists)
        for term, group in itertools.groupby(merged, key=lambda item: item[0]):
            count = sum(frequency for _, frequency in group)
            if count:
                yield term.decode("utf-8"), count

    def document_frequency(self, field: str, term: str) -> int:
        """How many documents have `term` in `field`."""
        return self._collection.document_frequency(self._collection.places(field, term))

    def document_frequencies(self, term: str) -> Mapping[str, int]:
        """How many documents have `term` in each of the fields that have it."""
        found = self._frequencies.get(term)
        if found is None:
            if len(self._frequencies) >= MAX_REMEMBERED:
                self._frequencies.clear()
            found = self._frequencies[term] = self._counted(term)
        return found

    def _counted(self, term: str) -> dict[str, int]:
        names, raw = self._collection.manifest.fields, term.encode("utf-8", "surrogatepass")
        counts: dict[str, int] = {}
        for segment in self._collection.segments:
            postings = segment.postings
            number = postings.terms.find(raw)
            if number >= 0:
                first, end = postings.first_pairs[number : number + 2].tolist()
                for pair, field in enumerate(postings.fields[first:end].tolist(), first):
                    frequency = segment.document_frequency(pair)
                    counts[names[field]] = counts.get(names[field], 0) + frequency
        return {field: count for field, count in counts.items() if count}

    def occurrences(self, field: str, term: str, numbers: Sequence[int]) -> Occurrences:
        """Where `term` stands in `field` of some documents."""
        collection = self._collection
        asked = np.array(numbers, np.int32)
        order = np.argsort(asked, kind="stable")
        owners, positions = collection.positions(collection.places(field, term), asked[order])
        return Occurrences(order[owners].astype(np.int32), positions)

    def verify(self) -> None:
        """Check every file against its checksum.

        Raises:
            IndexUnavailableError: a file is missing, truncated or changed.
        """
        for segment in self._collection.segments:
            segment.check()

    def close(self) -> None:
        """Let go of files; searches under way end first."""
        # Whoever is searching holds the collection; its files are unmapped when the last one ends.
        self._open = None


def _columns(ranked: Matches, offset: int) -> tuple[tuple[int, ...], tuple[float, ...]]:
    return tuple(ranked.documents[offset:].tolist()), tuple(ranked.scores[offset:].tolist())


def _terms(
    segment: Segment, field: int, prefix: bytes, hidden: Mapping[int, int]
) -> Iterator[tuple[bytes, int]]:
    postings = segment.postings
    pairs = postings.pairs_between(field, *postings.terms.prefixed(prefix))
    frequencies = segment.document_frequencies(pairs).tolist()
    numbers = postings.terms_of(pairs).tolist()
    for pair, number, frequency in zip(pairs.tolist(), numbers, frequencies, strict=True):
        yield postings.terms.raw(number), frequency - hidden.get(pair, 0)
