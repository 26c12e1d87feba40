"""PAGE XML (PRImA; Transkribus, OCR-D, eScriptorium) → recognised pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archsearch.readers.content import Content, TextFormat
from archsearch.readers.ocr import Block, Box, Line, Page, Word, even, number, recognised
from archsearch.readers.safe_xml import child, local, named, parse, root_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

#: Where Transkribus and others say a region's or a line's place.
_PLACE = re.compile(r"readingOrder\s*\{\s*index\s*:\s*(\d+)")
_POINT = re.compile(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")


def recognises(head: Head) -> bool:
    """Whether the root element is that of PAGE XML."""
    return root_name(head) == "PcGts"


def content(path: Path, settings: ReadingSettings) -> Content:
    """What the pages of a file hold.

    Raises:
        HoldingError: it can't be read, isn't well formed, or has no pages.
    """
    tree = parse(path, settings.max_file_bytes)
    return recognised([_page(each) for each in named(tree, "Page")], path)


def _page(element: etree._Element) -> Page:
    regions = _regions(element)
    said = {each.get("primaryLanguage") or "" for each in (element, *regions)}
    return Page(
        blocks=tuple(block for region in regions if (block := _block(region))),
        width=number(element.get("imageWidth")) or 0,
        height=number(element.get("imageHeight")) or 0,
        image=(element.get("imageFilename") or "").removeprefix("file://"),
        confidence=number(element.get("conf")),
        languages=frozenset(filter(None, said)),
    )


def _regions(page: etree._Element) -> list[etree._Element]:
    """The regions of text in reading order: as declared, else as they say themselves."""
    regions = list(named(page, "TextRegion"))
    declared = child(page, "ReadingOrder")
    if declared is None:
        return sorted(regions, key=_own_place) if all(map(_says_place, regions)) else regions
    order = {reference: at for at, reference in enumerate(_references(declared))}

    def place(region: etree._Element) -> int:
        """That of the region, or of the one that it lies within."""
        above = (each.get("id") or "" for each in (region, *region.iterancestors()))
        return next((order[each] for each in above if each in order), len(order))

    return sorted(regions, key=place)


def _references(group: etree._Element) -> Iterator[str]:
    """The ids in a group, by their indexes where it is ordered."""
    elements = [each for each in group if local(each)]
    for each in sorted(elements, key=_index):
        if reference := each.get("regionRef"):
            yield reference
        yield from _references(each)


def _index(element: etree._Element) -> float:
    return number(element.get("index")) or 0


def _says_place(element: etree._Element) -> bool:
    return _PLACE.search(element.get("custom") or "") is not None


def _own_place(element: etree._Element) -> int:
    found = _PLACE.search(element.get("custom") or "")
    return int(found[1]) if found else 0


def _block(region: etree._Element) -> Block:
    lines = [each for each in region if local(each) == "TextLine"]
    if lines and all(map(_says_place, lines)):
        lines.sort(key=_own_place)
    if lines:
        return tuple(found for line in lines if (found := _line(line)))
    # A region may have a text without lines; the one of those within it is said there.
    if any(local(each) == "TextRegion" for each in region):
        return ()
    text, confidence = _text(region)
    return tuple((Word(even(each), None, confidence),) for each in text.split("\n") if even(each))


def _line(line: etree._Element) -> Line:
    """The words of a line; without them the line as a whole, in its own box."""
    words = [each for each in line if local(each) == "Word"]
    found = tuple(_word(each) for each in words if even(_text(each)[0]))
    return found or ((_word(line),) if even(_text(line)[0]) else ())


def _word(element: etree._Element) -> Word:
    text, confidence = _text(element)
    return Word(even(text), _box(child(element, "Coords")), confidence)


def _text(element: etree._Element) -> tuple[str, float | None]:
    """The first of the readings that an element has, and how sure it is."""
    readings = [each for each in element if local(each) == "TextEquiv"]
    if not readings:
        return "", None
    best = min(readings, key=_index)
    unicode, plain = child(best, "Unicode"), child(best, "PlainText")
    found = unicode if unicode is not None and unicode.text else plain
    return (found.text or "" if found is not None else ""), number(best.get("conf"))


def _box(coords: etree._Element | None) -> Box | None:
    """The box around a polygon, which older versions give as elements."""
    if coords is None:
        return None
    points = [(float(x), float(y)) for x, y in _POINT.findall(coords.get("points") or "")]
    points += [(number(e.get("x")) or 0, number(e.get("y")) or 0) for e in named(coords, "Point")]
    if not points:
        return None
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across) - min(across), max(down) - min(down)


PAGE_XML = TextFormat("PAGE XML", recognises, content, has_page_files=True)
