"""The formats of holdings: one reader each, behind one registry; recognised by content."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from archsearch.errors import HoldingError
from archsearch.readers import manifest
from archsearch.readers.page_text import is_page_text, page_id, read_page
from archsearch.readers.row import Row, document
from archsearch.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archsearch.holdings import Document
    from archsearch.settings import ReadingSettings

#: So much of a file is looked at to tell its format.
HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a file holds, not yet read whole.

    Attributes:
        id: its id.
        place: where in the file it is, "" for the whole.
        files: further files that it names, by their paths from the file.
        read: makes the document; raises `HoldingError`.
    """

    id: str
    place: str
    files: tuple[str, ...]
    read: Callable[[], Document]


class Reader(Protocol):
    """Reads one format."""

    name: str

    def recognises(self, head: str) -> bool:
        """Whether a file that begins with `head` is of this format."""

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """The records of a file, in order; what can't be taken comes as its error."""


class PageText:
    """The page text of a digital archive."""

    name = "page text"

    def recognises(self, head: str) -> bool:
        """Whether the labels of a page are there."""
        return is_page_text(head)

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """The one record of a page."""
        try:
            text = read_text(path, settings.max_file_bytes)
        except HoldingError as error:
            yield error
            return
        number = page_id(text) or default_id(path, root)
        yield Candidate(number, "", (), lambda: read_page(text, path, number))


class Table:
    """A manifest as a CSV or TSV table."""

    name = "table"

    def recognises(self, head: str) -> bool:
        """Whether the first line has the headings of a manifest."""
        return bool(manifest.delimiter_of(head.split("\n", 1)[0]))

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """A record a row."""
        for row in manifest.table_rows(path, root, settings.max_file_bytes):
            yield _candidate(row, settings)


class JsonLines:
    """A manifest as JSON lines."""

    name = "JSON lines"

    def recognises(self, head: str) -> bool:
        """Whether the first line is, or begins, a JSON object."""
        first, newline, _ = head.lstrip().partition("\n")
        if not first.startswith("{"):
            return False
        try:
            return isinstance(json.loads(first), dict)
        except ValueError:
            # A first record longer than the head is cut in the middle.
            return not newline

    def candidates(
        self,
        path: Path,
        root: Path,
        settings: ReadingSettings,
    ) -> Iterator[Candidate | HoldingError]:
        """A record a line."""
        for row in manifest.json_rows(path, root):
            yield _candidate(row, settings)


def _candidate(row: Row | HoldingError, settings: ReadingSettings) -> Candidate | HoldingError:
    if isinstance(row, HoldingError):
        return row
    return Candidate(
        row.id, row.place, tuple(row.files), lambda: document(row, settings.max_file_bytes)
    )


#: Every reader, in the order in which they are asked.
READERS: tuple[Reader, ...] = (PageText(), JsonLines(), Table())


def reader_of(path: Path) -> Reader:
    """The reader of a file, by its content.

    Raises:
        HoldingError: it can't be read, isn't text, or no reader knows it.
    """
    try:
        with path.open("rb") as file:
            data = file.read(HEAD_BYTES)
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror}", path) from error
    head = _text_of_head(data, path)
    if not head.strip():
        raise HoldingError("is empty", path)
    for reader in READERS:
        if reader.recognises(head):
            return reader
    raise HoldingError(
        "is in no format that is known",
        path,
        remedy="describe it in a manifest; see docs/holdings.md",
    )


def _text_of_head(data: bytes, path: Path) -> str:
    if b"\0" in data and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise HoldingError("is not a text file", path)
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    return data.decode(encoding, errors="replace").replace("\r\n", "\n")


def default_id(path: Path, root: Path) -> str:
    """An id from where a file lies in its holdings folder, wherever that folder lies."""
    return "-".join(path.relative_to(root).with_suffix("").parts)
