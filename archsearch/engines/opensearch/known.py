"""What was read of documents already: their ids, stored bytes and texts, the newest kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from archsearch.engines.opensearch.encoding import Spelled, unpack_stored
from archsearch.engines.opensearch.schema import ID, STORED, terms_field
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Stored bytes, texts and ids kept; a text has some ten thousand letters.
MOST_STORED, MOST_TEXTS, MOST_IDS = 500, 2000, 100_000
#: Documents fetched at once where one is asked for after the other.
READ_AHEAD = 100
_UNKNOWN = object()

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class Known:
    """Safe for use by several threads."""

    def __init__(self, client: Any, index: str) -> None:  # noqa: ANN401 - the client's calls are untyped
        self._client = client
        self._index = index
        self._ids: OrderedDict[int, str] = OrderedDict()
        self._stored: OrderedDict[int, str] = OrderedDict()
        self._texts: OrderedDict[tuple[int, str], Spelled | None] = OrderedDict()
        self._last = -1
        self._lock = Lock()

    def learn(self, hits: Iterable[Mapping[str, Any]]) -> None:
        """Keep the columns that came with hits."""
        columns = {int(hit["_id"]): hit["fields"] for hit in hits}
        ids = {number: each[ID][0] for number, each in columns.items()}
        stored = {n: each[STORED][0] for n, each in columns.items() if STORED in each}
        self._keep(self._ids, ids, MOST_IDS)
        self._keep(self._stored, stored, MOST_STORED)

    def document_id(self, number: int) -> str:
        """The id of document `number`."""
        known = self._ids.get(number)
        return known if known is not None else str(self._columns([number])[number][ID][0])

    def stored(self, numbers: Sequence[int]) -> list[bytes]:
        """The stored bytes of some documents, in their order."""
        found = {number: self._stored.get(number) for number in numbers}
        new = [number for number, each in found.items() if each is None]
        if new:
            ahead = READ_AHEAD if new == [self._last + 1] else 1
            columns = self._columns(new, range(new[-1] + 1, new[-1] + ahead))
            found |= {number: columns[number][STORED][0] for number in new}
        self._last = numbers[-1] if numbers else self._last
        return [unpack_stored(found[number] or "") for number in numbers]

    def fields(self, name: str, numbers: Sequence[int]) -> list[Spelled | None]:
        """One field of some documents, in their order; None for those that don't have it."""
        kept = ((number, self._texts.get((number, name), _UNKNOWN)) for number in numbers)
        found: dict[int, Any] = {number: text for number, text in kept if text is not _UNKNOWN}
        new = [number for number in numbers if number not in found]
        if new:
            source = terms_field(name)
            texts = {
                number: hit["_source"].get(source)
                for number, hit in self._hits(new, _source=[source]).items()
            }
            read = {number: Spelled(text) if text else None for number, text in texts.items()}
            found |= read
            self._keep(self._texts, {(n, name): text for n, text in read.items()}, MOST_TEXTS)
        return [found[number] for number in numbers]

    def _columns(self, numbers: Sequence[int], ahead: Sequence[int] = ()) -> dict[int, Any]:
        hits = self._hits(numbers, ahead, docvalue_fields=[ID, STORED], _source=False)
        self.learn(hits.values())
        return {number: hit["fields"] for number, hit in hits.items()}

    def _hits(
        self, numbers: Sequence[int], ahead: Sequence[int] = (), **wanted: object
    ) -> dict[int, dict[str, Any]]:
        """What is wanted of the documents `numbers`, and of those of `ahead` that there are."""
        ids = list(map(str, (*numbers, *ahead)))
        query = {"constant_score": {"filter": {"ids": {"values": ids}}}}
        body = {"query": query, "track_total_hits": False, **wanted}
        found = self._client.search(index=self._index, body=body, size=len(ids))
        hits = {int(hit["_id"]): hit for hit in found["hits"]["hits"]}
        for number in numbers:
            if number not in hits:
                raise IndexUnavailableError(f"The index {self._index} lacks document {number}.")
        return hits

    def _keep(
        self, known: OrderedDict[KeyT, ValueT], read: Mapping[KeyT, ValueT], most: int
    ) -> None:
        with self._lock:
            known |= read
            while len(known) > most:
                known.popitem(last=False)
