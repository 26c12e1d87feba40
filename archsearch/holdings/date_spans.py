"""Two dates or more in one → EDTF: spans between two, and lists.

Of several, the last may say what the others leave out: «между 3 и 5 мая 1945 г.».
"""

from __future__ import annotations

import re

from archsearch.holdings.date_forms import plain_date
from archsearch.holdings.date_words import NOT_AFTER, NOT_BEFORE

#: What lists of dates have between them, how many a list may have, and of what it may be.
_LISTED = re.compile(r"\s*[,;]\s*|\s+(?:и|and|&)\s+")
_MOST_LISTED = 12
_LISTABLE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/\d{4}(?:-\d\d(?:-\d\d)?)?)?")


def span_between(text: str) -> str:
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
                return f"{edge_of(start, 0)}/{edge_of(last, 1)}"
    return ""


def edge_of(edtf: str, end: int) -> str:
    """The month in which a season begins or ends, the year of a decade; a span has no others."""
    plain = edtf.replace("X", "09"[end])
    season = plain[5:]
    return f"{plain[:5]}{SEASON_EDGES[season][end]}" if season in SEASON_EDGES else plain


#: The months in which a season begins and ends.
SEASON_EDGES = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("12", "12")}
_SPANS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"между\s+(?P<first>.+?)\s+и\s+(?P<last>.+)",
        r"between\s+(?P<first>.+?)\s+and\s+(?P<last>.+)",
        (
            rf"(?:{NOT_BEFORE})\s+(?P<first>.+?)[\s,]*(?:[-–—]|\bи\b|\band\b)\s*(?:но\s+|but\s+)?"
            rf"(?:{NOT_AFTER})\s+(?P<last>.+)"
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


def list_of_dates(text: str) -> str:
    """EDTF of a list: «1944, 1946 гг.» is the set {1944,1946} (level 2)."""
    parts = [each for each in _LISTED.split(text) if each]
    if not 1 < len(parts) <= _MOST_LISTED:
        return ""
    last = parts[-1]
    found: list[str] = []
    for part in parts:
        ways = (part, *(f"{part} {rest}" for rest in _rests(last)))
        edtf = next((given for way in ways if (given := plain_date(way))), "")
        if not _LISTABLE.fullmatch(edtf) or (found and edtf <= found[-1]):
            return ""
        found.append(edtf.replace("/", ".."))
    return f"{{{','.join(found)}}}"
