"""The text of a TEI element: its readings, its line and page breaks, as plain paragraphs.

Of what an encoder marked up, the text keeps what the writer meant to stand: additions, unclear
and supplied letters, corrections and expansions; deletions, running heads and editor's notes
don't come into it. A hyphen at a line's end stays there: the analysis knows what to make of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archsearch.holdings import PageBreak
from archsearch.readers.safe_xml import entity_text, local

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_LINE, _BLOCK, _PAGE, _PAGE_END = "\ue000", "\ue001", "\ue002", "\ue003"
_MARKS = re.compile(rf"{_PAGE}(?P<label>[^{_PAGE_END}]*){_PAGE_END}")


def text_and_pages(element: etree._Element) -> tuple[str, tuple[PageBreak, ...]]:
    """The text below an element, paragraphs an empty line apart, and where its pages begin."""
    raw = " ".join("".join(_parts(element)).replace("\n", " ").split(" "))
    raw = re.sub(r"[ \t\r]+", " ", raw)
    raw = re.sub(rf" ?(?:{_LINE} ?)+", "\n", raw)
    raw = re.sub(rf"\s*(?:{_BLOCK}\s*)+", "\n\n", raw).strip()
    text, pages, end = "", [], 0
    for found in _MARKS.finditer(raw):
        text += raw[end : found.start()]
        pages.append(PageBreak(len(text.lstrip()), found["label"]))
        end = found.end()
    whole = (text + raw[end:]).lstrip()
    return whole, tuple(page for page in pages if page.offset < len(whole))


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
        return f"{_PAGE}{element.get('n') or ''}{_PAGE_END}"
    # ``break="no"`` says that the line ends within a word.
    if name == "lb" and element.get("break") == "no":
        return ""
    return _LINE if name in _LINES else ""
