"""What a generation holds, counted from its files: the proof that nothing was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from whoosh.query import Every

from archsearch.engines.telling import Told, telling, untold
from archsearch.errors import IndexingError
from archsearch.indexing.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection

    from archsearch.engines.base import IndexReader


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents, versions and passages."""

    documents: int = 0
    versions: int = 0
    passages: int = 0

    def __sub__(self, other: Tally) -> Tally:
        return Tally(
            self.documents - other.documents,
            self.versions - other.versions,
            self.passages - other.passages,
        )

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.documents + other.documents,
            self.versions + other.versions,
            self.passages + other.passages,
        )


class Changed(NamedTuple):
    """What an index has more, and less, than the one that it was made from.

    Attributes:
        added: ids of the documents that were handed to its writer; replaced ones too.
        tally: how much these are.
        removed: ids of documents that it mustn't have.
    """

    added: Collection[str]
    tally: Tally
    removed: Collection[str]


def stored_tally(reader: IndexReader, numbers: Collection[int], told: Told = untold) -> Tally:
    """Count what `reader` hands back of some documents, record by record."""
    tally = Tally()
    for number in telling(numbers, lambda _: 1, len(numbers), told):
        record = Record(reader.stored(number))
        tally += Tally(1, len(record.document.versions), len(record.alignment.passages))
    return tally


def verify(reader: IndexReader, expected: Tally, told: Told = untold) -> None:
    """Prove that an index holds what was handed to its writer, unharmed.

    Raises:
        IndexingError: documents, versions or passages are missing.
        IndexUnavailableError: a file doesn't have its checksum.
    """
    reader.verify()
    # Numbers have gaps where documents were deleted.
    numbers = reader.search(Every(), limit=reader.document_count).numbers
    _compare(stored_tally(reader, numbers, told), expected)


def verify_changes(
    reader: IndexReader, documents: int, changes: Changed, told: Told = untold
) -> None:
    """Prove that an index differs from the proved one that it was made from as it should.

    Every file's checksum is compared. Records that were taken over lie in files that were proved
    record by record when they were made, so only new ones are counted.

    Args:
        reader: of the index.
        documents: how many it is to have.
        changes: what was added and removed.
        told: hears how many records are counted.

    Raises:
        IndexingError: something is missing, or is there still.
        IndexUnavailableError: a file doesn't have its checksum.
    """
    reader.verify()
    numbers = [number for each in changes.added if (number := reader.number(each)) is not None]
    _compare(stored_tally(reader, numbers, told), changes.tally)
    left = next((each for each in changes.removed if reader.number(each) is not None), None)
    if left is not None or reader.document_count != documents:
        raise IndexingError(
            f"The new index holds {reader.document_count} documents instead of {documents}"
            f"{f', among them {left}, which was removed' if left else ''}. It was not put to use."
        )


def _compare(found: Tally, expected: Tally) -> None:
    if found != expected:
        raise IndexingError(
            f"The new index holds {found.documents} documents, {found.versions} versions and "
            f"{found.passages} passages; {expected.documents}, {expected.versions} and "
            f"{expected.passages} were read. It was not put to use."
        )
