"""Every occurrence of a query in its context: a line each, the keyword in the middle (KWIC).

Records of hits arrive, lines leave. Nothing is found here that the marks of a document don't show.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from archsearch.analysis import fold
from archsearch.search.sought import Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archsearch.indexing.record import Record
    from archsearch.search.clause import Clause, Pattern
    from archsearch.search.marks import Marker

_WORD = re.compile(r"\w+")
#: Characters of context on either side: what fits beside the keyword on a wide screen.
CONTEXT = 60
#: Lines of one concordance; who needs more narrows the query.
MAX_LINES = 5000


class LineOrder(StrEnum):
    """What lines are sorted by."""

    PLACE = "place"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence.

    Attributes:
        document: id of the document.
        version: key of the version.
        passage: number of the passage, from 1.
        left, word, right: the source text around and of the occurrence, white space evened out.
        via: how it matched.
    """

    document: str
    version: str
    passage: int
    left: str
    word: str
    right: str
    via: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """The occurrences of a query.

    Attributes:
        query: as it was asked.
        documents: how many documents the lines come from …
        total: … of how many that match.
        lines: the occurrences.
        complete: False where some were left out at `MAX_LINES`.
    """

    query: str
    documents: int
    total: int
    lines: tuple[Line, ...]
    complete: bool = True

    def to_dict(self) -> dict[str, Any]:
        """The concordance as the JSON API gives it."""
        return asdict(self)


def concordance(
    query: str,
    records: Iterable[Record],
    clauses: Sequence[Clause | Pattern],
    total: int,
    order: LineOrder,
) -> Concordance:
    """The lines of some records.

    Args:
        query: as it was asked.
        records: the hits, best first.
        clauses: what was asked for.
        total: how many documents match.
        order: what the lines are sorted by; `PLACE` keeps the order of the hits.
    """
    sought = Sought(clauses)
    marker = sought.marker(sought.numbers("text"))
    lines: list[Line] = []
    documents, complete = 0, True
    for record in records:
        found = list(_lines(record, marker))
        complete = complete and len(lines) + len(found) <= MAX_LINES
        lines += found[: MAX_LINES - len(lines)]
        documents += 1
        if not complete:
            break
    if order is LineOrder.LEFT:
        lines.sort(key=lambda line: _WORD.findall(fold(line.left))[::-1])
    elif order is LineOrder.RIGHT:
        lines.sort(key=lambda line: _WORD.findall(fold(line.right)))
    return Concordance(query, documents, total, tuple(lines), complete and documents == total)


def _lines(record: Record, marker: Marker) -> Iterator[Line]:
    for version in record.document.versions:
        starts = [
            (passage.spans[version.key][0], number)
            for number, passage in enumerate(record.alignment.passages, 1)
            if version.key in passage.spans
        ]
        for mark in marker.marks(version.text, record.forward[version.key]):
            passage = starts[max(0, bisect_right(starts, mark.start, key=_start) - 1)][1]
            text = version.text
            yield Line(
                document=record.document.id,
                version=version.key,
                passage=passage,
                left=_even(text[max(0, mark.start - CONTEXT) : mark.start]),
                word=_even(text[mark.start : mark.end]),
                right=_even(text[mark.end : mark.end + CONTEXT]),
                via=str(mark.via),
            )


def _start(place: tuple[int, int]) -> int:
    return place[0]


def _even(text: str) -> str:
    return " ".join(text.split())
