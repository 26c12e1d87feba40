"""A text with marks of its pages or leaves → the text, and where each of them begins.

A form feed ends a page, as in the output of scanners' programs; the readers of paged formats put
one between pages too. Leaves are marked in transcripts, in brackets or on a line of their own:
«[л. 355 об.]», "[fol. 3v]". The marks of leaves stay in the text, which is shown as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archsearch.holdings import NO_BOXES, PageBreak, WordBox, WordBoxes

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE_END = "\f"
_NUMBER = r"\d+[а-яa-z]?(?:\s*(?:об(?:\.|орот)?|v\.?|r\.?|verso|recto))?"
_LEAF = rf"(?:лл?\.|лист|стр\.|с\.|fols?\.?|ff?\.|folio|pp?\.|page)\s*{_NUMBER}"
_MARK = re.compile(
    rf"[\[|/]+[ \t]*(?P<inline>{_LEAF})[ \t]*[\]|/]+|^[ \t—–-]*(?P<alone>{_LEAF})[ \t—–-]*$",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PagedText:
    """A text and its pages.

    Attributes:
        text: the text, without form feeds.
        pages: where pages or leaves begin, ascending; empty where nothing marks them.
        boxes: where its words stand on the images of its pages.
    """

    text: str
    pages: tuple[PageBreak, ...] = ()
    boxes: WordBoxes = NO_BOXES

    def part(self, start: int, end: int) -> PagedText:
        """A stretch of it, beginning on the page on which it begins."""
        text = self.text[start:end]
        leading = len(text) - len(text.lstrip("\n"))
        begin, text = start + leading, text.strip("\n")
        before = [each for each in self.pages if each.offset <= begin]
        within = [each for each in self.pages if begin < each.offset < begin + len(text)]
        pages = [replace(each, offset=0) for each in before[-1:]]
        pages += [replace(each, offset=each.offset - begin) for each in within]
        return PagedText(text, tuple(pages), self.boxes.part(begin, begin + len(text)))

    def with_scans_after(self, count: int) -> PagedText:
        """The same text, its page images counted behind so many others."""
        pages = (
            each if each.scan is None else replace(each, scan=each.scan + count)
            for each in self.pages
        )
        return replace(self, pages=tuple(pages))


def paged(text: str, labels: Sequence[str] = ()) -> PagedText:
    """Tell the pages of a text.

    Args:
        text: form feeds in it end pages; they are taken out.
        labels: what the pages are called, where they have names; else they are numbered.
    """
    sheets = text.split(PAGE_END)
    if not sheets[-1].strip():
        sheets.pop()
    if len(sheets) <= 1 and not labels:
        whole = "".join(sheets)
        return PagedText(whole, leaf_breaks(whole))
    pages, whole = list[PageBreak](), ""
    for number, sheet in enumerate(sheets, 1):
        # The page begins with its first letter, not with the lines left empty before it.
        blank = len(sheet) - len(sheet.lstrip())
        label = labels[number - 1] if number <= len(labels) else str(number)
        if sheet.strip():
            pages.append(PageBreak(len(whole) + blank, label))
        whole += sheet
    return PagedText(whole, tuple(pages))


#: A page that ends so ends with its paragraph.
_PARAGRAPH_END = re.compile(r"[.!?…:»”\"')]\s*\Z")


def page_end(text: str) -> str:
    """The text of a page, and what stands between it and the next one's."""
    return text + ("\n\n" if _PARAGRAPH_END.search(text) else "\n")


def labelled(text: PagedText, label: str) -> PagedText:
    """The same text, its nameless pages called by a label."""
    pages = tuple(replace(page, label=page.label or label) for page in text.pages)
    if not pages and label:
        pages = (PageBreak(0, label),)
    return replace(text, pages=pages)


def joined(texts: Sequence[PagedText]) -> PagedText:
    """Texts of one page or more each as one, in order."""
    text, pages, boxes = "", list[PageBreak](), list[WordBox]()
    for each in texts:
        start = len(text)
        pages += [replace(page, offset=page.offset + start) for page in each.pages]
        boxes += [box._replace(start=box.start + start, end=box.end + start) for box in each.boxes]
        text += page_end(each.text) if each.text else ""
    return PagedText(text.rstrip(), tuple(pages), WordBoxes.of(boxes))


def with_line_ends(text: str) -> str:
    """A text in which form feeds end lines too, as programs that write them mean it."""
    return re.sub(rf"(?<!\n){PAGE_END}", f"\n{PAGE_END}", text)


def is_leaf_mark(paragraph: str) -> bool:
    """Whether a paragraph is the mark of a leaf and nothing else."""
    return _MARK.fullmatch(paragraph.strip()) is not None


def leaf_breaks(text: str) -> tuple[PageBreak, ...]:
    """The leaves that a transcript marks; none unless there are two marks, or one at the top."""
    found = [
        PageBreak(mark.start(), " ".join((mark["inline"] or mark["alone"]).split()))
        for mark in _MARK.finditer(text)
    ]
    alone = len(found) == 1 and text[: found[0].offset].strip()
    return () if alone else tuple(found)
