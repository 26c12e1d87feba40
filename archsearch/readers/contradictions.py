"""A document → what its text says against its description: the date on its dateline.

Only full dates on short lines near the beginning and the end of a text count, and only where they
agree with each other: a date in running text is that of something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archsearch.holdings.date_words import MONTH_NAMES
from archsearch.holdings.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.holdings import ArchivalDate, Document

#: A dateline has at most so many characters, and stands among so many lines at either end.
_LINE_CHARACTERS, _LINES = 60, 8
#: Days between the old style and the new, at most: such dates mean the same.
_STYLES_APART = 13
_DATE = re.compile(
    rf"(?<![\d/.])(?:[«\"]?\d{{1,2}}(?:st|nd|rd|th|-?го)?[»\"]?\s+(?:{MONTH_NAMES})\.?,?\s+\d{{4}}"
    rf"|(?:{MONTH_NAMES})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+\d{{4}}"
    r"|\d{1,2}\.(?:\d{1,2}|[IVX]{1,4})\.\d{4})(?!\d)",
    re.IGNORECASE,
)


def contradicting_date(document: Document) -> ArchivalDate | None:
    """The date that a text of a document bears, if it lies outside of the document's own."""
    start, end = document.date.start, document.date.end
    if not document.date.edtf or start is None or end is None:
        return None
    borne = [date for version in document.versions for date in datelines(version.text)]
    if len({date.edtf for date in borne}) != 1:
        return None
    day = borne[0].start
    if day is None or start - _STYLES_APART <= day <= end + _STYLES_APART:
        return None
    return borne[0]


def datelines(text: str) -> Iterator[ArchivalDate]:
    """The full dates on short lines near the beginning and the end of a text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    near = lines if len(lines) <= 2 * _LINES else lines[:_LINES] + lines[-_LINES:]
    for line in near:
        if len(line) <= _LINE_CHARACTERS:
            for found in _DATE.finditer(line):
                date = parse_date(found[0])
                if date.edtf:
                    yield date
