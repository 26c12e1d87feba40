"""The texts of a manifest's row, inline or in files → the document of the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.readers.content import Content
from archsearch.readers.described import by_language
from archsearch.readers.paged import PagedText, paged
from archsearch.readers.reader import Taken, head_of
from archsearch.readers.report import Severity
from archsearch.readers.row import Row, document, relative_name
from archsearch.readers.text import encoding_remarks, read_decoded
from archsearch.readers.text_formats import TEXT_FORMATS

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
        raise row.error(
            f"names the file {name}, which lies outside of the holdings folder",
            "copy the file into the folder, and name it by its path from the manifest",
        )
    if not path.is_file():
        raise row.error(
            f"names the file {name}, which isn't there",
            "correct its name, or put it there; names count capitals",
        )
    return path


def _texts(row: Row, settings: ReadingSettings) -> tuple[dict[str, PagedText], list[Problem]]:
    """The texts by version key; one that the row gives for all is told by its script."""
    texts: dict[str, PagedText] = {}
    remarks: list[Problem] = []

    def content_of(name: str) -> Content:
        found = _content(row, name, settings)
        remarks.extend(found.remarks)
        return found

    if "text" in row.plain:
        texts |= by_language(_inline(row.plain["text"]), row.manifest)
    elif "file" in row.plain:
        name = row.plain["file"]
        texts |= content_of(name).by_language(named_file(row, name))
    for key, values in row.versions.items():
        if "text" in values:
            texts[key] = _inline(values["text"])
        elif "file" in values:
            texts[key] = content_of(values["file"]).version(key)
    return {key: text.part(0, len(text.text)) for key, text in texts.items()}, remarks


def _inline(cell: str) -> PagedText:
    return paged(cell.replace("\r\n", "\n"))


def _content(row: Row, name: str, settings: ReadingSettings) -> Content:
    path = named_file(row, name)
    head = head_of(path)
    for text_format in TEXT_FORMATS:
        if text_format.recognises(head):
            return text_format.content(path, settings)
    decoded = read_decoded(path, settings.max_file_bytes)
    return Content(paged(decoded.text), remarks=encoding_remarks(decoded, path))


def _renamed(row: Row) -> list[Problem]:
    """Whether the record's id had to be made fit for web addresses."""
    given = row.plain.get("id", "")
    if row.id == given:
        return []
    message = f"has the id “{given}”, which became “{row.id}”"
    remedy = "use letters, digits and “-”, “.”, “_”, “~” alone"
    return [row.remark(message, Severity.NOTED, remedy)]
