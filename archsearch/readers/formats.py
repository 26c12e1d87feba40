"""The registry of formats: one reader each, recognised by content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.ead import FindingAid
from archsearch.readers.manifest_files import JsonLines, Table
from archsearch.readers.page_text import PageText
from archsearch.readers.plain_text import PLAIN_TEXT
from archsearch.readers.reader import HEAD_BYTES, Head
from archsearch.readers.tei import TEI
from archsearch.readers.xlsx import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.readers.reader import Reader

#: Every reader, in the order in which they are asked: the more particular first.
READERS: tuple[Reader, ...] = (
    FindingAid(),
    TEI,
    Workbook(),
    PageText(),
    JsonLines(),
    Table(),
    PLAIN_TEXT,
)


def reader_of(path: Path) -> Reader:
    """The reader of a file, by its content.

    Raises:
        HoldingError: it can't be read, is empty, or no reader knows it.
    """
    try:
        with path.open("rb") as file:
            head = Head(path, file.read(HEAD_BYTES))
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror}", path) from error
    if not head.data.strip():
        raise HoldingError("is empty", path)
    for reader in READERS:
        if reader.recognises(head):
            return reader
    if not head.text:
        raise HoldingError(
            "is not a text file", path, remedy="see docs/holdings.md for the formats"
        )
    raise HoldingError(
        "is in no format that is known",
        path,
        remedy="describe it in a manifest; see docs/holdings.md",
    )
