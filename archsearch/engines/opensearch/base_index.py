"""The index that an update begins with: its counts, and the documents that it loses."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from archsearch.engines.opensearch.connection import asking
from archsearch.engines.opensearch.dictionary import Dictionary
from archsearch.engines.opensearch.encoding import unpack
from archsearch.engines.opensearch.schema import ID, TERMS
from archsearch.engines.opensearch.state import State
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from archsearch.engines.opensearch.statistics import Statistics
    from archsearch.settings import OpenSearchSettings

#: Ids looked up at once.
_AT_ONCE = 500


class BaseIndex:
    """An index that is only read.

    Raises:
        IndexUnavailableError: it isn't there, or can't be read.
    """

    def __init__(self, path: Path, client: Any, settings: OpenSearchSettings) -> None:  # noqa: ANN401 - the client's calls are untyped
        self.state = State.read(path)
        self.index = self.state.index
        self.next_number = self.state.next_number
        self._dictionary = Dictionary(path, self.state.dictionary, self.state.fields)
        self._client = client
        with asking(settings, self.index):
            if not client.indices.exists(index=self.index):
                raise IndexUnavailableError(f"OpenSearch no longer has the index {self.index}.")

    def leave_out(self, ids: Collection[str], statistics: Statistics[str]) -> list[int]:
        """Add this index's counts to `statistics`, without those of the documents `ids`.

        Returns:
            The numbers of these documents.
        """
        statistics.include(self.state.documents, self.state.fields)
        for name in self.state.fields:
            own = statistics.terms.setdefault(name, Counter())
            for term, count in self._dictionary.items(name):
                own[term] += count
        numbers = []
        for number, blob in _blobs(self._client, self.index, sorted(ids)):
            fields = unpack(blob)
            statistics.remove({name: (each.terms, each) for name, each in fields.items()})
            numbers.append(number)
        return numbers


def counts_of(
    client: Any,  # noqa: ANN401 - as above
    index: str,
    ids: Collection[str],
) -> tuple[int, Mapping[str, Counter[str]]]:
    """How many of some documents an index has, and how many of them have each term, by field."""
    documents, terms = 0, defaultdict[str, Counter[str]](Counter)
    for _, blob in _blobs(client, index, sorted(ids)):
        documents += 1
        for name, each in unpack(blob).items():
            terms[name].update(each.terms)
    return documents, terms


def _blobs(client: Any, index: str, ids: list[str]) -> Iterator[tuple[int, str]]:  # noqa: ANN401 - as above
    for at in range(0, len(ids), _AT_ONCE):
        body = {"query": {"terms": {ID: ids[at : at + _AT_ONCE]}}, "_source": [TERMS]}
        found = client.search(index=index, body=body, size=_AT_ONCE)
        for hit in found["hits"]["hits"]:
            yield int(hit["_id"]), hit["_source"][TERMS]
