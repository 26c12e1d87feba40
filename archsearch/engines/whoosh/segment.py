"""One opened segment: its files mapped, its columns found by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.columns import (
    Identifiers,
    KeywordColumn,
    NumberColumn,
    SortColumn,
)
from archsearch.engines.whoosh.columns_writer import COLUMNS_FILE
from archsearch.engines.whoosh.files import MappedFile
from archsearch.engines.whoosh.kept import Kept
from archsearch.engines.whoosh.postings import Postings
from archsearch.engines.whoosh.stored import STORED_FILE, Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.manifest import SegmentEntry


class Segment:
    """One segment of an index.

    Attributes:
        entry: what the manifest says about it.
        count: how many documents it holds, deleted ones included.
        postings, identifiers, stored: its parts.
        deleted: (d,) numbers of its deleted documents, rising.
    """

    def __init__(self, path: Path, entry: SegmentEntry, kept: Kept | None = None) -> None:
        folder = path / entry.name
        self.entry = entry
        self.count = entry.documents
        self._files = {each.name: MappedFile(folder / each.name, each) for each in entry.files}
        self._columns = self._files[COLUMNS_FILE]
        self.postings = Postings(self._files, entry.documents, kept or Kept(0))
        self.identifiers = Identifiers(self._columns)
        self.stored = Stored(self._files[STORED_FILE])
        self._deletions = (
            MappedFile(path / entry.deletions.name, entry.deletions) if entry.deletions else None
        )
        self.deleted: NDArray[np.int32] = self._deletion("documents")
        self._reduced: NDArray[np.int64] = self._deletion("pairs")
        self._reduced_by: NDArray[np.int32] = self._deletion("counts")

    def _deletion(self, name: str) -> NDArray[Any]:
        return self._deletions.array(name) if self._deletions else np.empty(0, np.int32)

    def document_frequency(self, pair: int) -> int:
        """How many documents that aren't deleted have the pair."""
        count = self.postings.document_count(pair)
        if self._reduced.size:
            place = int(np.searchsorted(self._reduced, pair))
            if place < self._reduced.size and self._reduced[place] == pair:
                return count - int(self._reduced_by[place])
        return count

    def document_frequencies(self, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """`document_frequency` of many pairs."""
        counts = self.postings.document_counts[pairs].astype(np.int64)
        if self._reduced.size:
            places = np.searchsorted(self._reduced, pairs)
            places[places == self._reduced.size] = 0
            hit = self._reduced[places] == pairs
            counts[hit] -= self._reduced_by[places[hit]]
        return counts

    def lengths(self, field: int) -> NDArray[np.int64]:
        """(count,) length of a field in each document, 0 where it is absent."""
        if field not in self.entry.fields:
            return np.zeros(self.count, np.int64)
        return self._columns.array(f"length:{field}").astype(np.int64)

    def keyword(self, name: str) -> KeywordColumn | None:
        """A keyword, None if no document of the segment has it."""
        known = name in self.entry.columns["keywords"]
        return KeywordColumn(self._columns, name) if known else None

    def number(self, name: str) -> NumberColumn | None:
        """A number, None if no document of the segment has it."""
        known = name in self.entry.columns["numbers"]
        return NumberColumn(self._columns, name) if known else None

    def sort_key(self, name: str) -> SortColumn | None:
        """A sort key, None if no document of the segment has it."""
        known = name in self.entry.columns["sort_keys"]
        return SortColumn(self._columns, name) if known else None

    def keyword_entries(self) -> Iterator[tuple[str, int, str]]:
        """(name, document, value) of all keywords."""
        for name in self.entry.columns["keywords"]:
            yield from self._entries(name, KeywordColumn(self._columns, name))

    def sort_key_entries(self) -> Iterator[tuple[str, int, str]]:
        """(name, document, key) of all sort keys."""
        for name in self.entry.columns["sort_keys"]:
            yield from self._entries(name, SortColumn(self._columns, name))

    @staticmethod
    def _entries(name: str, column: KeywordColumn | SortColumn) -> Iterator[tuple[str, int, str]]:
        strings = [column.strings.text(number) for number in range(len(column.strings))]
        for document, value in zip(column.documents.tolist(), column.values.tolist(), strict=True):
            yield name, document, strings[value]

    def number_entries(self) -> Iterator[tuple[str, int, int]]:
        """(name, document, value) of all numbers."""
        for name in self.entry.columns["numbers"]:
            column = NumberColumn(self._columns, name)
            for document, value in zip(
                column.documents.tolist(), column.values.tolist(), strict=True
            ):
                yield name, document, value

    def check(self) -> None:
        """Compare every file with its checksum.

        Raises:
            IndexUnavailableError: a file was changed.
        """
        for file in self._files.values():
            file.check()
        if self._deletions:
            self._deletions.check()
