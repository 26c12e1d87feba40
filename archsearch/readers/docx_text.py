"""DOCX → its text, tables, notes and pages.

Changes that are tracked are read as accepted. Pages are those that the program last counted, and
those that somebody ended by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.readers.blocks import Block, Grid, text_of_blocks, versions_of_blocks
from archsearch.readers.content import Content, TextFormat, properties
from archsearch.readers.foreign import damage_named
from archsearch.readers.package import check_office
from archsearch.readers.paged import PAGE_END
from archsearch.readers.safe_xml import local, named, parse_bytes, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docx.document import Document
    from lxml import etree

    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What was deleted, and what is said twice for older programs.
_LEFT_OUT = {"del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText"}
_AS_TEXT = {
    "tab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\xad",
    "lastRenderedPageBreak": PAGE_END,
}
#: Containers of blocks that aren't blocks themselves.
_WRAPPERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo"}


def recognises(head: Head) -> bool:
    """Whether it is a package with a Word document in it."""
    return "word/document.xml" in head.members


def content(path: Path, settings: ReadingSettings) -> Content:
    """What a Word document holds.

    Raises:
        HoldingError: it is beyond a limit, or damaged.
    """
    check_office(path, settings)
    # It takes long to import, and many holdings have no such file.
    from docx import Document  # noqa: PLC0415

    with damage_named(path, "Word document"), path.open("rb") as file:
        document = Document(file)
        notes = _Notes()
        blocks = list(_blocks(document.element.body, notes))
        blocks += notes.blocks(document, path)
        fields = _fields(document, path)
    return Content(text_of_blocks(blocks), versions_of_blocks(blocks), fields)


def _fields(document: Document, path: Path) -> dict[str, str]:
    """The properties of the file; programs differ in the name of the relation to them."""
    for relation in document.part.package.rels.values():
        if relation.reltype.endswith("/metadata/core-properties") and not relation.is_external:
            known = parse_bytes(relation.target_part.blob, path)
            names = ("title", "subject", "keywords")
            return properties(*(text_of(next(named(known, name), None)) for name in names))
    return {}


class _Notes:
    """Footnotes and endnotes, numbered as the text calls them."""

    def __init__(self) -> None:
        self._called: list[tuple[str, str]] = []

    def call(self, kind: str, identifier: str) -> str:
        """The mark of a note in the text."""
        self._called.append((kind, identifier))
        return f"[{len(self._called)}]"

    def blocks(self, document: Document, path: Path) -> list[Block]:
        """The notes, each after its mark, in the order of the text."""
        texts: dict[tuple[str, str], str] = {}
        for relation in document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1].removesuffix("s")
            if kind not in {"footnote", "endnote"} or relation.is_external:
                continue
            for note in parse_bytes(relation.target_part.blob, path):
                paragraphs = _inner(note.iter(f"{_W}p"))
                texts[kind, note.get(f"{_W}id") or ""] = paragraphs.strip()
        return [
            f"[{number}] {texts[note]}"
            for number, note in enumerate(self._called, 1)
            if texts.get(note)
        ]


def _blocks(parent: etree._Element, notes: _Notes) -> Iterator[Block]:
    for element in parent:
        name = local(element)
        if name == "p":
            yield _paragraph(element, notes)
        elif name == "tbl":
            yield Grid(tuple(_row(row, notes) for row in element.iterchildren(f"{_W}tr")))
        elif name in _WRAPPERS:
            yield from _blocks(element, notes)


def _row(row: etree._Element, notes: _Notes) -> tuple[str, ...]:
    return tuple(
        "\n".join(_paragraph(each, notes) for each in cell.iter(f"{_W}p")).strip(" \t\n")
        for cell in row
        if local(cell) == "tc"
    )


def _inner(paragraphs: Iterable[etree._Element]) -> str:
    return "\n".join(_paragraph(each, _Notes()) for each in paragraphs)


def _paragraph(element: etree._Element, notes: _Notes) -> str:
    before = element.find(f"{_W}pPr/{_W}pageBreakBefore")
    is_broken = before is not None and before.get(f"{_W}val") not in {"0", "false"}
    return (PAGE_END if is_broken else "") + "".join(_pieces(element, notes))


def _pieces(element: etree._Element, notes: _Notes) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in _LEFT_OUT:
            continue
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield PAGE_END if child.get(f"{_W}type") == "page" else "\n"
        elif name in {"footnoteReference", "endnoteReference"}:
            yield notes.call(name.removesuffix("Reference"), child.get(f"{_W}id") or "")
        elif name in _AS_TEXT:
            yield _AS_TEXT[name]
        else:
            # A text box stands within the paragraph that it is anchored to.
            yield "\n" if name == "p" else ""
            yield from _pieces(child, notes)


DOCX = TextFormat("DOCX", recognises, content)
