"""The texts of a manifest's row, inline or in files → the document of the row."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.content import Content, TextFormat
from archsearch.readers.described import by_language
from archsearch.readers.paged import PagedText, paged
from archsearch.readers.reader import Candidate, Taken, head_of
from archsearch.readers.report import Severity
from archsearch.readers.row import Row, document, relative_name
from archsearch.readers.text import encoding_remarks, read_decoded
from archsearch.readers.text_formats import TEXT_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.holdings import Version
    from archsearch.readers.report import Problem
    from archsearch.settings import ReadingSettings


def take(row: Row, settings: ReadingSettings) -> Taken:
    """The document that a row describes, and what is to be said about it.

    Raises:
        HoldingError: a file of it can't be read, or the row says something impossible.
    """
    texts, remarks, given = _texts(row, settings)
    made = document(row, texts)
    versions = [_as_given(each, given.get(each.key), row) for each in made.versions]
    made = replace(made, versions=tuple(versions))
    return Taken(made, (*row.remarks, *_renamed(row), *remarks))


def _as_given(version: Version, given: Version | None, row: Row) -> Version:
    """What the file of a version says of it, where the row doesn't say otherwise."""
    if given is None:
        return version
    said = row.versions.get(version.key, {})
    return replace(
        given,
        key=version.key,
        language=version.language if "language" in said else given.language,
        role=version.role if "role" in said else given.role,
        translator=version.translator or given.translator,
    )


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


def _texts(
    row: Row, settings: ReadingSettings
) -> tuple[dict[str, PagedText], list[Problem], dict[str, Version]]:
    """The texts by version key, remarks, and the versions that a file is a record of by itself.

    A text that the row gives for all is told by its script.
    """
    texts: dict[str, PagedText] = {}
    remarks: list[Problem] = []
    given: dict[str, Version] = {}

    def content_of(name: str, key: str = "") -> Content:
        record = _record(row, name, settings)
        if record is None:
            found = _content(row, name, settings)
        else:
            found = _content_of(record)
            alone = record.document.versions if len(record.document.versions) == 1 else ()
            given.update({key or each.key: each for each in alone})
            given.update({each.key: each for each in record.document.versions})
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
            texts[key] = content_of(values["file"], key).version(key)
    texts = {key: text.part(0, len(text.text)) for key, text in texts.items()}
    return texts, remarks, given


def _inline(cell: str) -> PagedText:
    return paged(cell.replace("\r\n", "\n"))


def _record(row: Row, name: str, settings: ReadingSettings) -> Taken | None:
    """The record that a file is by itself (a page text, TEI), None for one that holds a text."""
    # The registry knows the manifests too, which are read by way of this module.
    from archsearch.readers.formats import reader_of  # noqa: PLC0415

    path = named_file(row, name)
    try:
        reader = reader_of(path)
    except HoldingError:
        return None
    if isinstance(reader, TextFormat):
        return None
    records = list(islice(reader.candidates(path, row.root, settings), 2))
    only = records[0] if len(records) == 1 else None
    if not isinstance(only, Candidate) or only.place:
        return None
    return only.read()


def _content_of(record: Taken) -> Content:
    texts = {each.key: PagedText(each.text, each.pages) for each in record.document.versions}
    return Content(next(iter(texts.values()), PagedText("")), texts, remarks=record.remarks)


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
