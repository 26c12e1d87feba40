"""ALTO 1 to 4 (Library of Congress) → recognised pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.readers.content import Content, TextFormat
from archsearch.readers.ocr import Block, Box, Page, Word, even, number, recognised
from archsearch.readers.safe_xml import local, named, parse, root_name, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from lxml import etree

    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

#: The parts of a page as they are read; in the file the lower margin stands before the text.
_PARTS = ("TopMargin", "LeftMargin", "RightMargin", "PrintSpace", "BottomMargin")


def recognises(head: Head) -> bool:
    """Whether the root element is ALTO's."""
    return root_name(head) == "alto"


def content(path: Path, settings: ReadingSettings) -> Content:
    """What the pages of a file hold.

    Raises:
        HoldingError: it can't be read, isn't well formed, or has no pages.
    """
    tree = parse(path, settings.max_file_bytes)
    image = text_of(next(named(tree, "fileName"), None))
    pages = list(named(tree, "Page"))
    order = _reading_order(tree)
    return recognised(
        [_page(each, image if len(pages) == 1 else "", order) for each in pages], path
    )


def _page(element: etree._Element, image: str, order: Sequence[str]) -> Page:
    parts = sorted(
        (each for each in element if local(each) in _PARTS),
        key=lambda part: _PARTS.index(local(part)),
    )
    spaced = next(named(element, "SP"), None) is not None
    blocks = _in_order([block for part in parts for block in named(part, "TextBlock")], order)
    said = {each.get("LANG") or each.get("language") or "" for each in (element, *blocks)}
    return Page(
        blocks=tuple(_block(block, order, spaced=spaced) for block in blocks),
        width=number(element.get("WIDTH")) or 0,
        height=number(element.get("HEIGHT")) or 0,
        label=element.get("PRINTED_IMG_NR") or "",
        image=image,
        confidence=number(element.get("PC")),
        languages=frozenset(filter(None, said)),
    )


def _block(block: etree._Element, order: Sequence[str], *, spaced: bool) -> Block:
    lines = _in_order(list(named(block, "TextLine")), order)
    return tuple(found for line in lines if (found := tuple(_words(line, spaced=spaced))))


def _words(line: etree._Element, *, spaced: bool) -> Iterator[Word]:
    """The words of a line; without any `SP` on the page, spaces go without saying."""
    found: list[Word] = []
    after_space = True
    for element in line:
        name = local(element)
        if name == "SP":
            after_space = True
        elif name == "HYP" and found:
            found[-1] = _broken(found[-1])
        elif name == "String" and even(element.get("CONTENT")):
            found.append(_word(element, glued=spaced and not after_space))
            after_space = False
    return iter(found)


def _word(element: etree._Element, *, glued: bool) -> Word:
    return Word(
        text=even(element.get("CONTENT")),
        box=_box(element),
        confidence=number(element.get("WC")),
        glued=glued,
        breaks=element.get("SUBS_TYPE") == "HypPart1",
        whole=even(element.get("SUBS_CONTENT")),
    )


def _broken(word: Word) -> Word:
    return Word(word.text, word.box, word.confidence, word.glued, breaks=True, whole=word.whole)


def _box(element: etree._Element) -> Box | None:
    edges = [number(element.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
    left, top, width, height = edges
    if left is None or top is None or width is None or height is None:
        return None
    return left, top, width, height


def _reading_order(tree: etree._Element) -> list[str]:
    """Ids in the order that a file declares (ALTO 4.3), empty where it declares none."""
    declared = next(named(tree, "ReadingOrder"), None)
    references = named(declared, "ElementRef") if declared is not None else ()
    return [each.get("REF") or "" for each in references]


def _in_order(elements: list[etree._Element], order: Sequence[str]) -> list[etree._Element]:
    """The elements as their declared order has them, else as `IDNEXT` leads, else as they stand."""
    if order:
        places = {each: at for at, each in enumerate(order)}
        last = len(places)
        return sorted(elements, key=lambda each: places.get(each.get("ID") or "", last))
    by_id = {each.get("ID"): each for each in elements if each.get("ID")}
    followers = {each.get("IDNEXT") for each in elements} & by_id.keys()
    found: dict[etree._Element, None] = {}
    heads: Iterable[etree._Element] = [e for e in elements if e.get("ID") not in followers]
    for element in (*heads, *elements):
        each: etree._Element | None = element
        while each is not None and each not in found:
            found[each] = None
            each = by_id.get(each.get("IDNEXT"))
    return list(found)


ALTO = TextFormat("ALTO", recognises, content, has_page_files=True)
