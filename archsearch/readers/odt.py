"""ODT → its text, tables, notes and pages, out of the package's XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.blocks import Block, Grid, text_of_blocks, versions_of_blocks
from archsearch.readers.content import Content, TextFormat, properties
from archsearch.readers.package import opened
from archsearch.readers.paged import PAGE_END
from archsearch.readers.safe_xml import local, named, parse_bytes, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

_MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
#: What was deleted, what is said about the text, and what is made of it.
_LEFT_OUT = {
    *("tracked-changes", "annotation", "sequence-decls", "table-of-content", "bibliography"),
    *("alphabetical-index", "forms", "title", "desc"),
}
#: The media type stands first in the package, uncompressed (OpenDocument 1.3, part 2, 3.3).
_TYPE_WITHIN = 200


def recognises(head: Head) -> bool:
    """Whether it is a package whose media type is that of a text."""
    return head.data.startswith(b"PK") and _MEDIA_TYPE in head.data[:_TYPE_WITHIN]


def content(path: Path, settings: ReadingSettings) -> Content:
    """What an OpenDocument text holds.

    Raises:
        HoldingError: it is beyond a limit, damaged, or needs a password.
    """
    with opened(path, settings) as package:
        try:
            body = parse_bytes(package.read("content.xml"), path)
            has_meta = "meta.xml" in package.namelist()
            meta = parse_bytes(package.read("meta.xml"), path) if has_meta else None
        except KeyError as error:
            raise HoldingError("has no content.xml in it", path) from error
        except RuntimeError as error:
            message = "needs a password"
            raise HoldingError(message, path, remedy="save it without one") from error
    found = next((each for each in named(body, "text") if "office" in str(each.tag)), None)
    if found is None:
        raise HoldingError("has no text in it", path)
    blocks = list(_Walk(_breaking_styles(body)).blocks(found))
    return Content(text_of_blocks(blocks), versions_of_blocks(blocks), _fields(meta))


def _fields(meta: etree._Element | None) -> dict[str, str]:
    if meta is None:
        return {}
    title, subject = (text_of(next(named(meta, name), None)) for name in ("title", "subject"))
    return properties(title, subject, "|".join(map(text_of, named(meta, "keyword"))))


def _breaking_styles(tree: etree._Element) -> frozenset[str]:
    """Names of the styles that begin a page."""
    return frozenset(
        style.get(f"{_STYLE}name") or ""
        for style in named(tree, "style")
        if any(each.get(f"{_FO}break-before") == "page" for each in style)
    )


class _Walk:
    """Goes through a text once, and keeps its notes for the end."""

    def __init__(self, breaking: frozenset[str]) -> None:
        self._breaking = breaking
        self._notes: list[str] = []

    def blocks(self, text: etree._Element) -> Iterator[Block]:
        """The blocks of the text, then its notes."""
        yield from self._within(text)
        yield from self._notes

    def _within(self, parent: etree._Element) -> Iterator[Block]:
        for element in parent:
            name = local(element)
            if name in {"p", "h"}:
                yield self._paragraph(element)
            elif name == "table":
                yield Grid(tuple(self._row(row) for row in _rows(element)))
            elif name == "soft-page-break":
                yield PAGE_END
            elif name not in _LEFT_OUT:
                yield from self._within(element)

    def _row(self, row: etree._Element) -> tuple[str, ...]:
        return tuple(
            "\n".join(map(self._paragraph, named(cell, "p", "h"))).strip(" \t\n")
            for cell in row
            if local(cell) == "table-cell"
        )

    def _paragraph(self, element: etree._Element) -> str:
        begins_page = element.get(f"{_TEXT}style-name") in self._breaking
        return (PAGE_END if begins_page else "") + "".join(self._pieces(element))

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        yield " ".join((element.text or "").split("\n"))
        for child in element:
            name = local(child)
            if name == "s":
                yield " " * min(int(child.get(f"{_TEXT}c") or 1), 1000)
            elif name in _MARKS:
                yield _MARKS[name]
            elif name == "note":
                yield self._note(child)
            elif name and name not in _LEFT_OUT:
                yield from self._pieces(child)
            yield " ".join((child.tail or "").split("\n"))

    def _note(self, note: etree._Element) -> str:
        body = next(named(note, "note-body"), None)
        self._notes.append(f"[{len(self._notes) + 1}] {text_of(body)}")
        return f"[{len(self._notes)}]"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, not of those within its cells."""
    for row in named(table, "table-row"):
        if next(row.iterancestors("{*}table")) is table:
            yield row


_MARKS = {"tab": "\t", "line-break": "\n", "soft-page-break": PAGE_END}

ODT = TextFormat("ODT", recognises, content)
