"""The index that an update begins with: its counts, and the documents that it loses."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from archsearch.engines.opensearch.connection import asking
from archsearch.engines.opensearch.dictionary import Dictionary
from archsearch.engines.opensearch.encoding import Spelled
from archsearch.engines.opensearch.schema import ID, LENGTHS, terms_field
from archsearch.engines.opensearch.state import State
from archsearch.engines.opensearch.statistics import Counted
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
        for number, fields in _counted(self._client, self.index, sorted(ids)):
            statistics.remove(fields)
            numbers.append(number)
        return numbers


def counts_of(
    client: Any,  # noqa: ANN401 - as above
    index: str,
    ids: Collection[str],
) -> tuple[int, Mapping[str, Counter[str]]]:
    """How many of some documents an index has, and how many of them have each term, by field."""
    documents, terms = 0, defaultdict[str, Counter[str]](Counter)
    for _, fields in _counted(client, index, sorted(ids)):
        documents += 1
        for name, each in fields.items():
            terms[name].update(each.terms)
    return documents, terms


def _counted(
    client: Any,  # noqa: ANN401 - as above
    index: str,
    ids: list[str],
) -> Iterator[tuple[int, dict[str, Counted[str]]]]:
    """The number of each document that there is, and what is counted of its fields."""
    for at in range(0, len(ids), _AT_ONCE):
        wanted = {"terms": {ID: ids[at : at + _AT_ONCE]}}
        body = {"query": wanted, "_source": [LENGTHS, terms_field("*")]}
        found = client.search(index=index, body=body, size=_AT_ONCE)
        for hit in found["hits"]["hits"]:
            source = hit["_source"]
            yield (
                int(hit["_id"]),
                {
                    name: _count(source.get(terms_field(name), ""), length)
                    for name, length in source[LENGTHS].items()
                },
            )


def _count(text: str, length: int) -> Counted[str]:
    spelled = Spelled(text)
    return Counted(spelled.terms, spelled.occurrences, length)
