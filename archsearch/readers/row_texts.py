"""The texts of a manifest's row, inline or in files → the document of the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.readers.described import by_language
from archsearch.readers.paged import PagedText, paged
from archsearch.readers.reader import Taken
from archsearch.readers.report import Severity
from archsearch.readers.row import Row, document, relative_name
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.readers.report import Problem
    from archsearch.settings import ReadingSettings


def take(row: Row, settings: ReadingSettings) -> Taken:
    """The document that a row describes, and what is to be said about it.

    Raises:
        HoldingError: a file of it can't be read, or the row says something impossible.
    """
    texts, remarks = _texts(row, settings)
    return Taken(document(row, texts), (*row.remarks, *_renamed(row), *remarks))


def named_file(row: Row, name: str) -> Path:
    """The file that a row names.

    Raises:
        HoldingError: it lies outside of the holdings folder, or isn't there.
    """
    path = row.manifest.parent / relative_name(name)
    if not path.resolve().is_relative_to(row.root.resolve()):
        raise row.error(f"names the file {name}, which lies outside of the holdings folder")
    if not path.is_file():
        raise row.error(f"names the file {name}, which isn't there")
    return path


def _texts(row: Row, settings: ReadingSettings) -> tuple[dict[str, PagedText], list[Problem]]:
    """The texts by version key; one that the row gives for all is told by its script."""
    texts: dict[str, PagedText] = {}
    remarks: list[Problem] = []
    for key, values in row.versions.items():
        if "text" in values:
            texts[key] = _inline(values["text"])
        elif "file" in values:
            texts[key] = _of_file(row, values["file"], settings, remarks)
    if "text" in row.plain:
        found = by_language(_inline(row.plain["text"]), row.manifest)
    elif "file" in row.plain:
        text = _of_file(row, row.plain["file"], settings, remarks)
        found = by_language(text, named_file(row, row.plain["file"]))
    else:
        found = {}
    return {**found, **texts}, remarks


def _inline(cell: str) -> PagedText:
    return paged(cell.replace("\r\n", "\n").strip("\n"))


def _of_file(row: Row, name: str, settings: ReadingSettings, remarks: list[Problem]) -> PagedText:
    path = named_file(row, name)
    decoded = read_decoded(path, settings.max_file_bytes)
    remarks.extend(encoding_remarks(decoded, path))
    return paged(decoded.text.strip("\n"))


def _renamed(row: Row) -> list[Problem]:
    """Whether the record's id had to be made fit for web addresses."""
    given = row.plain.get("id", "")
    if row.id == given:
        return []
    message = f"has the id “{given}”, which became “{row.id}”"
    remedy = "use letters, digits and “-”, “.”, “_”, “~” alone"
    return [row.remark(message, Severity.NOTED, remedy)]
