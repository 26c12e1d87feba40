"""METS (Library of Congress) → one document: its pages in the order of the structural map.

A digital archive hands out a METS file with the recognised pages (ALTO, PAGE XML, hOCR) and their
images beside it. The structural map says which belong together and in which order; MODS or Dublin
Core within describes the record.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from archsearch.errors import HoldingError
from archsearch.holdings.scans import ADDRESS
from archsearch.readers.content import Content, document_of
from archsearch.readers.mets_description import described_by
from archsearch.readers.naming import as_id, default_id
from archsearch.readers.ocr import number
from archsearch.readers.page_files import OnePage, pages_together
from archsearch.readers.paged import PagedText
from archsearch.readers.reader import Candidate, Head, Taken, head_of
from archsearch.readers.report import Problem, Severity
from archsearch.readers.safe_xml import child, local, named, parse, root_name
from archsearch.readers.text_formats import TEXT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml import etree

    from archsearch.readers.content import TextFormat
    from archsearch.settings import ReadingSettings

#: What such files are called that have the name of their folder.
_NAMELESS = frozenset({"mets", "mets.orig", "manifest", "index"})
#: Kinds of images, the ones that browsers show first.
_IMAGES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/")
_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is named: its path from the METS file or its address, and its kind."""

    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class _Page:
    label: str
    files: tuple[_File, ...]


class Mets:
    """The reader of METS files."""

    name = "METS"

    def recognises(self, head: Head) -> bool:
        """Whether the root element is that of METS."""
        return root_name(head) == "mets"

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """The one record."""
        try:
            tree = parse(path, settings.max_file_bytes)
        except HoldingError as error:
            yield error
            return
        own = as_id(tree.get("OBJID") or "")
        record_id = own or default_id(_called(path, root), root)
        files = tuple(name for file in _files(tree).values() for name in _names(file))
        read = partial(_read, path, root, record_id, settings)
        yield Candidate(record_id, "", files, read, by_path=None if own else path)


def _called(path: Path, root: Path) -> Path:
    """What the record is called by: its file, or the folder if all such files are called alike."""
    if path.stem.casefold() in _NAMELESS and path.parent != root:
        return path.parent.with_name(f"{path.parent.name}.xml")
    return path


def _read(path: Path, root: Path, record_id: str, settings: ReadingSettings) -> Taken:
    """The document.

    Raises:
        HoldingError: it can't be read, or none of the pages that are there can.
    """
    tree = parse(path, settings.max_file_bytes)
    pages = _pages(tree)
    found = [_text_file(page, path, root) for page in pages]
    texts = _of_pages(
        [
            OnePage(text[0], page.label, text[1], _image(page))
            for page, text in zip(pages, found, strict=True)
            if text is not None
        ]
    )
    # Pages without text have their images all the same.
    images = tuple(filter(None, map(_image, pages)))
    content = pages_together(texts, settings) if texts else Content(PagedText(""), images=images)
    remarks = tuple(_missing(pages, len(texts), path))
    content = dataclasses.replace(
        content, fields=described_by(tree), remarks=remarks + content.remarks
    )
    return document_of(content, path, root, record_id)


def _of_pages(pages: Sequence[OnePage]) -> list[OnePage]:
    """Recognised pages; other texts, such as a PDF of the whole, only where there are none."""
    recognised = [page for page in pages if page.format.has_page_files]
    return recognised or list({page.path: page for page in pages}.values())


def _missing(pages: Sequence[_Page], there: int, path: Path) -> Iterator[Problem]:
    named = sum(any(_is_text(file) for file in page.files) for page in pages)
    if named > there:
        message = f"names {named} files of text, of which {named - there} aren't there"
        yield Problem(str(path), message, Severity.WARNED, remedy="put them beside it")


def _is_text(file: _File) -> bool:
    return "xml" in file.media_type or file.media_type in {"text/plain", "text/html"}


def _pages(tree: etree._Element) -> list[_Page]:
    """The pages in their order: the divisions of the physical map that name files."""
    files = _files(tree)
    maps = sorted(
        named(tree, "structMap"),
        key=lambda each: (each.get("TYPE") or "").casefold() != "physical",
    )
    for each in maps:
        found = list(_divisions(each, files))
        if found:
            return found
    # Without a map, or one that names no files, they stand in the order of the file.
    return [_Page("", (file,)) for file in files.values()]


def _divisions(above: etree._Element, files: Mapping[str, _File]) -> Iterator[_Page]:
    divisions = [each for each in above if local(each) == "div"]
    for each in sorted(divisions, key=lambda div: number(div.get("ORDER")) or 0):
        own = [
            files[name]
            for pointer in each
            if local(pointer) == "fptr"
            for name in _pointed(pointer)
            if name in files
        ]
        if own:
            yield _Page(each.get("ORDERLABEL") or "", tuple(own))
        yield from _divisions(each, files)


def _pointed(pointer: etree._Element) -> Iterator[str]:
    """The ids of files that a pointer names, itself or by the areas in it."""
    for each in (pointer, *named(pointer, "area")):
        if name := each.get("FILEID"):
            yield name


def _files(tree: etree._Element) -> dict[str, _File]:
    """The files of the file section by their ids."""
    found = {}
    for file in named(tree, "file"):
        location = child(file, "FLocat")
        href = (location.get(_HREF) or location.get("href") or "") if location is not None else ""
        if href:
            name = _name(href.strip())
            found[file.get("ID") or name] = _File(name, (file.get("MIMETYPE") or "").casefold())
    return found


def _name(href: str) -> str:
    """The path of a file from the METS file, or its address on the web."""
    if href.startswith(ADDRESS):
        return href
    plain = unquote(href.removeprefix("file://").split("#", 1)[0]).replace("\\", "/")
    return str(PurePosixPath(plain.lstrip("/")))


def _text_file(page: _Page, path: Path, root: Path) -> tuple[Path, TextFormat] | None:
    """The first file of a page that holds text and lies in the holdings folder."""
    found = []
    for file in page.files:
        place = _place(file, path, root)
        text_format = _format_of(place) if place is not None else None
        if place is not None and text_format is not None:
            found.append((place, text_format))
    return min(found, key=lambda each: not each[1].has_page_files, default=None)


def _place(file: _File, path: Path, root: Path) -> Path | None:
    """Where a file lies: where it is said to, or by its name beside the METS file."""
    if file.media_type.startswith("image/"):
        return None
    for name in _names(file):
        try:
            place = (path.parent / name).resolve()
            if place.is_relative_to(root.resolve()) and place.is_file():
                return place
        except (OSError, ValueError):
            continue
    return None


def _names(file: _File) -> tuple[str, ...]:
    """The paths that a file may have from the METS file; a copy of one on the web has its name."""
    if file.name.startswith(ADDRESS):
        plain = re.split("[?#]", file.name, maxsplit=1)[0]
        return (unquote(plain.rsplit("/", 1)[-1]),)
    return (file.name, PurePosixPath(file.name).name)


def _format_of(path: Path) -> TextFormat | None:
    try:
        head = head_of(path)
    except HoldingError:
        return None
    return next((each for each in TEXT_FORMATS if each.recognises(head)), None)


def _image(page: _Page) -> str:
    """The image of a page that browsers are likeliest to show, "" if it has none."""
    for kind in _IMAGES:
        for file in page.files:
            if file.media_type.startswith(kind):
                return file.name
    return ""
