"""A text with marks of its pages or leaves → the text, and where each of them begins.

A form feed ends a page, as in the output of scanners' programs; the readers of paged formats put
one between pages too. Leaves are marked in transcripts, in brackets or on a line of their own:
«[л. 355 об.]», "[fol. 3v]". The marks of leaves stay in the text, which is shown as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.holdings import PageBreak

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
    """

    text: str
    pages: tuple[PageBreak, ...] = ()

    def part(self, start: int, end: int) -> PagedText:
        """A stretch of it, beginning on the page on which it begins."""
        text = self.text[start:end]
        leading = len(text) - len(text.lstrip("\n"))
        begin, text = start + leading, text.strip("\n")
        before = [each for each in self.pages if each.offset <= begin]
        within = [each for each in self.pages if begin < each.offset < begin + len(text)]
        pages = [PageBreak(0, each.label) for each in before[-1:]]
        pages += [PageBreak(each.offset - begin, each.label) for each in within]
        return PagedText(text, tuple(pages))


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
