"""An index opened for reading: what the contract promises, asked of the cluster.

An index never changes once it is committed, so what was read of a document may be kept.
"""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.engines.base import Found, Occurrences
from archsearch.engines.opensearch.base_index import counts_of
from archsearch.engines.opensearch.compile import Compiler
from archsearch.engines.opensearch.connection import asking, connect
from archsearch.engines.opensearch.dictionary import Dictionary
from archsearch.engines.opensearch.facets import all_values, facet_bodies
from archsearch.engines.opensearch.known import Known
from archsearch.engines.opensearch.paging import Window, ordering, pages
from archsearch.engines.opensearch.schema import ID, STORED
from archsearch.engines.opensearch.state import State
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from whoosh.query import Query

    from archsearch.settings import OpenSearchSettings


class OpenSearchReader:
    """Reads one generation; an `archsearch.engines.base.IndexReader`."""

    def __init__(
        self, path: Path, settings: OpenSearchSettings, without: Collection[str] = ()
    ) -> None:
        self._settings = settings
        self._state = State.read(path)
        self._dictionary = Dictionary(path, self._state.dictionary, self._state.fields)
        self._client: Any = connect(settings)
        self._index = self._state.index
        with self._asking():
            if not self._client.indices.exists(index=self._index):
                raise IndexUnavailableError(
                    f"OpenSearch at {', '.join(settings.hosts)} doesn't have the index "
                    f"{self._index}. Rebuild it with: archsearch index build"
                )
        self._known = Known(self._client, self._index)
        self._compiler = Compiler(self._state, self._dictionary, self._matches_any)
        self._without = sorted(without)
        with self._asking():
            self._left_out, self._uncounted = counts_of(self._client, self._index, self._without)

    def _asking(self) -> Any:  # noqa: ANN401 - a context manager
        if self._client is None:
            raise IndexUnavailableError("The index was closed.")
        return asking(self._settings, self._index)

    def _matches_any(self, body: dict[str, Any]) -> bool:
        answer = self._client.count(index=self._index, body={"query": body}, terminate_after=1)
        return bool(answer["count"])

    def _count(self, body: dict[str, Any]) -> int:
        with self._asking():
            return int(self._client.count(index=self._index, body={"query": body})["count"])

    def remembering(self) -> OpenSearchReader:
        """The same reader: the cluster has caches of its own."""
        return self

    @property
    def document_count(self) -> int:
        """Documents that can be found."""
        return self._state.documents - self._left_out

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
        if deadline is not None and time.monotonic() > deadline:
            return Found((), (), 0, {name: {} for name in facets}, complete=False)
        with self._asking():
            body: dict[str, Any] = {
                "query": self._found_among_all(self._compiler.body(query)),
                "sort": ordering(sort, self._state),
                "aggs": facet_bodies(facets),
                "track_total_hits": True,
                "docvalue_fields": [ID],
                "_source": False,
            }
            window = Window(offset, limit, deadline, self._settings.timeout, self._state.shards)
            answers = pages(self._client, self._index, body, window)
            first, *others = answers
            hits = [*first.hits, *itertools.chain.from_iterable(each.hits for each in others)]
            counted = all_values(self._client, self._index, body["query"], first.aggregations)
        self._known.learn(hits)
        return Found(
            numbers=tuple(int(hit["_id"]) for hit in hits),
            scores=tuple(0.0 if sort else float(hit["sort"][0]) for hit in hits),
            total=first.total,
            facets=counted,
            complete=all(each.complete for each in (first, *others)),
            lacking=any(each.lacking for each in (first, *others)),
        )

    def _found_among_all(self, body: dict[str, Any]) -> dict[str, Any]:
        """What a query finds, but for the documents that nobody is to find."""
        if not self._without:
            return body
        return {"bool": {"must": [body], "must_not": [{"terms": {ID: self._without}}]}}

    def stored(self, number: int) -> bytes:
        """The stored bytes of document `number`."""
        with self._asking():
            return self._known.stored([number])[0]

    def stored_of(self, numbers: Sequence[int]) -> list[bytes]:
        """The stored bytes of some documents, in their order; one request fetches them."""
        with self._asking():
            return self._known.stored(numbers)

    def document_id(self, number: int) -> str:
        """The id of document `number`."""
        with self._asking():
            return self._known.document_id(number)

    def number(self, document_id: str) -> int | None:
        """The number of the document with that id, or None."""
        if document_id in self._without:
            return None
        wanted = {"docvalue_fields": [ID, STORED], "_source": False}
        body = {"query": {"term": {ID: document_id}}, **wanted}
        with self._asking():
            hits = self._client.search(index=self._index, body=body, size=1)["hits"]["hits"]
        self._known.learn(hits)
        return int(hits[0]["_id"]) if hits else None

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin with `prefix`, with the documents each occurs in."""
        left_out = self._uncounted[field]
        for term, count in self._dictionary.items(field, prefix):
            if count > left_out[term]:
                yield term, count - left_out[term]

    def document_frequency(self, field: str, term: str) -> int:
        """How many documents have `term` in `field`."""
        return self._dictionary.count(field, term) - self._uncounted[field][term]

    def document_frequencies(self, term: str) -> Mapping[str, int]:
        """How many documents have `term` in each of the fields that have it."""
        counts = ((field, self._dictionary.count(field, term)) for field in self._state.fields)
        return {field: count for field, count in counts if count}

    def occurrences(self, field: str, term: str, numbers: Sequence[int]) -> Occurrences:
        """Where `term` stands in `field` of some documents."""
        with self._asking():
            fields = self._known.fields(field, numbers)
        found = [each.positions(term) if each else [] for each in fields]
        places = np.arange(len(numbers), dtype=np.int32)
        return Occurrences(
            np.repeat(places, list(map(len, found))),
            np.array(list(itertools.chain.from_iterable(found)), np.int32),
        )

    def verify(self) -> None:
        """Check the dictionary against its checksum, and the cluster's count of documents.

        Raises:
            IndexUnavailableError: a file is missing or was changed, or documents are missing.
        """
        self._dictionary.check()
        with self._asking():
            found = self._client.count(index=self._index)["count"]
        if found != self._state.documents:
            raise IndexUnavailableError(
                f"The index {self._index} has {found} documents instead of "
                f"{self._state.documents}. Rebuild it with: archsearch index build"
            )

    def close(self) -> None:
        """Let go of the connections; searches under way end first."""
        self._client = None
