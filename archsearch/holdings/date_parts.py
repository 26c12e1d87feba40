"""Halves, quarters and thirds of dates → the span of days, months or years that they are.

«III кв. 1946» is July to September, «первая половина 1950-х» 1950 to 1954, «вторая декада мая
1945» the 11th to the 20th. Vague parts (beginning, middle, end) are the business of `date_forms`:
nobody knows where they begin.
"""

from __future__ import annotations

import calendar
import re

from archsearch.holdings.date_forms import plain_date

_ORDINALS = (
    r"I|1|пер\w+\.?|first",
    r"II|2|вт\w*\.?|second",
    r"III|3|трет\w+|third",
    r"IV|4|четв[её]рт\w+|fourth",
)
#: The last of however many there are.
_LAST = r"последн\w+|посл\.|last"
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)}|{_LAST})(?:-?(?:я|й|е|ая|ый|ое|го|м|st|nd|rd|th))?"
#: Parts and into how many of them a whole is divided; a декада is ten days.
_UNITS = (
    (2, r"половин\w+|пол\.|полугоди\w+|half(?:\s+of)?"),
    (4, r"кварт\w+|кв\.|четверт\w+|четв\.|quarter(?:\s+of)?"),
    (3, r"декад\w+|трет[ьи]|third(?:\s+of)?"),
)
_UNIT = "|".join(rf"(?P<of{number}>{words})" for number, words in _UNITS)
_PART = rf"(?:в[о]?\s+|in\s+)?(?:the\s+)?{_ORDINAL}\s*(?:{_UNIT})(?:\s*the(?=\s))?"
_WRITTEN = (
    re.compile(rf"{_PART}\s*(?P<whole>.+)", re.IGNORECASE),
    re.compile(rf"(?P<whole>\d.+?),?\s+{_PART}", re.IGNORECASE),
)
_QUARTER = re.compile(r"Q(?P<ordinal>[1-4])[\s/]+(?P<whole>\d{4})", re.IGNORECASE)
_MONTHS = 12


def part_of_date(text: str) -> str:
    """EDTF of a part of a month, a year, a decade or a century; "" if it is none."""
    found = _QUARTER.fullmatch(text)
    if found:
        return _divided(plain_date(found["whole"]), int(found["ordinal"]), 4)
    for pattern in _WRITTEN:
        found = pattern.fullmatch(text)
        if found:
            count = next(number for number, _ in _UNITS if found[f"of{number}"])
            return _divided(plain_date(found["whole"]), _number(found["ordinal"], count), count)
    return ""


def _number(ordinal: str, count: int) -> int:
    """Which part it is; the last of so many is the one with their number."""
    return next(
        (at for at, each in enumerate(_ORDINALS, 1) if re.fullmatch(each, ordinal, re.IGNORECASE)),
        count,
    )


def _divided(whole: str, number: int, count: int) -> str:
    """The part with that number, of so many, of a date in EDTF."""
    if number > count:
        return ""
    if re.fullmatch(r"\d{4}-\d\d", whole):
        return _of_month(whole, number, count) if count != 4 else ""
    if re.fullmatch(r"\d{4}", whole):
        months = _MONTHS // count
        given = f"{whole}-{months * (number - 1) + 1:02}/{whole}-{months * number:02}"
        return given if count != 3 else ""
    return _of_years(whole, number, count)


def _of_years(whole: str, number: int, count: int) -> str:
    """A half of a decade (195X), or a half, third or quarter of a century (18XX)."""
    if not re.fullmatch(r"\d\d[\dX]X", whole) or (count > 2 and "XX" not in whole):
        return ""
    length, first = 10 ** whole.count("X"), int(whole.replace("X", "0"))
    return f"{first + length * (number - 1) // count}/{first + length * number // count - 1}"


def _of_month(month: str, number: int, count: int) -> str:
    year, numbered = map(int, month.split("-"))
    if numbered > _MONTHS:
        return ""
    length = 15 if count == 2 else 10
    last = length * number if number < count else calendar.monthrange(year, numbered)[1]
    return f"{month}-{length * (number - 1) + 1:02}/{month}-{last:02}"
