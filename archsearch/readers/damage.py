"""The cells of a table → what a spreadsheet program did to them.

Such programs take codes for numbers and numbers for dates: 0055 becomes 55, 5-6 becomes 5 June,
a long number 1.2E+15, a date 16549. What was lost can't be put back from the cell alone, so it
is reported, with the evidence, and the cell is kept as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archsearch.readers.columns import Headings

#: Columns of numbers that aren't quantities: their zeros and dashes mean something.
CODES = frozenset({"id", "fond", "opis", "delo", "folios", "former_ids"})
#: Columns in which a program's mark of an error or a power of ten is never meant.
_NUMBERED = CODES | {"reference", "date", "file"}
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]?\d{1,3}", re.IGNORECASE)
_PROGRAM_ERROR = re.compile(r"#(?:N/A|Н/Д|NAME\?|ИМЯ\?|REF!|ССЫЛКА!|VALUE!|ЗНАЧ!|DIV/0!|NUM!|#+)")
_PADDED = re.compile(r"0\d+")
_DIGITS = re.compile(r"[1-9]\d*|0")
_MADE_DATE = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2}[.\s-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек)[а-яa-z]*\.?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
#: Day 0 of spreadsheets, which take 1900 for a leap year (ECMA-376, part 1, 18.17.4.1).
_DAY_ZERO = dt.date(1899, 12, 30)
#: The latest serial number that is taken for a date: the year 2099.
_LAST_SERIAL = 73_050
#: Numbers of more figures lose their last ones.
MOST_FIGURES = 15


#: With these a cell begins that a program takes for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """A cell of a table so that no program takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """The inverse of `guarded`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def padding(headings: Headings, rows: Iterable[Sequence[str]]) -> dict[int, int]:
    """Figures of the zero-padded numbers in each column of codes, by the column's index."""
    widths: dict[int, int] = {}
    for cells in rows:
        for at, ((name, _), cell) in enumerate(zip(headings.columns, cells, strict=False)):
            if name in CODES and _PADDED.fullmatch(cell.strip()):
                widths[at] = max(widths.get(at, 0), len(cell.strip()))
    return widths


def damage_of(headings: Headings, cells: Sequence[str], widths: dict[int, int]) -> list[str]:
    """What seems to have been done to the cells of a row, a sentence each."""
    found = []
    for at, ((name, _), cell) in enumerate(zip(headings.columns, cells, strict=False)):
        value = cell.strip()
        if not value or not name:
            continue
        said = _said(name, value, widths.get(at, 0), cells)
        if said:
            found.append(f"“{value}” in the column “{headings.written[at].strip()}” {said}")
    return found


def _said(name: str, value: str, width: int, cells: Sequence[str]) -> str:
    if _PROGRAM_ERROR.fullmatch(value):
        return "is an error that the spreadsheet program found"
    if name in _NUMBERED and _SCIENTIFIC.fullmatch(value):
        return "is a number that a spreadsheet rounded to a power of ten"
    if name == "date":
        return _serial(value)
    return _code(name, value, width, cells) if name in CODES else ""


def _code(name: str, value: str, width: int, cells: Sequence[str]) -> str:
    if name != "id" and _MADE_DATE.fullmatch(value):
        return "looks like a date that a spreadsheet made of a range of numbers"
    full = _full_number(value, width, cells) if _DIGITS.fullmatch(value) else ""
    if full:
        return f"seems to have lost leading zeros: {full}"
    if len(value) > MOST_FIGURES and value.isdecimal() and value.endswith("0"):
        return f"has more than {MOST_FIGURES} figures, of which a spreadsheet loses the last"
    return ""


def _serial(value: str) -> str:
    found = _SERIAL.fullmatch(value)
    if not found or int(found[1]) > _LAST_SERIAL:
        return ""
    day = _DAY_ZERO + dt.timedelta(days=int(found[1]))
    return f"is how a spreadsheet stores {day.isoformat()}; it was not taken for a date"


def _full_number(value: str, width: int, cells: Sequence[str]) -> str:
    """The number with its zeros, where its column or its row shows that it had some."""
    if len(value) < width:
        return value.zfill(width)
    elsewhere = re.compile(rf"(?<!\d)0+{value}(?!\d)")
    return next((found[0] for cell in cells if (found := elsewhere.search(cell))), "")
