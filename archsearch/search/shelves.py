"""What stands beside a document: the levels of a reference code and the order of the shelves.

A key of `archsearch.holdings.shelf_mark` arrives ("garf/r9401/2"); what lies on that level leaves,
in the order in which the repository keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whoosh.query import Term

from archsearch.holdings.reference import Reference
from archsearch.holdings.shelf_mark import (
    Level,
    LevelKind,
    in_number_order,
    reference_levels,
    repository_key,
)
from archsearch.indexing import fields
from archsearch.indexing.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whoosh.query import Query

    from archsearch.engines.base import IndexReader
    from archsearch.holdings import Document
    from archsearch.search.serving import Opened

#: A fond with more documents is leafed through by its opisi: every engine can put so many in order.
MOST_IN_ORDER = 5000
_BY_SHELF = ((fields.REFERENCE_ORDER, False),)


@dataclass(frozen=True, slots=True)
class Shelf:
    """One level of a repository, and what lies on it.

    Attributes:
        levels: from the repository down to this level.
        below: the next levels, in their order, each with its number of documents.
        documents: some of its documents, in the order of the shelves.
        total: how many it has.
        offset: how many stand before `documents`.
    """

    levels: tuple[Level, ...]
    below: tuple[tuple[Level, int], ...]
    documents: tuple[Document, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The documents beside one on the shelf; None at either end."""

    previous: Document | None = None
    next: Document | None = None


class Shelves:
    """The shelves of one generation."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._reader: IndexReader = opened.reader

    def shelf(self, key: str, limit: int, offset: int = 0) -> Shelf | None:
        """What lies on a level, None where nothing does.

        Args:
            key: of the level; that of a repository is a key too.
            limit: documents wanted.
            offset: how many to skip.
        """
        query, facets = self._on(key), (fields.REFERENCE_KEY, fields.FOND)
        first = self._reader.search(query, limit=1, sort=_BY_SHELF, facets=facets)
        if not first.total:
            return None
        (one,) = self._documents(first.numbers)
        levels = reference_levels(one.reference)
        found = self._reader.search(query, limit=limit, offset=offset, sort=_BY_SHELF)
        keys, fonds = (first.facets.get(name, {}) for name in facets)
        return Shelf(
            levels=tuple(each for each in levels if _depth(each.key) <= _depth(key)),
            below=_below(key, keys, tuple(fonds), levels),
            documents=tuple(self._documents(found.numbers)),
            total=found.total,
            offset=offset,
        )

    def neighbours(self, document_id: str) -> Neighbours:
        """The documents before and after one, in the widest level that can be put in order.

        Raises:
            UnknownDocumentError: no document has that id.
        """
        document = self._opened.record(document_id).document
        here = self._reader.number(document_id)
        for level in reference_levels(document.reference):
            found = self._reader.search(self._on(level.key), limit=MOST_IN_ORDER, sort=_BY_SHELF)
            if found.total <= MOST_IN_ORDER and here in found.numbers:
                return self._beside(list(found.numbers), here)
        return Neighbours()

    def _beside(self, numbers: Sequence[int], here: int) -> Neighbours:
        at = numbers.index(here)
        before, after = numbers[max(0, at - 1) : at], numbers[at + 1 : at + 2]
        found = iter(self._documents([*before, *after]))
        return Neighbours(next(found) if before else None, next(found) if after else None)

    def _on(self, key: str) -> Query:
        if "/" in key:
            return Term(fields.REFERENCE_KEY, key)
        known = {repository_key(name): name for name in self._opened.values(fields.REPOSITORY)}
        return Term(fields.REPOSITORY, known.get(key, key))

    def _documents(self, numbers: Sequence[int]) -> list[Document]:
        return [Record(stored).document for stored in self._reader.stored_of(numbers)]


def _below(
    key: str, counts: Mapping[str, int], fonds: Sequence[str], levels: Sequence[Level]
) -> tuple[tuple[Level, int], ...]:
    """The levels directly below `key`; what they count is what it is for the first document."""
    depth = _depth(key) + 1
    kinds = dict(enumerate(LevelKind)) | {_depth(level.key): level.kind for level in levels}
    # Keys fold the fonds' numbers; readers know them as citations have them.
    written = {reference_levels(Reference(fond=fond))[-1].key: fond for fond in fonds}
    found = []
    for each, count in counts.items():
        if each.startswith(key + "/") and _depth(each) == depth:
            number = each.rpartition("/")[2]
            name = written.get("/" + number, number) if depth == 1 else number
            found.append((Level(kinds[depth], name, each), count))
    return tuple(sorted(found, key=lambda each: in_number_order(each[0].key)))


def _depth(key: str) -> int:
    return key.count("/")
