"""What was read of documents already: their ids and stored bytes, the newest kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any

from archsearch.engines.opensearch.encoding import unpack, unpack_stored
from archsearch.engines.opensearch.schema import ID, STORED, TERMS
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archsearch.engines.opensearch.encoding import Spelled

#: Documents kept.
MOST_KNOWN = 500
#: Documents fetched at once where one is asked for after the other.
READ_AHEAD = 100


class Known:
    """Safe for use by several threads."""

    def __init__(self, client: Any, index: str) -> None:  # noqa: ANN401 - the client's calls are untyped
        self._client = client
        self._index = index
        self._sources: OrderedDict[int, dict[str, Any]] = OrderedDict()
        self._fields: OrderedDict[int, dict[str, Spelled]] = OrderedDict()
        self._last = -1
        self._lock = Lock()

    def learn(self, hits: Iterable[dict[str, Any]]) -> None:
        """Keep what came with hits."""
        with self._lock:
            for hit in hits:
                number = int(hit["_id"])
                if number not in self._sources or STORED in hit["_source"]:
                    self._sources[number] = hit["_source"]
            while len(self._sources) > MOST_KNOWN:
                self._sources.popitem(last=False)

    def document_id(self, number: int) -> str:
        """The id of document `number`."""
        source = self._sources.get(number) or self._fetched(number)
        return str(source[ID])

    def stored(self, number: int) -> bytes:
        """The stored bytes of document `number`."""
        source = self._sources.get(number)
        if source is None or STORED not in source:
            source = self._fetched(number)
        self._last = number
        return unpack_stored(source[STORED])

    def fields(self, numbers: Sequence[int]) -> dict[int, dict[str, Spelled]]:
        """The terms of documents by number, then by field."""
        kept = ((number, self._fields.get(number)) for number in numbers)
        found = {number: fields for number, fields in kept if fields is not None}
        new = [str(number) for number in numbers if number not in found]
        if new:
            answer = self._client.mget(index=self._index, body={"ids": new}, _source=[TERMS])
            read = {
                int(each["_id"]): unpack(each["_source"][TERMS])
                for each in answer["docs"]
                if each.get("found")
            }
            found |= read
            with self._lock:
                self._fields |= read
                while len(self._fields) > MOST_KNOWN:
                    self._fields.popitem(last=False)
        return found

    def _fetched(self, number: int) -> dict[str, Any]:
        ahead = READ_AHEAD if number == self._last + 1 else 1
        ids = [str(each) for each in range(number, number + ahead)]
        found = self._client.mget(index=self._index, body={"ids": ids}, _source=[ID, STORED])
        hits = [each for each in found["docs"] if each.get("found")]
        self.learn(hits)
        if not hits or int(hits[0]["_id"]) != number:
            raise IndexUnavailableError(f"The index {self._index} lacks document {number}.")
        source: dict[str, Any] = hits[0]["_source"]
        return source
