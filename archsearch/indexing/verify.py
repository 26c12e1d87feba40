"""What a generation holds, counted from its files: the proof that nothing was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError
from archsearch.indexing.record import Record

if TYPE_CHECKING:
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


def stored_tally(reader: IndexReader) -> Tally:
    """Count what `reader` hands back, record by record."""
    tally = Tally()
    for number in range(reader.document_count):
        record = Record(reader.stored(number))
        tally += Tally(1, len(record.document.versions), len(record.alignment.passages))
    return tally


def verify(reader: IndexReader, expected: Tally) -> None:
    """Prove that an index holds what was handed to its writer, unharmed.

    Raises:
        IndexingError: documents, versions or passages are missing.
        IndexUnavailableError: a file doesn't have its checksum.
    """
    reader.verify()
    found = stored_tally(reader)
    if found != expected:
        raise IndexingError(
            f"The new index holds {found.documents} documents, {found.versions} versions and "
            f"{found.passages} passages; {expected.documents}, {expected.versions} and "
            f"{expected.passages} were read. It was not put to use."
        )
