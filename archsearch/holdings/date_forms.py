"""The forms in which Russian and English sources write dates → EDTF (ISO 8601-2:2019).

An ordered list of patterns, each with the example that it is for. What makes a date uncertain,
open at one end or a span of two is none of their business.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from archsearch.holdings.date_words import (
    CENTURY_OF_SHORT_YEARS,
    DASH,
    DAY,
    FIRST_YEAR,
    IN,
    LAST_YEAR,
    MONTH,
    MONTH_NAMES,
    MONTH_STEMS,
    NEW_STYLE,
    OLD_STYLE,
    PART,
    ROMAN_MONTHS,
    SEASON,
    SEASON_STEMS,
    SHORT_YEAR,
    SPOKEN_DAYS,
    TENS_OF_DAYS,
    YEAR,
    YEAR_MARK,
)
from archsearch.holdings.date_years import FORMS_OF_YEARS, plain_year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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


def _both_styles(parts: Mapping[str, str]) -> str:
    """3/16 марта 1913: the second of two days as far apart as the styles, else the span."""
    if int(parts["day"]) - int(parts["first"]) in _STYLES_APART:
        return _day(parts)
    return _days({**parts, "day": parts["first"], "last": parts["day"]})


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


def _short_days(parts: Mapping[str, str]) -> str:
    """22.04–03.05.1945: the year of the last day is that of the first one."""
    last = _short_day(parts)
    first = _short_day({**parts, "day": parts["first"], "month": parts["from"]})
    return f"{first}/{last}" if first and first < last else ""


def _day_of_named_month(parts: Mapping[str, str]) -> str:
    year = int(parts["year"])
    century = 0 if year >= FIRST_YEAR else CENTURY_OF_SHORT_YEARS
    return _iso(century + year, _month_number(parts["month"] or parts["named"]), int(parts["day"]))


def _spoken_day(parts: Mapping[str, str]) -> str:
    tens, ordinal = parts["tens"], parts["ordinal"]
    stem = next(n for n, each in enumerate(SPOKEN_DAYS, 1) if re.fullmatch(each, ordinal, re.I))
    return _day({**parts, "day": str(stem + (TENS_OF_DAYS[tens.casefold()] if tens else 0))})


def _roman_day(parts: Mapping[str, str]) -> str:
    month = _roman_number(parts["month"])
    year = int(parts["year"])
    century = 0 if year >= FIRST_YEAR else CENTURY_OF_SHORT_YEARS
    return _iso(century + year, month, int(parts["day"])) if month else ""


def _roman_month(parts: Mapping[str, str]) -> str:
    month = _roman_number(parts["month"])
    return f"{parts['year']}-{month:02}" if month and plain_year(parts) else ""


def _roman_number(given: str) -> int:
    """The month of a Roman number, in letters of either script; 0 if it is none."""
    month = given.upper().replace("Х", "X").replace("І", "I")
    return ROMAN_MONTHS.index(month) + 1 if month in ROMAN_MONTHS else 0


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
    return f"{plain_year(parts)}-{_month_number(parts['month']):02}" if plain_year(parts) else ""


def _months(parts: Mapping[str, str]) -> str:
    """апрель–май 1945 г.: the first month and the last one of a year."""
    first, last = _month_of_year(parts), _month_of_year({**parts, "month": parts["last"]})
    return f"{first}/{last}" if first and first < last else ""


def _numeric_month(parts: Mapping[str, str]) -> str:
    month = int(parts["month"])
    return f"{parts['year']}-{month:02}" if plain_year(parts) and 1 <= month <= 12 else ""


def _season_of_year(parts: Mapping[str, str]) -> str:
    season = next(
        number
        for number, stem in SEASON_STEMS.items()
        if re.fullmatch(stem, parts["season"], re.IGNORECASE)
    )
    return f"{parts['year']}-{season}" if plain_year(parts) else ""


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


#: Days between the old style and the new, from the 16th century to the 20th.
_STYLES_APART = range(10, 14)

_FORMS: tuple[tuple[str, Callable[[Mapping[str, str]], str]], ...] = (
    # 1945-04-22; 1945/04/22; 1945.04.22; 1945-5-3; 19450422
    (r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)", _short_day),
    (r"(?P<year>\d{4})\s?-\s?(?P<month>\d{1,2})\s?-\s?(?P<day>\d{1,2})", _short_day),
    (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", _short_day),
    # 1945年4月22日
    (r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日", _short_day),
    (r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月", _numeric_month),
    (r"(?P<year>\d{4})\s?年", plain_year),
    # 1945-04; 1945.05; 04.1945
    (r"(?P<year>\d{4})[-.](?P<month>\d\d)", _numeric_month),
    (r"(?P<month>\d{1,2})[./](?P<year>\d{4})" + YEAR_MARK, _numeric_month),
    # 3 марта 1913 г. (ст. ст.); 3 March 1913 (O.S.)
    (rf"{DAY}\s+{MONTH}\s+{YEAR}{YEAR_MARK}\s*{OLD_STYLE}", _old_style_day),
    # 3 (16) марта 1913 г.; 3/16 марта 1913: the second is the new style; 22/23 апреля 1945
    (
        rf"(?P<first>\d{{1,2}})\s*(?:\(\s*|/\s*){DAY}\s*\)?\s+{MONTH}\s+{YEAR}{YEAR_MARK}",
        _both_styles,
    ),
    # 30 апреля (13 мая) 1905 г.; 31 декабря 1904 г. (13 января 1905 г.): so is the second here
    (
        (
            rf"\d{{1,2}}\s+(?:{MONTH_NAMES})(?:\s+\d{{4}}{YEAR_MARK})?\s*[(/]\s*"
            rf"{DAY}\s+{MONTH}\s*\)?\s*{YEAR}{YEAR_MARK}\s*\)?"
        ),
        _day,
    ),
    # в ночь на 5 мая 1945; в ночь с 4 на 5 мая 1945 г.
    (
        rf"(?:в\s+)?ночь\s+(?:с\s+\d{{1,2}}\s+)?на\s+{DAY}\s+{MONTH},?\s+{YEAR}{YEAR_MARK}",
        _night,
    ),
    (rf"(?:the\s+)?night of\s+\d{{1,2}}{DASH}{DAY}\s+{MONTH},?\s+{YEAR}", _night),
    # 22 апреля 1945г.; «22» апреля 1945 года; 22 April 1945; 16 марта 1913 г. (н. ст.)
    (rf"[«\"“„]?\s?{DAY}\.?\s?[»\"”“]?\s*{MONTH},?\s*{YEAR}{YEAR_MARK}{NEW_STYLE}", _day),
    # 22-Apr-1945; 22-апр-45; 22 Apr 45
    (
        (
            rf"(?P<day>\d{{1,2}})(?:-{MONTH}-|\s{MONTH.replace('month', 'named')}\s)"
            r"(?P<year>\d{4}|\d\d)"
        ),
        _day_of_named_month,
    ),
    # двадцать второго апреля 1945 г.
    (
        (
            rf"(?:(?P<tens>{'|'.join(TENS_OF_DAYS)})\s+)?(?P<ordinal>{'|'.join(SPOKEN_DAYS)})"
            rf"\s+{MONTH},?\s+{YEAR}{YEAR_MARK}"
        ),
        _spoken_day,
    ),
    # 4 мая 45 г.; 22 April '45
    (rf"{DAY}\s+{MONTH},?\s+{SHORT_YEAR}", _day_of_short_year),
    # April 22, 1945
    (rf"{MONTH}\s+{DAY},?\s+{YEAR}{NEW_STYLE}", _day),
    # 1945 г., апреля 22; 1945 April 22; 1945 года апреля 22 дня; 1945 г. 22 апреля
    (rf"{YEAR}{YEAR_MARK},?\s+{MONTH}\s+{DAY}(?:\s+дня)?", _day),
    (rf"{MONTH}\s+{DAY}\s+дня\s+{YEAR}{YEAR_MARK}", _day),
    (rf"{YEAR}{YEAR_MARK},?\s+{DAY}\s+{MONTH}", _day),
    # 22.04.1945; 22/4/1945; 13/5-50; 22.4.45 г.
    (
        r"(?P<day>\d{1,2})\s?(?P<slash>[./-])\s?(?P<month>\d{1,2})\s?[./-]\s?"
        r"(?P<year>\d{4}|\d\d)" + YEAR_MARK,
        _short_day,
    ),
    # 22.04–03.05.1945
    (
        (
            r"(?P<first>\d{1,2})\.(?P<from>\d{1,2})\.?\s*[-–—]\s*"
            rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}|\d\d){YEAR_MARK}"
        ),
        _short_days,
    ),
    # IV.1945; IV-1945
    (rf"(?P<month>[IVXХІ]+)[.\s-]+{YEAR}{YEAR_MARK}", _roman_month),
    # 12.IV.1945; 12/IV-45 г., with Cyrillic Х for X too
    (
        rf"{DAY}[.\s/-]+(?P<month>[IVXХІ]+)[.\s/-]+(?P<year>\d{{4}}|\d\d){YEAR_MARK}",
        _roman_day,
    ),
    # 3–5 мая 1945 г.; May 3-5, 1945
    (
        rf"{DAY}(?:{DASH}|\s+(?:и|and|&)\s+)(?P<last>\d{{1,2}})\s+{MONTH},?\s+{YEAR}{YEAR_MARK}",
        _days,
    ),
    (rf"{MONTH}\s+{DAY}(?:{DASH}|\s+and\s+)(?P<last>\d{{1,2}}),?\s+{YEAR}", _days),
    # апрель 1945; в апреле 1945 г.; April 1945; «__» апреля 1945 г.; начало апреля 1945
    (
        rf"(?:{PART}|[«\"]?[_\s.…]*[»\"]?\s*{IN}){MONTH},?\s+{YEAR}{YEAR_MARK}{NEW_STYLE}",
        _month_of_year,
    ),
    # 1945 г., апрель
    (rf"{YEAR}{YEAR_MARK},?\s+{MONTH}", _month_of_year),
    # апрель–май 1945 г.
    (
        rf"{IN}{MONTH}{DASH}(?P<last>{MONTH_NAMES}),?\s+{YEAR}{YEAR_MARK}",
        _months,
    ),
    # весной 1945 г.; spring 1945; зима 1944/45 г. begins in the first of the two
    (
        rf"{IN}{SEASON},?\s+(?:of\s+)?{YEAR}(?:[-–/]\d\d(?:\d\d)?)?{YEAR_MARK}",
        _season_of_year,
    ),
    # 1945, весна; 1945 spring
    (rf"{YEAR}{YEAR_MARK},?\s+{SEASON}", _season_of_year),
    *FORMS_OF_YEARS,
)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Callable[[Mapping[str, str]], str]], ...]:
    """The forms, compiled when the first date is read: a search seldom reads one."""
    return tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in _FORMS)


def _month_number(name: str) -> int:
    return next(
        number
        for number, stem in enumerate(MONTH_STEMS, 1)
        if re.fullmatch(stem, name, re.IGNORECASE)
    )


def _iso(year: int, month: int, day: int) -> str:
    """The day in ISO 8601, "" if there is no such day."""
    try:
        return dt.date(year, month, day).isoformat() if FIRST_YEAR <= year <= LAST_YEAR else ""
    except ValueError:
        return ""
