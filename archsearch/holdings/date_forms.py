"""The forms in which Russian and English sources write dates → EDTF (ISO 8601-2:2019).

An ordered list of patterns, each with the example that it is for. What makes a date uncertain,
open at one end or a span of two is none of their business.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Years that are taken for years; other numbers are something else.
FIRST_YEAR, LAST_YEAR = 1000, 2100
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
#: A pattern of all of them.
MONTH_NAMES = "|".join(_MONTH_STEMS)
#: EDTF numbers of the seasons (ISO 8601-2, 4.8).
_SEASON_STEMS = {
    21: r"весн\w*|spring",
    22: r"лет(?:о|ом|а)|лѣт(?:о|омъ|а)|summer",
    23: r"осен\w*|autumn|fall",
    24: r"зим\w*|winter",
}
_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_MONTH = rf"(?P<month>{MONTH_NAMES})\.?"
_SEASON = rf"(?P<season>{'|'.join(_SEASON_STEMS.values())})"
_DAY = r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|-?го)?(?:\s+of)?"
_YEAR = r"(?P<year>\d{4})"
_YEAR_WORD = r"(?:год(?:а|у|ы|ом|ах|ов)?|гг?)"
_YEAR_MARK = rf"(?:-?го|-?й)?\s*{_YEAR_WORD}?\.?"
#: A year of two figures is one where something says so: 4 мая 45 г.; 22 April '45.
_SHORT_YEAR = rf"(?:['’](?P<apostrophe>\d\d)|(?P<year>\d\d)\s*{_YEAR_WORD}\.?)"
_OLD_STYLE = r"\(?(?:ст\.\s*ст\.?|(?:по\s+)?старо(?:го|му) стил[яю]|o\.?\s?s\.?|old style)\)?"
_NEW_STYLE = r"(?:\s*\(?(?:н(?:ов)?\.\s*ст\.|нового стиля|n\.?\s?s\.?|new style)\)?)?"
_IN = r"(?:в[о]?\s+|in\s+)?"
_DASH = r"\s*[-–—]\s*"
#: Parts of a year or a month: EDTF has no word for them, so they mean the whole.
_PART = (
    r"(?:(?:в\s+)?(?:начал[оае]|нач\.|середин[аеу]|сер\.|кон(?:ец|це)|кон\.|перв\w+ числ\w+)"
    r"|(?:the\s+)?(?:early|mid|middle of|late|beginning of|end of)(?:\s+the)?)[\s-]*"
)


def plain_date(text: str) -> str:
    """EDTF of a date that is neither qualified nor a span of two, "" if it is of no known form."""
    for pattern, make in _forms():
        found = pattern.fullmatch(text.strip())
        edtf = make(found.groupdict()) if found else ""
        if edtf:
            return edtf
    return ""


def _day(parts: Mapping[str, str]) -> str:
    return _iso(int(parts["year"]), _month_number(parts["month"]), int(parts["day"]))


def _days(parts: Mapping[str, str]) -> str:
    """3–5 мая 1945: the first day and the last one of a month."""
    first, last = _day(parts), _day({**parts, "day": parts["last"]})
    return f"{first}/{last}" if first and first < last else ""


def _short_day(parts: Mapping[str, str]) -> str:
    year = int(parts["year"])
    century = 0 if year >= FIRST_YEAR else CENTURY_OF_SHORT_YEARS
    day, month = int(parts["day"]), int(parts["month"])
    # 4/22/1945 has its month first: there is no other reading.
    return _iso(century + year, month, day) or (
        _iso(century + year, day, month) if parts.get("slash") == "/" else ""
    )


def _roman_day(parts: Mapping[str, str]) -> str:
    month = parts["month"].upper().replace("Х", "X").replace("І", "I")
    if month not in _ROMAN_MONTHS:
        return ""
    year = int(parts["year"])
    century = 0 if year >= FIRST_YEAR else CENTURY_OF_SHORT_YEARS
    return _iso(century + year, _ROMAN_MONTHS.index(month) + 1, int(parts["day"]))


def _old_style_day(parts: Mapping[str, str]) -> str:
    """A Julian day as the Gregorian one (Meeus, Astronomical Algorithms, ch. 7)."""
    year, month = int(parts["year"]), _month_number(parts["month"])
    leading = year if month > 2 else year - 1
    behind = leading // 100 - leading // 400 - 2
    julian = _iso(year, month, int(parts["day"]))
    if not julian:
        return ""
    return (dt.date.fromisoformat(julian) + dt.timedelta(days=behind)).isoformat()


def _month_of_year(parts: Mapping[str, str]) -> str:
    return f"{_year(parts)}-{_month_number(parts['month']):02}" if _year(parts) else ""


def _months(parts: Mapping[str, str]) -> str:
    """апрель–май 1945 г.: the first month and the last one of a year."""
    first, last = _month_of_year(parts), _month_of_year({**parts, "month": parts["last"]})
    return f"{first}/{last}" if first and first < last else ""


def _numeric_month(parts: Mapping[str, str]) -> str:
    month = int(parts["month"])
    return f"{parts['year']}-{month:02}" if _year(parts) and 1 <= month <= 12 else ""


def _season_of_year(parts: Mapping[str, str]) -> str:
    season = next(
        number
        for number, stem in _SEASON_STEMS.items()
        if re.fullmatch(stem, parts["season"], re.IGNORECASE)
    )
    return f"{parts['year']}-{season}" if _year(parts) else ""


def _years(parts: Mapping[str, str]) -> str:
    first, last = parts["year"], parts["last"]
    last = first[: len(first) - len(last)] + last
    return f"{first}/{last}" if _year(parts) and first < last else ""


def _decade(parts: Mapping[str, str]) -> str:
    return f"{parts['year'][:3]}X" if _year(parts) else ""


def _decade_left_open(parts: Mapping[str, str]) -> str:
    """194? and 19--: the last figures of a year that nobody can read."""
    known = parts["known"]
    first = int(known.ljust(4, "0"))
    return known.ljust(4, "X") if FIRST_YEAR <= first <= LAST_YEAR else ""


def _night(parts: Mapping[str, str]) -> str:
    """В ночь на 5 мая: between the day before and that day."""
    last = _day(parts)
    if not last:
        return ""
    first = dt.date.fromisoformat(last) - dt.timedelta(days=1)
    return f"{first.isoformat()}/{last}"


def _day_of_short_year(parts: Mapping[str, str]) -> str:
    year = parts["apostrophe"] or parts["year"]
    return _day({**parts, "year": str(CENTURY_OF_SHORT_YEARS + int(year))})


def _century(parts: Mapping[str, str]) -> str:
    roman = {"XI": 11, "XII": 12, "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16, "XVII": 17}
    roman |= {"XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21}
    given = parts["century"].upper().replace("Х", "X").replace("І", "I")
    number = int(given) if given.isdigit() else roman.get(given, 0)
    return f"{number - 1}XX" if 11 <= number <= 21 else ""


def _year(parts: Mapping[str, str]) -> str:
    return parts["year"] if FIRST_YEAR <= int(parts["year"]) <= LAST_YEAR else ""


_FORMS: tuple[tuple[str, Callable[[Mapping[str, str]], str]], ...] = (
    # 1945-04-22; 1945/04/22; 1945.04.22
    (r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)", _short_day),
    # 1945-04; 04.1945
    (r"(?P<year>\d{4})-(?P<month>\d\d)", _numeric_month),
    (r"(?P<month>\d{1,2})[./](?P<year>\d{4})" + _YEAR_MARK, _numeric_month),
    # 3 марта 1913 г. (ст. ст.); 3 March 1913 (O.S.)
    (rf"{_DAY}\s+{_MONTH}\s+{_YEAR}{_YEAR_MARK}\s*{_OLD_STYLE}", _old_style_day),
    # 3 (16) марта 1913 г.; 3/16 марта 1913: the second is the new style
    (rf"\d{{1,2}}\s*(?:\(\s*|/\s*){_DAY}\s*\)?\s+{_MONTH}\s+{_YEAR}{_YEAR_MARK}", _day),
    # 30 апреля (13 мая) 1905 г.; 31 декабря 1904 г. (13 января 1905 г.): so is the second here
    (
        (
            rf"\d{{1,2}}\s+(?:{MONTH_NAMES})(?:\s+\d{{4}}{_YEAR_MARK})?\s*[(/]\s*"
            rf"{_DAY}\s+{_MONTH}\s*\)?\s*{_YEAR}{_YEAR_MARK}\s*\)?"
        ),
        _day,
    ),
    # в ночь на 5 мая 1945; в ночь с 4 на 5 мая 1945 г.
    (
        rf"(?:в\s+)?ночь\s+(?:с\s+\d{{1,2}}\s+)?на\s+{_DAY}\s+{_MONTH},?\s+{_YEAR}{_YEAR_MARK}",
        _night,
    ),
    (rf"(?:the\s+)?night of\s+\d{{1,2}}{_DASH}{_DAY}\s+{_MONTH},?\s+{_YEAR}", _night),
    # 22 апреля 1945г.; «22» апреля 1945 года; 22 April 1945; 16 марта 1913 г. (н. ст.)
    (rf"[«\"“]?{_DAY}[»\"”]?\s*{_MONTH},?\s*{_YEAR}{_YEAR_MARK}{_NEW_STYLE}", _day),
    # 4 мая 45 г.; 22 April '45
    (rf"{_DAY}\s+{_MONTH},?\s+{_SHORT_YEAR}", _day_of_short_year),
    # April 22, 1945
    (rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}{_NEW_STYLE}", _day),
    # 1945 г., апреля 22; 1945 April 22; 1945 года апреля 22 дня; 1945 г. 22 апреля
    (rf"{_YEAR}{_YEAR_MARK},?\s+{_MONTH}\s+{_DAY}(?:\s+дня)?", _day),
    (rf"{_MONTH}\s+{_DAY}\s+дня\s+{_YEAR}{_YEAR_MARK}", _day),
    (rf"{_YEAR}{_YEAR_MARK},?\s+{_DAY}\s+{_MONTH}", _day),
    # 22.04.1945; 22/4/1945; 13/5-50; 22.4.45 г.
    (
        r"(?P<day>\d{1,2})\s?(?P<slash>[./-])\s?(?P<month>\d{1,2})\s?[./-]\s?"
        r"(?P<year>\d{4}|\d\d)" + _YEAR_MARK,
        _short_day,
    ),
    # 12.IV.1945; 12/IV-45 г., with Cyrillic Х for X too
    (
        rf"{_DAY}[.\s/-]+(?P<month>[IVXХІ]+)[.\s/-]+(?P<year>\d{{4}}|\d\d){_YEAR_MARK}",
        _roman_day,
    ),
    # 3–5 мая 1945 г.; May 3-5, 1945
    (rf"{_DAY}{_DASH}(?P<last>\d{{1,2}})\s+{_MONTH},?\s+{_YEAR}{_YEAR_MARK}", _days),
    (rf"{_MONTH}\s+{_DAY}{_DASH}(?P<last>\d{{1,2}}),?\s+{_YEAR}", _days),
    # апрель 1945; в апреле 1945 г.; April 1945; «__» апреля 1945 г.; начало апреля 1945
    (
        rf"(?:{_PART}|[«\"]?[_\s.…]*[»\"]?\s*{_IN}){_MONTH},?\s+{_YEAR}{_YEAR_MARK}{_NEW_STYLE}",
        _month_of_year,
    ),
    # 1945 г., апрель
    (rf"{_YEAR}{_YEAR_MARK},?\s+{_MONTH}", _month_of_year),
    # апрель–май 1945 г.
    (
        rf"{_IN}{_MONTH}{_DASH}(?P<last>{MONTH_NAMES}),?\s+{_YEAR}{_YEAR_MARK}",
        _months,
    ),
    # весной 1945 г.; spring 1945; зима 1944/45 г. begins in the first of the two
    (
        rf"{_IN}{_SEASON},?\s+(?:of\s+)?{_YEAR}(?:[-–/]\d\d(?:\d\d)?)?{_YEAR_MARK}",
        _season_of_year,
    ),
    # 1945, весна; 1945 spring
    (rf"{_YEAR}{_YEAR_MARK},?\s+{_SEASON}", _season_of_year),
    # 1944–1946 гг.; 1944-45 гг.
    (rf"{_YEAR}{_YEAR_MARK}\s*[-–—/]\s*(?P<last>\d{{4}}|\d\d){_YEAR_MARK}", _years),
    # 1940-е гг.; в 1940-х годах; the 1940s; начало 1950-х
    (
        rf"(?:{_PART}|{_IN})(?:the\s+)?(?P<year>\d{{3}}0)(?:-?[ех]\w*|['’]?s){_YEAR_MARK}",
        _decade,
    ),
    # 194?; 194-; 19--
    (rf"(?P<known>\d{{3}})[?_-]{_YEAR_MARK}", _decade_left_open),
    (rf"(?P<known>\d\d)(?:\?\?|__|--){_YEAR_MARK}", _decade_left_open),
    # XIX в.; конец XIX века; 20-й век; 19th century
    (rf"(?:{_PART}|{_IN})(?P<century>[XVIХІ]+)\s*(?:вв?\.?|век\w*)", _century),
    (rf"(?:{_PART}|{_IN})(?P<century>\d\d)(?:-?й|-?го)?\s*(?:вв?\.|век\w*)", _century),
    (rf"(?:{_PART}|{_IN})(?:the\s+)?(?P<century>\d\d)(?:th|st)[\s-]+(?:century|c\.)", _century),
    # 1945 г.; в 1945 году; начало 1945 г.
    (rf"(?:{_PART}|{_IN}){_YEAR}{_YEAR_MARK}", _year),
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[[Mapping[str, str]], str]], ...]:
    """The forms, compiled when the first date is read: a search seldom reads one."""
    return tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in _FORMS)


def _month_number(name: str) -> int:
    return next(
        number
        for number, stem in enumerate(_MONTH_STEMS, 1)
        if re.fullmatch(stem, name, re.IGNORECASE)
    )


def _iso(year: int, month: int, day: int) -> str:
    """The day in ISO 8601, "" if there is no such day."""
    try:
        return dt.date(year, month, day).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else ""
    except ValueError:
        return ""
