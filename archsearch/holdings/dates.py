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
    from edtf import EDTFParseException  # noqa: PLC0415 - slow to import, as below

    try:
        start, end = _interval(plain) if plain else (None, None)
    except (EDTFParseException, ValueError, OverflowError, TypeError):
        plain = ""
    if not plain:
        return parse_date(written or edtf)
    return ArchivalDate(plain, written.strip() or edtf.strip(), start, end)


def _edtf_of(written: str) -> str:
    """EDTF of a date as a source writes it, "" if it is undated or of no known form."""
    text = " ".join(written.split())
    if len(text) > _LONGEST:
        return ""
    # What an editor supplied is no less meant: «22 [апреля 1945] г.».
    text = _BESIDE.sub("", text.translate(_BRACKETS)).strip(_AROUND)
    known = plain_date(text) or part_of_date(text) or _between(text)
    if known:
        return known
    for pattern, form in _QUALIFIERS:
        found = pattern.match(text)
        if found:
            return _qualified(_edtf_of(text[found.end() :]), form)
    for pattern, form in _DOUBTS:
        doubtful = pattern.fullmatch(text)
        if doubtful:
            return _qualified(_edtf_of(doubtful[1]), form)
    return ""


def _qualified(plain: str, form: str) -> str:
    """A date made uncertain or open; a season or a decade that is uncertain is as wide anyway."""
    if not plain or set("~?") & set(plain):
        return ""
    if "/" in plain:
        # A span is as wide as it is, and of half a year one knows where it begins and ends.
        return plain if "/" not in form and ".." not in plain else _opened(plain, form)
    if "/" in form:
        return form.format(_edge(plain, int(form.startswith(".."))))
    return plain if "X" in plain or plain[5:] in _SEASON_EDGES else form.format(plain)


def _opened(span: str, form: str) -> str:
    """Not before a span: from its beginning; not after it: to its end."""
    first, last = span.split("/")
    edge = last if form.startswith("..") else first
    return "" if ".." in span else form.format(edge)


_NOT_BEFORE = (
    r"не ранее|не раньше|не ранѣе|not before|not earlier than|no earlier than|after|после|позднее"
)
_NOT_AFTER = r"не позднее|не позже|not after|not later than|no later than|before|prior to|до|ранее"
#: Brackets of editors around a part of a date.
_BRACKETS = str.maketrans("", "", "[]<>")
#: What dates have beside them: the day of the week before, the hour after.
_BESIDE = re.compile(
    r"^(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|понедельник|вторник|сред[ау]|четверг"
    r"|пятниц[ау]|суббот[ау]|воскресенье),?\s+"
    r"|(?<=[\d.а-я]),?\s+(?:в\s+|at\s+)?\d{1,2}(?::\d\d|\s?час\w*\.?(?:\s?\d{1,2}\s?мин\w*\.?)?)$"
    r"|(?<=\d\d-\d\d)T\d\d:\d\d\S*$",
    re.IGNORECASE,
)
_DOUBTS = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (r"(.+?)\s*(?:\(\?\)|\?)", "{}?"),
        (r"(.+?)\s*\((?:approx\.?|approximately|приблизительно|примерно)\)", "{}~"),
    )
)
_QUALIFIERS = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (
            (
                r"(?:ок\.|около|прим\.|примерно|приблизительно|c\.|ca\.?|circa|about|approx\.)\s*"
                r"|approximately\s+"
            ),
            "{}~",
        ),
        (r"(?:предположительно|вероятно|возможно|probably|possibly|perhaps)\s+", "{}?"),
        (rf"(?:{_NOT_BEFORE})\s+", "{}/.."),
        (rf"(?:{_NOT_AFTER})\s+", "../{}"),
    )
)


def _between(text: str) -> str:
    """EDTF of a span between two dates, of which the first may leave out what the second says.

    «между 3 и 5 мая 1945 г.», «3 мая – 5 июня 1945 г.», "from April 1945 to May 1946".
    """
    for pattern in _SPANS:
        found = pattern.fullmatch(text)
        if not found:
            continue
        last = plain_date(found["last"])
        for rest in ("", *_rests(found["last"])):
            start = plain_date(f"{found['first']} {rest}".strip())
            if start and last and "/" not in start + last and start < last:
                return f"{_edge(start, 0)}/{_edge(last, 1)}"
    return ""


def _edge(edtf: str, end: int) -> str:
    """The month in which a season begins or ends, the year of a decade; a span has no others."""
    plain = edtf.replace("X", "09"[end])
    season = plain[5:]
    return f"{plain[:5]}{_SEASON_EDGES[season][end]}" if season in _SEASON_EDGES else plain


_SEASON_EDGES = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}
_SPANS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"между\s+(?P<first>.+?)\s+и\s+(?P<last>.+)",
        r"between\s+(?P<first>.+?)\s+and\s+(?P<last>.+)",
        (
            rf"(?:{_NOT_BEFORE})\s+(?P<first>.+?)[\s,]*(?:[-–—]|\bи\b|\band\b)\s*(?:но\s+|but\s+)?"
            rf"(?:{_NOT_AFTER})\s+(?P<last>.+)"
        ),
        r"(?:с|со)\s+(?P<first>.+?)\s+(?:по|до)\s+(?P<last>.+)",
        r"from\s+(?P<first>.+?)\s+(?:to|till|until)\s+(?P<last>.+)",
        r"(?P<first>\S.*?)\s+(?:to|or|или)\s+(?P<last>.+)",
        r"(?P<first>\S.*?)\s+[-–—]\s+(?P<last>.+)",
        r"(?P<first>[^-–—]+)[-–—](?P<last>[^-–—]+)",
    )
)


def _rests(last: str) -> list[str]:
    """What a date may lend to one before it: its month and year, its year."""
    words = last.split()
    return [" ".join(words[at:]) for at in range(1, len(words))]


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
