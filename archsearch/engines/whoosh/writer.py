"""Documents → one segment and the manifest of an index.

What arrives is analysed; what leaves is files that are never written to again. Nothing is
durable, and no reader finds an index, before `commit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.engines.telling import telling, untold
from archsearch.engines.whoosh.columns_writer import ColumnsWriter
from archsearch.engines.whoosh.manifest import IndexManifest, SegmentEntry
from archsearch.engines.whoosh.occurrences import MAX_FIELDS, RUN_SIZE, OccurrenceSorter
from archsearch.engines.whoosh.postings_writer import write_postings
from archsearch.engines.whoosh.stored import StoredWriter
from archsearch.errors import IndexingError
from archsearch.systems import remove_tree, sync_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from archsearch.engines.base import IndexedDocument
    from archsearch.engines.telling import Told

SEGMENT_NAME = "segment-"


class FieldNumbers:
    """Fields of an index, numbered in the order in which they come."""

    def __init__(self, names: Sequence[str]) -> None:
        self._numbers = {name: number for number, name in enumerate(names)}

    def number(self, name: str) -> int:
        """Number of a field, a new one if it is new."""
        number = self._numbers.setdefault(name, len(self._numbers))
        if number >= MAX_FIELDS:
            raise IndexingError(f"An index can't have more than {MAX_FIELDS} fields.")
        return number

    @property
    def names(self) -> tuple[str, ...]:
        """All fields in order of numbers."""
        return tuple(self._numbers)


class SegmentWriter:
    """Writes one segment into a folder of its own."""

    def __init__(self, folder: Path, fields: FieldNumbers, run_size: int = RUN_SIZE) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._fields = fields
        self._columns = ColumnsWriter()
        self._stored = StoredWriter(folder)
        self._sorter = OccurrenceSorter(folder, run_size)

    @property
    def count(self) -> int:
        """How many documents it has."""
        return self._columns.count

    def add(self, document: IndexedDocument) -> None:
        """Take a document."""
        number = self._columns.begin(document.id)
        for name, terms in document.fields.items():
            field = self._fields.number(name)
            self._columns.add_length(number, field, terms.length)
            self._sorter.add(number, field, terms)
        self._columns.add(number, document.keywords, document.numbers, document.sort_keys)
        self._stored.add(document.stored)

    def commit(self, strings: Sequence[str], told: Told = untold) -> SegmentEntry:
        """Write everything durably."""
        total = self._sorter.count
        chunks = telling(self._sorter.chunks(), lambda chunk: chunk.pairs.size, total, told)
        files = write_postings(self._folder, chunks, strings)
        self._sorter.close()
        files += [self._columns.write(self._folder), self._stored.finish()]
        sync_folder(self._folder)
        return SegmentEntry(
            name=self._folder.name,
            documents=self._columns.count,
            columns={kind: tuple(names) for kind, names in self._columns.names().items()},
            fields=tuple(self._columns.field_numbers()),
            files=tuple(files),
        )

    def abort(self) -> None:
        """Leave nothing behind."""
        self._sorter.close()
        self._stored.abort()
        remove_tree(self._folder)


class WhooshWriter:
    """Writes a new index of one segment; an `archsearch.engines.base.IndexWriter`."""

    def __init__(self, path: Path, boosts: Mapping[str, float], run_size: int = RUN_SIZE) -> None:
        self._path = path
        self._boosts = dict(boosts)
        self._fields = FieldNumbers(sorted(boosts))
        self._segment = SegmentWriter(path / f"{SEGMENT_NAME}1", self._fields, run_size)
        self._ids: set[str] = set()

    def add(self, document: IndexedDocument) -> None:
        """Take a document.

        Raises:
            IndexingError: its id was taken before.
        """
        if document.id in self._ids:
            raise IndexingError(f"Two documents have the id “{document.id}”.")
        self._ids.add(document.id)
        self._segment.add(document)

    def remove(self, document_id: str) -> None:
        """There is no base to remove anything from."""

    def commit(
        self,
        strings: Sequence[str],
        *,
        purge: bool = False,  # noqa: ARG002 - there is no base
        told: Told = untold,
    ) -> None:
        """Write everything durably; `strings` is the vocabulary that term ids refer to."""
        entry = self._segment.commit(strings, told)
        IndexManifest(self._fields.names, self._boosts, (entry,)).write(self._path)

    def abort(self) -> None:
        """Leave nothing behind."""
        self._segment.abort()
