"""Pages and leaves: where each begins in a text, and how people say its number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page or a leaf begins in a version's text.

    Attributes:
        offset: index of its first character in `Version.text`.
        label: as the source numbers it: "3", "л. 355 об.".
        scan: index of its image in `Document.scans`, None where none is known.
    """

    offset: int
    label: str
    scan: int | None = None


#: Of thousands of passages, each asks several times.
_OFFSET = attrgetter("offset")


def page_at(pages: Sequence[PageBreak], offset: int) -> PageBreak | None:
    """The page on which a character stands, None before the first or where there are none."""
    at = bisect_right(pages, offset, key=_OFFSET)
    return pages[at - 1] if at else None


def breaks_within(pages: Sequence[PageBreak], start: int, end: int) -> tuple[PageBreak, ...]:
    """The pages that begin in ``[start, end)``, their offsets counted from `start`."""
    first = bisect_left(pages, start, key=_OFFSET)
    last = bisect_left(pages, end, lo=first, key=_OFFSET)
    return tuple(replace(page, offset=page.offset - start) for page in pages[first:last])


def page_name(label: str, language: str = "en") -> str:
    """How a page is called in an English or a Russian sentence: "p. 3", «с. 3», «л. 355 об.».

    A label that says what it counts stays as it is; a number with a side is that of a leaf.
    """
    plain = " ".join(label.split())
    side = _SIDE.fullmatch(plain)
    if side:
        is_verso = side["side"].casefold() in _VERSO
        if language == "ru":
            return f"л. {side['number']}{' об.' if is_verso else ''}"
        return f"fol. {side['number']}{'v' if is_verso else 'r'}"
    if not plain or _SAYS_WHAT.match(plain):
        return plain
    return f"с. {plain}" if language == "ru" else f"p. {plain}"


_VERSO = {"v", "v.", "verso", "об", "об.", "оборот", "ob", "ob."}
_SIDE = re.compile(
    r"(?P<number>\d+[а-г]?)\s?(?P<side>v\.?|r\.?|verso|recto|об\.?|оборот|ob\.?)", re.IGNORECASE
)
#: «л. 355», "fol. 3v", "стр. 4", "page 5", "Plate II": a word before the number, or a word alone.
_SAYS_WHAT = re.compile(
    r"[^\W\d]+\.?\s+\S|[^\W\d]{4,}|(?:лл?|fols?|ff?|pp?|стр|с)\.", re.IGNORECASE
)
