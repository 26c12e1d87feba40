"""What documents have besides terms and stored bytes → the column file of a segment.

Ids, field lengths, keywords, numbers and sort keys: a few numbers a document, gathered in
memory and written at once.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.dictionary import write_strings
from archsearch.engines.whoosh.files import FileWriter, smallest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from archsearch.engines.whoosh.files import FileEntry

COLUMNS_FILE = "columns.bin"


class _Strings:
    """Strings of some documents: (document, number of the string) in order of documents."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.documents = array("q")
        self.values = array("q")

    def add(self, document: int, value: str) -> None:
        self.documents.append(document)
        self.values.append(self.numbers.setdefault(value, len(self.numbers)))

    def write(self, writer: FileWriter, name: str, *, by_value: bool) -> None:
        """Write the sorted strings, and (document, rank of the string) for each entry."""
        raw = [value.encode("utf-8") for value in self.numbers]
        order = sorted(range(len(raw)), key=raw.__getitem__)
        ranks = np.empty(len(raw), np.int64)
        ranks[order] = np.arange(len(raw))
        documents = np.array(self.documents, np.int64)
        values = ranks[np.array(self.values, np.int64)]
        write_strings(writer, f"{name}:strings", [raw[number] for number in order])
        writer.array(f"{name}:documents", smallest(documents))
        writer.array(f"{name}:values", smallest(values))
        if by_value:
            counts = np.bincount(values, minlength=len(raw))
            first = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
            writer.array(f"{name}:first", smallest(first))
            sorted_documents = documents[np.argsort(values, kind="stable")]
            writer.array(f"{name}:by_value", sorted_documents.astype(np.int32))


class ColumnsWriter:
    """Gathers the columns of one segment."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._numbers: dict[str, tuple[array[int], array[int]]] = {}
        self._lengths: dict[int, tuple[array[int], array[int]]] = {}
        self._keywords: dict[str, _Strings] = {}
        self._sort_keys: dict[str, _Strings] = {}

    @property
    def count(self) -> int:
        """How many documents were begun."""
        return len(self._ids)

    def begin(self, document_id: str) -> int:
        """Number of the next document."""
        self._ids.append(document_id)
        return len(self._ids) - 1

    def add_length(self, document: int, field: int, length: int) -> None:
        """How many positions of a field hold a token."""
        documents, lengths = self._lengths.setdefault(field, (array("q"), array("q")))
        documents.append(document)
        lengths.append(length)

    def add(
        self,
        document: int,
        keywords: Mapping[str, tuple[str, ...]],
        numbers: Mapping[str, int],
        sort_keys: Mapping[str, str],
    ) -> None:
        """Take the columns of a document; a keyword given twice counts once."""
        for name, values in keywords.items():
            column = self._keywords.setdefault(name, _Strings())
            for value in dict.fromkeys(values):
                column.add(document, value)
        for name, number in numbers.items():
            documents, found = self._numbers.setdefault(name, (array("q"), array("q")))
            documents.append(document)
            found.append(number)
        for name, key in sort_keys.items():
            self._sort_keys.setdefault(name, _Strings()).add(document, key)

    def names(self) -> dict[str, list[str]]:
        """Names of keywords, numbers and sort keys, as the manifest holds them."""
        return {
            "keywords": sorted(self._keywords),
            "numbers": sorted(self._numbers),
            "sort_keys": sorted(self._sort_keys),
        }

    def field_numbers(self) -> list[int]:
        """Fields that any document has."""
        return sorted(self._lengths)

    def write(self, folder: Path) -> FileEntry:
        """Write everything."""
        writer = FileWriter(folder / COLUMNS_FILE)
        raw = [each.encode("utf-8") for each in self._ids]
        write_strings(writer, "ids", raw)
        order = np.array(sorted(range(len(raw)), key=raw.__getitem__), np.int64)
        writer.array("ids:order", smallest(order))
        for field, (documents, values) in sorted(self._lengths.items()):
            lengths = np.zeros(self.count, np.int64)
            lengths[np.array(documents)] = np.array(values)
            writer.array(f"length:{field}", smallest(lengths))
        for name, (documents, values) in sorted(self._numbers.items()):
            writer.array(f"number:{name}:documents", smallest(np.array(documents, np.int64)))
            writer.array(f"number:{name}:values", np.array(values, np.int64))
        for name, column in sorted(self._keywords.items()):
            column.write(writer, f"keyword:{name}", by_value=True)
        for name, column in sorted(self._sort_keys.items()):
            column.write(writer, f"sort:{name}", by_value=False)
        return writer.finish()
