"""The registry of formats: one reader each, recognised by content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.ead import FindingAid
from archsearch.readers.manifest_files import TABLES, JsonLines, Table
from archsearch.readers.mets import Mets
from archsearch.readers.ole import is_compound, what_is
from archsearch.readers.page_text import PageText
from archsearch.readers.reader import head_of
from archsearch.readers.tei import TEI
from archsearch.readers.text_formats import TEXT_FORMATS
from archsearch.readers.xlsx import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.readers.reader import Reader

#: Every reader, in the order in which they are asked: the more particular first.
READERS: tuple[Reader, ...] = (
    FindingAid(),
    TEI,
    Mets(),
    Workbook(),
    PageText(),
    JsonLines(),
    Table(),
    *TEXT_FORMATS,
)


def reader_of(path: Path) -> Reader:
    """The reader of a file, by its content.

    Raises:
        HoldingError: it can't be read, is empty, or no reader knows it.
    """
    head = head_of(path)
    for reader in READERS:
        if reader.recognises(head):
            return reader
    if is_compound(head):
        message, remedy = what_is(head)
        raise HoldingError(message, path, remedy=remedy)
    if head.data.startswith(b"PK") and not head.members:
        raise HoldingError(
            "is a damaged zip file or office file", path, remedy="restore it from a copy"
        )
    if not head.text:
        raise HoldingError(
            "is not a text file", path, remedy="see docs/holdings.md for the formats"
        )
    if head.suffix in TABLES:
        raise HoldingError(
            "is a table without the headings of a manifest",
            path,
            remedy="name its columns as docs/holdings.md does: id, title, date, file_ru, …",
        )
    raise HoldingError(
        "is in no format that is known",
        path,
        remedy="describe it in a manifest; see docs/holdings.md",
    )
