"""Documents → an index in the cluster, and the folder that speaks of it.

Documents wait in a spool until `commit`: then the counts are known, the index is made (or the
base's is cloned, which shares its segment files on each node), the documents are sent, counted
and made findable, and the index is closed to writing. The state is written last; without it the
index doesn't exist for a reader.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.engines.opensearch import cluster
from archsearch.engines.opensearch.base_index import BaseIndex
from archsearch.engines.opensearch.connection import asking, connect
from archsearch.engines.opensearch.dictionary import write_dictionary
from archsearch.engines.opensearch.encoding import Speller, pack_stored
from archsearch.engines.opensearch.loading import Item, load
from archsearch.engines.opensearch.schema import (
    ID,
    LENGTHS,
    NUMBER,
    STORED,
    keyword_field,
    number_field,
    sort_field,
    terms_field,
)
from archsearch.engines.opensearch.settling import home_of
from archsearch.engines.opensearch.spool import Spool
from archsearch.engines.opensearch.state import State
from archsearch.engines.opensearch.statistics import Counted, Statistics, named
from archsearch.engines.telling import telling, untold
from archsearch.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from archsearch.engines.base import IndexedDocument
    from archsearch.engines.opensearch.encoding import Numbered
    from archsearch.engines.opensearch.spool import Waiting
    from archsearch.engines.telling import Told
    from archsearch.settings import OpenSearchSettings


class OpenSearchWriter:
    """Writes an index, new or from a base; an `archsearch.engines.base.IndexWriter`."""

    def __init__(
        self,
        path: Path,
        boosts: Mapping[str, float],
        settings: OpenSearchSettings,
        base: Path | None = None,
    ) -> None:
        self._path = path
        self._boosts = dict(boosts)
        self._settings = settings
        self._client: Any = connect(settings)
        self._base = BaseIndex(base, self._client, settings) if base else None
        path.mkdir(parents=True, exist_ok=True)
        self._index = f"{settings.prefix}-{secrets.token_hex(8)}"
        self._spool = Spool(path)
        self._counted: Statistics[int] = Statistics()
        self._ids: set[str] = set()
        self._gone: set[str] = set()
        self._sorts: dict[str, set[str]] = {"numbers": set(), "sort_keys": set()}

    def add(self, document: IndexedDocument) -> None:
        """Take a document.

        Raises:
            IndexingError: its id was taken before.
        """
        if document.id in self._ids:
            raise IndexingError(f"Two documents have the id “{document.id}”.")
        fields = self._spool.add(document)
        self._ids.add(document.id)
        self._gone.add(document.id)
        self._counted.add({name: _counted(each) for name, each in fields.items()})
        self._sorts["numbers"].update(document.numbers)
        self._sorts["sort_keys"].update(document.sort_keys)

    def remove(self, document_id: str) -> None:
        """Leave out the base's document of that id, if there is one."""
        self._gone.add(document_id)

    def commit(
        self,
        strings: Sequence[str],
        *,
        purge: bool = False,  # noqa: ARG002 - below
        told: Told = untold,
    ) -> None:
        """Write everything durably; see `archsearch.engines.base.IndexWriter`.

        The cluster keeps deleted documents in its files for as long as a copy may ask for its
        history, so nothing can be purged here; a new index has none.
        """
        # Counted in several fields, and written in many documents: one object serves all.
        strings = tuple(strings)
        statistics = named(self._counted, strings)
        with asking(self._settings, self._index):
            gone: list[int] = []
            home = home_of(self._path)
            if self._base:
                gone = self._base.leave_out(self._gone, statistics)
                cluster.clone(self._client, self._base.index, self._index, statistics, home)
            else:
                cluster.create(self._client, self._index, statistics, self._settings, home)
            first = self._base.next_number if self._base else 0
            total = len(gone) + len(self._ids)
            items = telling(self._items(gone, first, strings), lambda _: 1, total, told)
            load(self._client, self._index, items, self._settings)
            if gone:
                cluster.expunge(self._client, self._index)
            cluster.finish(self._client, self._index, statistics.documents, self._settings)
        self._write_state(statistics, first + len(self._ids))
        self._spool.close()

    def _write_state(self, statistics: Statistics[str], next_number: int) -> None:
        base = self._base.state if self._base else None
        State(
            index=self._index,
            shards=base.shards if base else self._settings.shards,
            documents=statistics.documents,
            next_number=next_number,
            boosts=self._boosts,
            fields=statistics.fields,
            sort_keys=tuple(sorted(self._sorts["sort_keys"].union(base.sort_keys if base else ()))),
            numbers=tuple(sorted(self._sorts["numbers"].union(base.numbers if base else ()))),
            dictionary=write_dictionary(self._path, statistics.terms),
        ).write(self._path)

    def _items(self, gone: list[int], first: int, strings: Sequence[str]) -> Iterator[Item]:
        for number in gone:
            yield Item("delete", number)
        speller = Speller(strings)
        for number, document in enumerate(self._spool.documents(), start=first):
            yield Item("create", number, _source(document, number, speller))

    def abort(self) -> None:
        """Leave nothing behind."""
        self._spool.close()
        cluster.remove(self._client, self._index)


def _counted(field: Numbered) -> Counted[int]:
    return Counted(np.unique(field.ids).tolist(), field.ids.size, field.length)


def _source(document: Waiting, number: int, speller: Speller) -> dict[str, Any]:
    """A document as OpenSearch takes it."""
    fields = document.fields
    return {
        ID: document.id,
        NUMBER: number,
        STORED: pack_stored(document.stored),
        LENGTHS: {name: each.length for name, each in fields.items()},
        **{terms_field(name): speller.text(each) for name, each in fields.items() if each.ids.size},
        **{keyword_field(name): values for name, values in document.keywords.items()},
        **{number_field(name): value for name, value in document.numbers.items()},
        **{sort_field(name): value for name, value in document.sort_keys.items()},
    }
