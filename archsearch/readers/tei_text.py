"""The text of a TEI element: its readings, its line and page breaks, as plain paragraphs.

Of what an encoder marked up, the text keeps what the writer meant to stand: additions, unclear
and supplied letters, corrections and expansions; deletions, running heads and editor's notes
don't come into it. A hyphen at a line's end stays there: the analysis knows what to make of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from archsearch.holdings import PageBreak
from archsearch.readers.paged import PagedText
from archsearch.readers.safe_xml import entity_text, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml import etree

#: What isn't the document's text: what was struck out, what the page repeats, what editors say.
_LEFT_OUT = frozenset({"del", "fw", "note", "figDesc", "teiHeader", "surplus", "gap"})
#: Of two readings side by side the second is the one to read (TEI P5, 3.5: errors, 3.6: regularised
#: spelling is left alone, since the source's own spelling is what readers search).
_READ_INSTEAD = {"sic": "corr", "abbr": "expan", "reg": "orig"}
_BLOCKS = frozenset(
    {"p", "ab", "head", "opener", "closer", "salute", "signed", "dateline", "postscript", "lg"}
    | {"sp", "item", "row", "trailer", "argument", "byline", "titlePart", "address", "div", "body"}
)
_LINES = frozenset({"l", "lb", "addrLine"})
#: Marks of a break in the text while it is being put together; no text has them.
_LINE, _BLOCK, _PAGE, _PAGE_END, _FACS = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_MARKS = re.compile(rf"{_PAGE}(?P<label>[^{_FACS}]*){_FACS}(?P<facs>[^{_PAGE_END}]*){_PAGE_END}")
#: A page that begins where a paragraph or a line does begins with its first letter.
_BEFORE_BREAKS = re.compile(
    rf"(?P<pages>(?:{_PAGE}[^{_PAGE_END}]*{_PAGE_END}\s*)+)(?P<breaks>(?:[{_BLOCK}{_LINE}]\s*)+)"
)


def text_and_pages(
    elements: Iterable[etree._Element], facs: Mapping[str, int] = MappingProxyType({})
) -> PagedText:
    """The text below some elements, paragraphs an empty line apart, and where its pages begin.

    Args:
        elements: divisions, or the body.
        facs: for what the `facs` of a page break may say, the place of its image.
    """
    parts = (part for element in elements for part in _parts(element))
    raw = " ".join("".join(parts).replace("\n", " ").split(" "))
    raw = re.sub(r"[ \t\r]+", " ", raw)
    raw = _BEFORE_BREAKS.sub(r"\g<breaks>\g<pages>", raw)
    raw = re.sub(rf" ?(?:{_LINE} ?)+", "\n", raw)
    raw = re.sub(rf"\s*(?:{_BLOCK}\s*)+", "\n\n", raw).strip()
    text, end = "", 0
    pages: dict[int, PageBreak] = {}
    for found in _MARKS.finditer(raw):
        text += raw[end : found.start()]
        offset = len(text.lstrip())
        # Of pages that begin at one place the last has the text.
        scan = facs.get(found["facs"].strip())
        pages[offset] = PageBreak(offset, found["label"].strip(), scan)
        end = found.end()
    whole = (text + raw[end:]).strip()
    return PagedText(
        whole, _numbered([page for page in pages.values() if page.offset < len(whole)])
    )


def _numbered(pages: Sequence[PageBreak]) -> tuple[PageBreak, ...]:
    """The pages by their numbers, where the file gives none by their order."""
    if any(page.label for page in pages):
        return tuple(pages)
    return tuple(replace(page, label=str(at)) for at, page in enumerate(pages, 1))


def _parts(element: etree._Element) -> Iterator[str]:
    tag: Any = element.tag
    if not isinstance(tag, str):
        yield entity_text(element)
        return
    name = local(element)
    if name in _LEFT_OUT or _is_passed_over(element, name):
        return
    yield _break(element, name)
    yield element.text or ""
    for child in element:
        yield from _parts(child)
        yield child.tail or ""
    if name in _BLOCKS:
        yield _BLOCK
    elif name == "l":
        yield _LINE


def _is_passed_over(element: etree._Element, name: str) -> bool:
    """Whether another reading stands beside it that is read instead."""
    parent = element.getparent()
    if parent is None or local(parent) != "choice" or name not in _READ_INSTEAD:
        return False
    return any(local(each) == _READ_INSTEAD[name] for each in parent)


def _break(element: etree._Element, name: str) -> str:
    if name in _BLOCKS:
        return _BLOCK
    if name == "pb":
        return f"{_PAGE}{element.get('n') or ''}{_FACS}{element.get('facs') or ''}{_PAGE_END}"
    # ``break="no"`` says that the line ends within a word.
    if name == "lb" and element.get("break") == "no":
        return ""
    return _LINE if name in _LINES else ""
