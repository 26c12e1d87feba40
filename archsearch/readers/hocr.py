"""hOCR (HTML with the classes of hOCR 1.2) → recognised pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from archsearch.readers.content import Content, TextFormat
from archsearch.readers.html_text import page_tree
from archsearch.readers.html_text import recognises as is_html
from archsearch.readers.ocr import Block, Box, Line, Page, Word, even, number, recognised
from archsearch.readers.safe_xml import XML_LANG, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

_PAGE = re.compile(r"class\s*=\s*[\"']?[^\"'>]*\bocr_page\b")
_LINES = {"ocr_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocrx_line"}
_BBOX = re.compile(r"\bbbox\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)")
_IMAGE = re.compile(r"\bimage\s+(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^;\s]+))")
_CONFIDENCE = re.compile(r"\bx_(?:w?conf|confs)\s+([\d.]+)")
#: Confidence is given in per cent.
_WHOLE = 100


def recognises(head: Head) -> bool:
    """Whether it is a page of HTML with a page of hOCR in it."""
    return is_html(head) and _PAGE.search(head.text) is not None


def content(path: Path, settings: ReadingSettings) -> Content:
    """What the pages of a file hold.

    Raises:
        HoldingError: it can't be read, or has no pages.
    """
    tree, remarks = page_tree(path, settings)
    found = recognised([_page(each) for each in _of_class(tree, {"ocr_page"})], path)
    return replace(found, remarks=remarks)


def _page(element: etree._Element) -> Page:
    title = element.get("title") or ""
    box, image = _box(title), _IMAGE.search(title)
    # The page itself may begin elsewhere than at its image's corner.
    return Page(
        blocks=tuple(_blocks(element)),
        width=box[0] + box[2] if box else 0,
        height=box[1] + box[3] if box else 0,
        image=(image["quoted"] or image["bare"] or "") if image else "",
        languages=frozenset(
            each.get("lang") or each.get(XML_LANG) or ""
            for each in element.iter()
            if each.get("lang") or each.get(XML_LANG)
        ),
    )


def _blocks(page: etree._Element) -> Iterator[Block]:
    """The paragraphs; lines outside of any are one."""
    lines: list[Line] = []
    current: etree._Element | None = None
    for element in _of_class(page, _LINES):
        paragraph = _paragraph(element)
        if lines and paragraph is not current:
            yield tuple(lines)
            lines = []
        current = paragraph
        if words := tuple(_words(element)):
            lines.append(words)
    if lines:
        yield tuple(lines)


def _paragraph(line: etree._Element) -> etree._Element | None:
    kinds = {"ocr_par", "ocr_carea", "ocr_page"}
    return next((each for each in line.iterancestors() if kinds & _classes(each)), None)


def _words(line: etree._Element) -> Iterator[Word]:
    found = list(_of_class(line, {"ocrx_word"})) or [line]
    for element in found:
        text = even("".join(map(str, element.itertext())))
        title = element.get("title") or ""
        confidence = _CONFIDENCE.search(title)
        if text:
            sure = number(confidence[1]) if confidence else None
            yield Word(text, _box(title), None if sure is None else sure / _WHOLE)


def _of_class(element: etree._Element, names: set[str]) -> Iterator[etree._Element]:
    return (each for each in element.iter() if names & _classes(each))


def _classes(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").split()) if local(element) else set()


def _box(title: str) -> Box | None:
    found = _BBOX.search(title)
    if not found:
        return None
    left, top, right, bottom = map(number, found.groups())
    if left is None or top is None or right is None or bottom is None:
        return None
    return left, top, right - left, bottom - top


HOCR = TextFormat("hOCR", recognises, content, has_page_files=True)
