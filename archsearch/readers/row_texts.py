"""The texts of a manifest's row, inline or in files → the document of the row."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings.scans import ADDRESS
from archsearch.readers.content import Content, TextFormat, recognition_remarks
from archsearch.readers.described import by_language
from archsearch.readers.page_files import page_label
from archsearch.readers.paged import PagedText, joined, labelled, paged
from archsearch.readers.reader import Candidate, Taken, head_of
from archsearch.readers.report import NOTHING_RECOGNISED, Severity
from archsearch.readers.row import Row, document, file_names, relative_name
from archsearch.readers.scans import locate
from archsearch.readers.text import encoding_remarks, read_decoded
from archsearch.readers.text_formats import TEXT_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.holdings import Version
    from archsearch.readers.report import Problem
    from archsearch.settings import ReadingSettings


#: Stands for a version where it isn't known yet which it is.
WHOLE = "und"


def take(row: Row, settings: ReadingSettings) -> Taken:
    """The document that a row describes, and what is to be said about it.

    Raises:
        HoldingError: a file of it can't be read, or the row says something impossible.
    """
    contents = _Contents(row, settings)
    made = document(row, contents.texts())
    versions = [_as_given(each, contents.given.get(each.key), row) for each in made.versions]
    made = replace(made, versions=tuple(versions))
    made, remarks = locate(made, contents.images, row.manifest, row.root, row.place)
    said = recognition_remarks(contents.recognised, row.manifest, row.place)
    every = (*row.remarks, *_renamed(row), *contents.remarks, *said, *remarks)
    return Taken(made, every, contents.recognised)


def _as_given(version: Version, given: Version | None, row: Row) -> Version:
    """What the file of a version says of it, where the row doesn't say otherwise."""
    if given is None:
        return version
    said = row.versions.get(version.key, {})
    return replace(
        given,
        key=version.key,
        pages=version.pages,
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


class _Contents:
    """What the files of a row hold, read one after the other.

    Attributes:
        given: by version key, the versions of files that are records by themselves.
        remarks: what is to be said about the files.
        images: page images by their paths from the manifest, or their addresses.
        recognised: words that a program read off images.
    """

    def __init__(self, row: Row, settings: ReadingSettings) -> None:
        self._row = row
        self._settings = settings
        self.given: dict[str, Version] = {}
        self.remarks: list[Problem] = []
        self.images: list[str] = []
        self.recognised = NOTHING_RECOGNISED

    def texts(self) -> dict[str, PagedText]:
        """The texts by version key; one that the row gives for all is told by its script."""
        row = self._row
        texts: dict[str, PagedText] = {}
        if "text" in row.plain:
            texts |= by_language(_inline(row.plain["text"]), row.manifest)
        elif "file" in row.plain:
            texts |= self._of_files(row.plain["file"], "")
        for key, values in row.versions.items():
            if "text" in values:
                texts[key] = _inline(values["text"])
            elif "file" in values:
                texts |= self._of_files(values["file"], key)
        return {key: text.part(0, len(text.text)) for key, text in texts.items()}

    def _of_files(self, cell: str, key: str) -> dict[str, PagedText]:
        """The text of a file, or of several one after the other, the pages of a text."""
        names = file_names(cell)
        if len(names) == 1:
            return self._of_file(names[0], key)
        given = dict(self.given)
        texts = [
            labelled(text, page_label(named_file(self._row, name)))
            for name in names
            for text in self._of_file(name, key or WHOLE).values()
        ]
        # What one of them says of itself as a record isn't said of the whole.
        self.given = given
        whole = joined(texts)
        return {key: whole} if key else by_language(whole, named_file(self._row, names[0]))

    def _of_file(self, name: str, key: str) -> dict[str, PagedText]:
        """The text of a file, for a version or for those that it is in."""
        path = named_file(self._row, name)
        record = _record(self._row, name, self._settings)
        if record is None:
            content = _content(self._row, name, self._settings)
        else:
            content = _content_of(record, path, self._row.root)
            self._note(record, key)
        found = {key: content.version(key)} if key else content.by_language(path)
        found = {each: text.with_scans_after(len(self.images)) for each, text in found.items()}
        folder = PurePosixPath(relative_name(name)).parent
        self.images += [
            image if image.startswith(ADDRESS) else str(folder / image) for image in content.images
        ]
        self.remarks += content.remarks
        self.recognised += content.recognised
        return found

    def _note(self, record: Taken, key: str) -> None:
        versions = record.document.versions
        alone = versions if len(versions) == 1 else ()
        self.given |= {key or each.key: each for each in alone}
        self.given |= {each.key: each for each in versions}


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


def _content_of(record: Taken, path: Path, root: Path) -> Content:
    """What a record holds, its images by their paths from its file."""
    document = record.document
    texts = {each.key: PagedText(each.text, each.pages, each.boxes) for each in document.versions}
    up = "../" * len(path.relative_to(root).parent.parts)
    images = tuple(f"{up}{scan.source}" if scan.is_file else scan.source for scan in document.scans)
    text = next(iter(texts.values()), PagedText(""))
    return Content(text, texts, remarks=record.remarks, images=images)


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
