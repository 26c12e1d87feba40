"""Dates as archives write them, and as EDTF (ISO 8601-2:2019) says them.

`parse_date` takes off what makes a date uncertain, open or a span of two, and understands the rest
by one of the forms in `date_forms`. What no form fits is kept as written, without an EDTF: a wrong
date is worse than none.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from archsearch.holdings.date_forms import plain_date
from archsearch.holdings.date_parts import part_of_date
from archsearch.holdings.date_spans import SEASON_EDGES, edge_of, list_of_dates, span_between
from archsearch.holdings.date_words import FIRST_YEAR, LAST_YEAR, NOT_AFTER, NOT_BEFORE


@dataclass(frozen=True, slots=True)
class ArchivalDate:
    """When a document was made.

    Attributes:
        edtf: Extended Date/Time Format, level 1 ("1945-04-22", "1945-21", "1944/1946",
            "1945~") and the sets of level 2 ("{1944,1946}"), or "" for an undated document.
        written: the date as the source writes it ("22 апреля 1945г.").
        start, end: the first and the last day that `edtf` may mean, as proleptic Gregorian
            ordinals (`datetime.date.toordinal`), or None where undated or open.
    """

    edtf: str = ""
    written: str = ""
    start: int | None = None
    end: int | None = None


#: One date in EDTF, and what may be made of it (levels 0 and 1).
_EDTF_DAY = r"[\dX]{4}(?:-[\dX]{2}(?:-[\dX]{2})?)?[?~%]?"
_EDTF = re.compile(rf"{_EDTF_DAY}|(?:{_EDTF_DAY}|\.\.)?/(?:{_EDTF_DAY}|\.\.)?")
#: What stands around a date without meaning anything.
_AROUND = " ,;"
#: A longer text is no date.
_LONGEST = 120


def parse_date(written: str) -> ArchivalDate:
    """Read a date in Russian or English, from a full day to a vague one.

    Args:
        written: as the source has it; kept whatever it means.

    Returns:
        the date; without EDTF if it is undated («б.д.») or of no known form.
    """
    edtf = _edtf_of(written)
    if not edtf:
        return ArchivalDate(written=written.strip())
    start, end = _interval(edtf)
    return ArchivalDate(edtf, written.strip(), start, end)


def edtf_date(edtf: str, written: str) -> ArchivalDate:
    """A date that a catalogue gives normalised ("1894/1992", "19450422"), beside how it is written.

    What isn't EDTF is looked for in `written` instead.
    """
    plain = re.sub(r"\b(\d{4})(\d\d)(\d\d)\b", r"\1-\2-\3", edtf.strip())
    if not plain or not _is_edtf(plain):
        return parse_date(written or edtf)
    start, end = _interval(plain)
    return ArchivalDate(plain, written.strip() or edtf.strip(), start, end)


def _edtf_of(written: str) -> str:
    """EDTF of a date as a source writes it, "" if it is undated or of no known form."""
    text = " ".join(written.split())
    if len(text) > _LONGEST:
        return ""
    # What an editor supplied is no less meant: «22 [апреля 1945] г.».
    text = _BESIDE.sub("", text.translate(_BRACKETS)).strip(_AROUND)
    known = plain_date(text) or part_of_date(text) or span_between(text) or _as_edtf(text)
    if known:
        return known
    turned = _YEAR_FIRST.fullmatch(text)
    if turned:
        return _edtf_of(f"{turned['open']} {turned['day']} {turned['year']}")
    for pattern, form in _QUALIFIERS:
        found = pattern.match(text)
        if found:
            return _qualified(_edtf_of(text[found.end() :]), form)
    for pattern, form in _DOUBTS:
        doubtful = pattern.fullmatch(text)
        if doubtful:
            return _qualified(_edtf_of(" ".join(filter(None, doubtful.groups()))), form)
    return list_of_dates(text)


def _as_edtf(text: str) -> str:
    """What is in EDTF already ("1945-04-XX", "194X~", "../1945-04"), if it is of such years."""
    plain = text.replace("u", "X")
    if not _EDTF.fullmatch(plain):
        return ""
    years = [int(each.replace("X", "0")) for each in re.findall(r"[\dX]{4}(?=\b|-)", plain)]
    if not years or not all(FIRST_YEAR <= each <= LAST_YEAR for each in years):
        return ""
    return plain if _is_edtf(plain) else ""


def _is_edtf(text: str) -> bool:
    from edtf import EDTFParseException  # noqa: PLC0415 - slow to import, as below

    try:
        start, end = _interval(text)
    except (EDTFParseException, ValueError, OverflowError, TypeError):
        return False
    return start is None or end is None or start <= end


def _qualified(plain: str, form: str) -> str:
    """A date made uncertain or open; a season or a decade that is uncertain is as wide anyway."""
    if not plain or set("~?") & set(plain):
        return ""
    if "/" in plain:
        # A span is as wide as it is, and of half a year one knows where it begins and ends.
        return plain if "/" not in form and ".." not in plain else _opened(plain, form)
    if "/" in form:
        return form.format(edge_of(plain, int(form.startswith(".."))))
    return plain if "X" in plain or plain[5:] in SEASON_EDGES else form.format(plain)


def _opened(span: str, form: str) -> str:
    """Not before a span: from its beginning; not after it: to its end."""
    first, last = span.split("/")
    edge = last if form.startswith("..") else first
    return "" if ".." in span else form.format(edge)


#: «1945 г., не ранее 22 апреля»: the year stands first, what it lacks after it.
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}}(?:\s*г(?:од|\.)?)?),?\s+\(?(?P<open>{NOT_BEFORE}|{NOT_AFTER})\s+"
    r"(?P<day>\D?\d{0,2}\s?\D+?)\)?",
    re.IGNORECASE,
)
#: Brackets of editors around a part of a date.
_BRACKETS = str.maketrans("", "", "[]<>")
#: What dates have beside them: the day of the week before, the hour after.
_BESIDE = re.compile(
    r"^(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|понедельник|вторник|сред[ау]|четверг"
    r"|пятниц[ау]|суббот[ау]|воскресенье),?\s+"
    r"|(?<=[\d.а-я]),?\s+(?:в\s+|at\s+)?\d{1,2}"
    r"(?::\d\d(?::\d\d)?|\s?ч(?:ас\w*)?\.?(?:\s?\d{1,2}\s?мин\w*\.?)?)$"
    r"|(?<=\d\d-\d\d)T\d\d:\d\d\S*$",
    re.IGNORECASE,
)
_DOUBTS = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"(.+?)\s*(?:\(\?\)|\?)", "{}?"),
        (r"(.+?)\s*\(?(?:предп\w*\.?|вероятно|предположительно|probably|possibly)\)?", "{}?"),
        # 22 (?) апреля 1945
        (r"(.+?)\s*(?:\(\?\)|\?)\s+(.+)", "{}?"),
        (r"(.+?)\s*\((?:approx\.?|approximately|приблизительно|примерно)\)", "{}~"),
    )
)
_QUALIFIERS = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (
            (
                r"(?:ок\.|около|прим\.|примерно|приблизительно|c\.|ca\.?|circa|about|approx\.)\s*"
                r"|c(?=\d{4})"
                r"|approximately\s+"
            ),
            "{}~",
        ),
        (r"(?:предположительно|вероятно|возможно|probably|possibly|perhaps)\s+", "{}?"),
        (rf"(?:{NOT_BEFORE})\s+", "{}/.."),
        (rf"(?:{NOT_AFTER})\s+", "../{}"),
    )
)


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
