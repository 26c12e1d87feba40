"""Spans of years → EDTF: years, decades and centuries, in figures and in words.

«сороковые годы» without a century are those of the 20th, as two figures of a year are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archsearch.holdings.date_words import (
    CENTURY_OF_SHORT_YEARS,
    FIRST_YEAR,
    IN,
    LAST_YEAR,
    PART,
    YEAR,
    YEAR_MARK,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Stems of decades' names, from the tens of a century on.
_DECADE_STEMS = (
    r"десяты\w+|nineteen[\s-]tens|tens",
    r"двадцаты\w+|(?:nineteen[\s-])?twenties",
    r"тридцаты\w+|(?:nineteen[\s-])?thirties",
    r"сороковы\w+|(?:nineteen[\s-])?fort(?:ies|ys)",
    r"пятидесяты\w+|(?:nineteen[\s-])?fifties",
    r"шестидесяты\w+|(?:nineteen[\s-])?sixties",
    r"семидесяты\w+|(?:nineteen[\s-])?seventies",
    r"восьмидесяты\w+|(?:nineteen[\s-])?eighties",
    r"девяносты\w+|(?:nineteen[\s-])?nineties",
)
#: The first century that dates are of.
_FIRST_CENTURY = 11
_ROMAN_CENTURIES = {
    roman: number
    for number, roman in enumerate(
        ("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI"),
        _FIRST_CENTURY,
    )
}
_ENDING = r"(?:-?(?:[ех]\b|ые\b|ых\b|ом\b)|['’]?s\b)"
_CENTURY = r"(?:вв?\b\.?|век\w*|стол(?:етие|етия|етии|\.)|ст\.)"
_OF_CENTURY = rf"(?:\s*(?P<century>[XVIХІ]+|\d\d)(?:-?го)?\s*{_CENTURY})?"
_THE = r"(?:the\s+)?"


def plain_year(parts: Mapping[str, str]) -> str:
    """The year, "" if it is none."""
    return parts["year"] if FIRST_YEAR <= int(parts["year"]) <= LAST_YEAR else ""


def _years(parts: Mapping[str, str]) -> str:
    first, last = parts["year"], parts["last"]
    last = first[: len(first) - len(last)] + last
    return f"{first}/{last}" if plain_year(parts) and first < last else ""


def _onwards(parts: Mapping[str, str]) -> str:
    return f"{parts['year']}/.." if plain_year(parts) else ""


def _decade(parts: Mapping[str, str]) -> str:
    return f"{parts['year'][:3]}X" if plain_year(parts) else ""


def _short_decade(parts: Mapping[str, str]) -> str:
    """40-е гг. XIX в.; without its century it is of the 20th."""
    first = _first_year(parts)
    if first is None:
        return ""
    tens = _tens(parts["decade"])
    return f"{first // 100}{tens}X" if tens else ""


def _decades(parts: Mapping[str, str]) -> str:
    """1930–1940-е гг.; 30–40-е гг. XX в.: from the first year to the last of both."""
    first, last = parts["decade"], parts["last"]
    if len(first) == 2:
        century = _first_year(parts)
        first = "" if century is None else f"{century // 100}{first}"
    last = first[: len(first) - len(last)] + last
    if not first or not first < last or not FIRST_YEAR <= int(first) < int(last) <= LAST_YEAR:
        return ""
    return f"{first}/{last[:3]}9"


def _first_year(parts: Mapping[str, str]) -> int | None:
    given = parts.get("century")
    if not given:
        return CENTURY_OF_SHORT_YEARS
    number = _century_number(given)
    return (number - 1) * 100 if number else None


def _tens(decade: str) -> str:
    if decade.isdigit():
        return decade[0]
    return next(
        (
            str(tens)
            for tens, stem in enumerate(_DECADE_STEMS, 1)
            if re.fullmatch(stem, decade, re.IGNORECASE)
        ),
        "",
    )


def _decade_left_open(parts: Mapping[str, str]) -> str:
    """194? and 19--: the last figures of a year that nobody can read."""
    known = parts["known"]
    first = int(known.ljust(4, "0"))
    return known.ljust(4, "X") if FIRST_YEAR <= first <= LAST_YEAR else ""


def _century(parts: Mapping[str, str]) -> str:
    number = _century_number(parts["century"])
    return f"{number - 1}XX" if number else ""


def _century_number(given: str) -> int:
    plain = given.upper().replace("Х", "X").replace("І", "I")
    number = int(plain) if plain.isdigit() else _ROMAN_CENTURIES.get(plain, 0)
    return number if number in _ROMAN_CENTURIES.values() else 0


_VAGUE = rf"(?:{PART}|{IN})"
#: In the order in which they are tried, each with its example.
FORMS_OF_YEARS: tuple[tuple[str, Callable[[Mapping[str, str]], str]], ...] = (
    # 1944–1946 гг.; 1944-45 гг.; 1945–6; 1945-1946 учебный год
    (
        (
            rf"{YEAR}{YEAR_MARK}\s*[-–—/]\s*(?P<last>\d{{4}}|\d\d){YEAR_MARK}"
            r"(?:\s*(?:уч\w*\.?\s*г\w*\.?|academic year|school year))?"
        ),
        _years,
    ),
    (rf"{YEAR}[–—](?P<last>\d)", _years),
    # 1945–; 1945 – настоящее время; 1945-present
    (
        rf"{YEAR}{YEAR_MARK}\s*[-–—]\s*(?:по\s+)?(?:наст\w*\.?\s*вр\w*\.?|н\.\s?в\.|present|now)?",
        _onwards,
    ),
    # 1940-е гг.; в 1940-х годах; the 1940s; начало 1950-х
    (rf"{_VAGUE}{_THE}(?P<year>\d{{3}}0){_ENDING}{YEAR_MARK}", _decade),
    # 40-е гг.; 40-е гг. XIX в.; the 40s; '40s
    (rf"{_VAGUE}{_THE}['’]?(?P<decade>[1-9]0){_ENDING}{YEAR_MARK}{_OF_CENTURY}", _short_decade),
    # сороковые годы; в начале сороковых годов XX века; the forties
    (
        rf"{_VAGUE}{_THE}(?P<decade>{'|'.join(_DECADE_STEMS)}){YEAR_MARK}{_OF_CENTURY}",
        _short_decade,
    ),
    # 1930–1940-е гг.; 1930-40-е гг.; 30–40-е гг. XX в.
    (
        (
            rf"{IN}(?P<decade>\d{{3}}0|[1-9]0)(?:-?[ех])?{YEAR_MARK}\s*[-–—]\s*"
            rf"(?P<last>\d{{3}}0|[1-9]0){_ENDING}{YEAR_MARK}{_OF_CENTURY}"
        ),
        _decades,
    ),
    # 194?; 194-; 19--
    (rf"(?P<known>\d{{3}})[?_-]{YEAR_MARK}", _decade_left_open),
    (rf"(?P<known>\d\d)(?:\?\?|__|--){YEAR_MARK}", _decade_left_open),
    # XIX в.; конец XIX века; XVIII столетие; 20-й век; 19th century
    (rf"{_VAGUE}(?P<century>[XVIХІ]+)\s*{_CENTURY}", _century),
    (rf"{_VAGUE}(?P<century>\d\d)(?:-?й|-?го|-?е)?\s*(?:вв?\.|век\w*|столети\w+)", _century),
    (rf"{_VAGUE}{_THE}(?P<century>\d\d)(?:th|st)[\s-]+(?:century|c\.|cent\.)", _century),
    # 1945 г.; в 1945 году; начало 1945 г.
    (rf"{_VAGUE}{YEAR}{YEAR_MARK}", plain_year),
)
