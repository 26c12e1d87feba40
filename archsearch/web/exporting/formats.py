"""The formats in which documents can be taken away, by the name that an address gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.web.citing import FORMATS
from archsearch.web.exporting.office import to_docx
from archsearch.web.exporting.tables import to_csv, to_jsonl
from archsearch.web.exporting.taken import Taken
from archsearch.web.exporting.texts import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archsearch.web.citing import Format

#: Media type of Word documents (ECMA-376).
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

__all__ = ["EXPORTS", "Export", "Taken"]


@dataclass(frozen=True, slots=True)
class Export:
    """A file format.

    Attributes:
        name: in the address.
        label: as readers know it.
        ending: of the file's name.
        media_type: for HTTP.
        write: makes the file's content.
    """

    name: str
    label: str
    ending: str
    media_type: str
    write: Callable[[Sequence[Taken]], str | bytes]


def _citations(written: Format) -> Export:
    def write(taken: Sequence[Taken]) -> str:
        return written.write([each.cited for each in taken])

    name = "notes" if written.ending == "txt" else written.ending
    return Export(name, written.name, written.ending, written.media_type, write)


EXPORTS = {
    each.name: each
    for each in (
        *(_citations(written) for written in FORMATS.values()),
        Export("csv", "CSV", "csv", "text/csv", to_csv),
        Export("jsonl", "JSON Lines", "jsonl", "application/jsonl", to_jsonl),
        Export("docx", "DOCX", "docx", DOCX, to_docx),
        Export("texts", "TXT", "txt", "text/plain", to_text),
    )
}
