"""The terms of an index with the documents of each, in a file beside the state.

Queries need it before they can be sent: a term's weight comes from its count, and patterns stand
for the terms that are really there.
"""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist
from whoosh.query import FuzzyTerm, Prefix

from archsearch.engines.whoosh.dictionary import StringTable, write_strings
from archsearch.engines.whoosh.files import FileWriter, MappedFile, smallest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from whoosh.query import Wildcard

    from archsearch.engines.whoosh.files import FileEntry

DICTIONARY_FILE = "terms.bin"
#: A UTF-8 character has at most so many bytes.
_MAX_BYTES = 4
_WILD = re.compile(r"[*?\[]")


def write_dictionary(path: Path, terms: Mapping[str, Mapping[str, int]]) -> FileEntry:
    """Write the terms of all fields with their counts; those that no document has are left out."""
    writer = FileWriter(path / DICTIONARY_FILE)
    for name, counts in terms.items():
        # By code point, which is the order of their UTF-8 too.
        rows = sorted(term for term, count in counts.items() if count > 0)
        write_strings(writer, f"{name}.terms", list(map(_raw, rows)))
        counted = np.fromiter(map(counts.__getitem__, rows), np.int64, len(rows))
        writer.array(f"{name}.counts", smallest(counted))
    return writer.finish()


class Dictionary:
    """What `write_dictionary` wrote."""

    def __init__(self, path: Path, entry: FileEntry, fields: Iterable[str]) -> None:
        self._file = MappedFile(path / DICTIONARY_FILE, entry)
        self._terms = {name: StringTable(self._file, f"{name}.terms") for name in fields}
        self._counts = {name: self._file.array(f"{name}.counts") for name in fields}

    def has_field(self, name: str) -> bool:
        """Whether documents have terms under that name."""
        return name in self._terms

    def count(self, field: str, term: str) -> int:
        """How many documents have `term` in `field`."""
        table = self._terms.get(field)
        number = table.find(_raw(term)) if table else -1
        return int(self._counts[field][number]) if number >= 0 else 0

    def items(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin with `prefix`, with their counts."""
        table = self._terms.get(field)
        if table:
            for number in range(*table.prefixed(_raw(prefix))):
                yield table.text(number), int(self._counts[field][number])

    def matching(self, query: Prefix | Wildcard | FuzzyTerm) -> list[str]:
        """The terms that a pattern stands for."""
        table = self._terms.get(query.fieldname)
        if table is None:
            return []
        if isinstance(query, FuzzyTerm):
            head = query.text[: query.prefixlength]
            return _near(table, table.prefixed(_raw(head)), query.text, int(query.maxdist))
        head = query.text if isinstance(query, Prefix) else _WILD.split(query.text, maxsplit=1)[0]
        terms = [table.text(number) for number in range(*table.prefixed(_raw(head)))]
        if isinstance(query, Prefix):
            return terms
        return list(filter(re.compile(fnmatch.translate(query.text)).match, terms))

    def check(self) -> None:
        """Compare the file with its checksum.

        Raises:
            IndexUnavailableError: it was changed.
        """
        self._file.check()


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _near(table: StringTable, span: tuple[int, int], text: str, limit: int) -> list[str]:
    """Terms that are at most `limit` edits (a swap of neighbours is one) from `text`."""
    first, end = span
    sizes = np.diff(table.offsets[first : end + 1].astype(np.int64))
    close: NDArray[np.int64] = np.flatnonzero(np.abs(sizes - len(_raw(text))) <= limit * _MAX_BYTES)
    words = [table.text(first + number) for number in close.tolist()]
    if not words:
        return []
    distances = cdist([text], words, scorer=OSA.distance, score_cutoff=limit)[0]
    return [word for word, distance in zip(words, distances, strict=True) if distance <= limit]
