"""The column file of a segment, read in place."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.dictionary import StringTable

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.files import MappedFile


class KeywordColumn:
    """A multi-valued keyword.

    Attributes:
        strings: its distinct values, sorted.
        documents: (n,) document of each entry, never falling.
        values: (n,) value of each entry.
    """

    def __init__(self, file: MappedFile, name: str) -> None:
        self.strings = StringTable(file, f"keyword:{name}:strings")
        self.documents: NDArray[Any] = file.array(f"keyword:{name}:documents")
        self.values: NDArray[Any] = file.array(f"keyword:{name}:values")
        self._first = file.array(f"keyword:{name}:first").data
        self._by_value: NDArray[np.int32] = file.array(f"keyword:{name}:by_value")

    def documents_with(self, value: int) -> NDArray[np.int32]:
        """Documents that have value number `value`, rising."""
        return self._by_value[self._first[value] : self._first[value + 1]]

    def counts(self, matching: NDArray[np.bool_]) -> NDArray[np.int64]:
        """(values,) how many of the documents of the mask have each value."""
        chosen = self.values[matching[self.documents]]
        return np.bincount(chosen, minlength=len(self.strings))


class NumberColumn:
    """An integer that some documents have.

    Attributes:
        documents: (n,) documents that have it, rising.
        values: (n,) int64.
    """

    def __init__(self, file: MappedFile, name: str) -> None:
        self.documents: NDArray[Any] = file.array(f"number:{name}:documents")
        self.values: NDArray[np.int64] = file.array(f"number:{name}:values")


class SortColumn:
    """A string for sorting.

    Attributes:
        strings: the distinct strings, sorted.
        documents: (n,) documents that have one, rising.
        values: (n,) rank of each one's string.
    """

    def __init__(self, file: MappedFile, name: str) -> None:
        self.strings = StringTable(file, f"sort:{name}:strings")
        self.documents: NDArray[Any] = file.array(f"sort:{name}:documents")
        self.values: NDArray[Any] = file.array(f"sort:{name}:values")


class Identifiers:
    """Ids of documents."""

    def __init__(self, file: MappedFile) -> None:
        self._strings = StringTable(file, "ids")
        self._order = file.array("ids:order").data

    def get(self, number: int) -> str:
        """Id of document `number`."""
        return self._strings.text(number)

    def find(self, document_id: str) -> int:
        """Number of the document, -1 if there is none."""
        raw = document_id.encode("utf-8")

        def at(place: int) -> bytes:
            return self._strings.raw(self._order[place])

        place = bisect_left(range(len(self._strings)), raw, key=at)
        return self._order[place] if place < len(self._strings) and at(place) == raw else -1
