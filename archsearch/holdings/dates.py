"""Dates as archives write them, and as EDTF (ISO 8601-2:2019) says them.

`parse_date` tries an ordered list of forms, each with the example that it is for. What no form
fits is kept as written, without an EDTF: a wrong date is worse than none.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class ArchivalDate:
    """When a document was made.

    Attributes:
        edtf: Extended Date/Time Format, level 1 ("1945-04-22", "1945-21", "1944/1946",
            "1945~"), or "" for an undated document.
        written: the date as the source writes it ("22 апреля 1945г.").
        start, end: the first and the last day that `edtf` may mean, as proleptic Gregorian
            ordinals (`datetime.date.toordinal`), or None where undated or open.
    """

    edtf: str = ""
    written: str = ""
    start: int | None = None
    end: int | None = None


#: Earliest year that is taken for a year; smaller numbers are something else.
FIRST_YEAR = 1000
#: Two figures for a year mean this century: typescript with «13/5-50» is of the 20th.
CENTURY_OF_SHORT_YEARS = 1900

#: Stems of month names in Russian (also before the reform of 1918) and English.
_MONTH_STEMS = (
    r"янв\w*|jan\w*",
    r"фев\w*|feb\w*",
    r"март\w*|mar(?:ch)?",
    r"апр\w*|apr\w*",
    r"ма[йяеѣ]|may",
    r"июн\w*|іюн\w*|june?",
    r"июл\w*|іюл\w*|july?",
    r"авг\w*|aug\w*",
    r"сент\w*|sept?\w*",
    r"окт\w*|oct\w*",
    r"ноя\w*|nov\w*",
    r"дек\w*|dec\w*",
)
#: EDTF numbers of the seasons (ISO 8601-2, 4.8).
_SEASON_STEMS = {
    21: r"весн\w*|spring",
    22: r"лет(?:о|ом)|лѣт(?:о|омъ)|summer",
    23: r"осен\w*|autumn|fall",
    24: r"зим\w*|winter",
}
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_MONTH = rf"(?P<month>{'|'.join(_MONTH_STEMS)})\.?"
_SEASON = rf"(?P<season>{'|'.join(_SEASON_STEMS.values())})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го)?"
_YEAR = r"(?P<year>\d{4})"
_YEAR_MARK = r"\s*(?:года?|году|гг?)?\.?"
_OLD_STYLE = r"\(?(?:ст\.\s*ст\.|старого стиля|o\.?\s?s\.?)\)?"
_IN = r"(?:в\s+|in\s+)?"


def parse_date(written: str) -> ArchivalDate:
    """Read a date in Russian or English, from a full day to a vague one.

    Args:
        written: as the source has it; kept whatever it means.

    Returns:
        the date; without EDTF if it is undated («б.д.») or of no known form.
    """
    text = " ".join(written.split()).strip(" ,;[]")
    edtf = _qualified(text)
    if not edtf:
        return ArchivalDate(written=written.strip())
    start, end = _interval(edtf)
    return ArchivalDate(edtf, written.strip(), start, end)


def edtf_date(edtf: str, written: str) -> ArchivalDate:
    """A date that a catalogue gives normalised ("1894/1992", "19450422"), beside how it is written.

    What isn't EDTF is looked for in `written` instead.
    """
    plain = re.sub(r"\b(\d{4})(\d\d)(\d\d)\b", r"\1-\2-\3", edtf.strip())
    from edtf import EDTFParseException  # noqa: PLC0415 - slow to import, as below

    try:
        start, end = _interval(plain) if plain else (None, None)
    except (EDTFParseException, ValueError, OverflowError):
        plain = ""
    if not plain:
        return parse_date(written or edtf)
    return ArchivalDate(plain, written.strip() or edtf.strip(), start, end)


def _qualified(text: str) -> str:
    """EDTF of a date that may be uncertain or open at one end."""
    for pattern, form in _QUALIFIERS:
        found = pattern.match(text)
        if found:
            plain = _plain(text[found.end() :])
            return form.format(plain) if plain else ""
    if text.endswith("?"):
        plain = _plain(text[:-1])
        return f"{plain}?" if plain else ""
    return _plain(text)


_QUALIFIERS = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"(?:ок\.|около|прим\.|примерно|c\.|ca\.?|circa|about)\s*", "{}~"),
        (r"(?:не ранее|не раньше|не ранѣе|not before|after|после)\s+", "{}/.."),
        (r"(?:не позднее|не позже|not after|before|до)\s+", "../{}"),
    )
)


def _plain(text: str) -> str:
    """EDTF of a date that says what it means, "" if it is of no known form."""
    for pattern, make in _FORMS:
        found = pattern.fullmatch(text.strip())
        edtf = make(found.groupdict()) if found else ""
        if edtf:
            return edtf
    return ""


def _day(parts: dict[str, str]) -> str:
    return _iso(int(parts["year"]), _month_number(parts["month"]), int(parts["day"]))


def _short_day(parts: dict[str, str]) -> str:
    year = int(parts["year"])
    century = 0 if year >= FIRST_YEAR else CENTURY_OF_SHORT_YEARS
    return _iso(century + year, int(parts["month"]), int(parts["day"]))


def _roman_day(parts: dict[str, str]) -> str:
    month = parts["month"].upper()
    if month not in _ROMAN_MONTHS:
        return ""
    return _iso(int(parts["year"]), _ROMAN_MONTHS.index(month) + 1, int(parts["day"]))


def _old_style_day(parts: dict[str, str]) -> str:
    """A Julian day as the Gregorian one (Meeus, Astronomical Algorithms, ch. 7)."""
    year, month = int(parts["year"]), _month_number(parts["month"])
    leading = year if month > 2 else year - 1
    behind = leading // 100 - leading // 400 - 2
    julian = _iso(year, month, int(parts["day"]))
    if not julian:
        return ""
    return (dt.date.fromisoformat(julian) + dt.timedelta(days=behind)).isoformat()


def _month_of_year(parts: dict[str, str]) -> str:
    return f"{parts['year']}-{_month_number(parts['month']):02}"


def _numeric_month(parts: dict[str, str]) -> str:
    return f"{parts['year']}-{parts['month']}" if 1 <= int(parts["month"]) <= 12 else ""


def _season_of_year(parts: dict[str, str]) -> str:
    season = next(
        number
        for number, stem in _SEASON_STEMS.items()
        if re.fullmatch(stem, parts["season"], re.IGNORECASE)
    )
    return f"{parts['year']}-{season}"


def _years(parts: dict[str, str]) -> str:
    first, last = parts["year"], parts["last"]
    last = first[: len(first) - len(last)] + last
    return f"{first}/{last}" if first < last else ""


def _year(parts: dict[str, str]) -> str:
    return parts["year"] if int(parts["year"]) >= FIRST_YEAR else ""


_FORMS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), make)
    for pattern, make in (
        # 1945-04-22
        (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", _short_day),
        # 1945-04
        (r"(?P<year>\d{4})-(?P<month>\d\d)", _numeric_month),
        # 3 марта 1913 г. (ст. ст.); 3 March 1913 (O.S.)
        (
            rf"{_DAY}\s+{_MONTH}\s+{_YEAR}{_YEAR_MARK}\s*{_OLD_STYLE}",
            _old_style_day,
        ),
        # 3 (16) марта 1913 г.; 3/16 марта 1913: the second is the new style
        (rf"\d{{1,2}}\s*(?:\(\s*|/\s*){_DAY}\s*\)?\s+{_MONTH}\s+{_YEAR}{_YEAR_MARK}", _day),
        # 22 апреля 1945г.; «22» апреля 1945 года; 22 April 1945
        (rf"[«\"]?{_DAY}[»\"]?\s+{_MONTH},?\s+{_YEAR}{_YEAR_MARK}", _day),
        # April 22, 1945
        (rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", _day),
        # 22.04.1945; 22/4/1945; 13/5-50
        (
            r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./-](?P<year>\d{4}|\d\d)" + _YEAR_MARK,
            _short_day,
        ),
        # 12.IV.1945
        (rf"{_DAY}[.\s/-]+(?P<month>[IVX]+)[.\s/-]+{_YEAR}{_YEAR_MARK}", _roman_day),
        # апрель 1945; в апреле 1945 г.; April 1945
        (rf"{_IN}{_MONTH},?\s+{_YEAR}{_YEAR_MARK}", _month_of_year),
        # весной 1945 г.; spring 1945
        (rf"{_IN}{_SEASON},?\s+(?:of\s+)?{_YEAR}{_YEAR_MARK}", _season_of_year),
        # 1944–1946 гг.; 1944-45 гг.
        (rf"{_YEAR}\s*[-–—/]\s*(?P<last>\d{{4}}|\d\d){_YEAR_MARK}", _years),
        # 1945 г.
        (rf"{_IN}{_YEAR}{_YEAR_MARK}", _year),
    )
)


def _month_number(name: str) -> int:
    return next(
        number
        for number, stem in enumerate(_MONTH_STEMS, 1)
        if re.fullmatch(stem, name, re.IGNORECASE)
    )


def _iso(year: int, month: int, day: int) -> str:
    """The day in ISO 8601, "" if there is no such day."""
    try:
        return dt.date(year, month, day).isoformat() if year >= FIRST_YEAR else ""
    except ValueError:
        return ""


@cache
def _interval(edtf: str) -> tuple[int | None, int | None]:
    """First and last day that an EDTF date may mean; None where it is open."""
    # The parser takes a fifth of a second to import, and only building an index needs it.
    from edtf import parse_edtf  # noqa: PLC0415

    parsed = parse_edtf(edtf)
    return _ordinal(parsed.lower_fuzzy()), _ordinal(parsed.upper_fuzzy())


def _ordinal(moment: object) -> int | None:
    """Day of a `time.struct_time`; the library gives an infinite float for an open end."""
    if isinstance(moment, float) or moment is None:
        return None
    year, month, day = tuple(moment)[:3]  # type: ignore[arg-type, var-annotated]
    return dt.date(year, month, day).toordinal()
