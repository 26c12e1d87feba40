"""Values of a query → what documents must be: dates, reference codes, languages, collections.

A condition scores nothing. What can't be read as what its field asks for is left out, and says so.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whoosh.query import And, ConstantScoreQuery, Every, NullQuery, NumericRange, Or, Term

from archsearch.holdings.dates import parse_date
from archsearch.holdings.languages import language_tag
from archsearch.holdings.shelf_mark import leaves, read_reference, reference_keys
from archsearch.indexing import fields
from archsearch.search.selection import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from whoosh.query import Query

    from archsearch.search.results import Hit

    #: The values that a keyword has in the index.
    Values = Callable[[str], Iterable[str]]

_UNDATED = frozenset({"none", "нет", "undated"})
_RANGE = re.compile(
    r"\[?\s*(?P<first>.*?)\s*(?:\bTO\b|\bДО\b|\.\.)\s*(?P<last>.*?)\s*\]?", re.IGNORECASE
)
#: EDTF's marks of dates that are uncertain, approximate or both.
_UNCERTAIN = frozenset("?~%")
_OPEN = frozenset({"", "*"})
_FIRST_DAY, _LAST_DAY = 1, datetime.date.max.toordinal()
#: Leaves of a range that are looked for; who asks for more wants the whole delo.
_MOST_LEAVES = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """What documents must be; it scores nothing.

    Attributes:
        condition: the engine's query for it.
        order: how the hits are ordered if nothing but filters is asked.
        notice: a sentence for the reader if it couldn't be understood, else "".
        days: the first and the last day that are asked for.
    """

    condition: Query
    order: Sort = Sort.RELEVANCE
    notice: str = ""
    days: tuple[int, int] | None = None

    def query(self) -> Query:
        """The engine's query for it."""
        return ConstantScoreQuery(self.condition, 0.0)


def condition(field: str, value: str, values: Values) -> Filter | None:
    """What a value of `field` demands; None where the words of the field have to do.

    Args:
        field: "date", "ref", "fond", "lang" or "collection".
        value: as typed, without its quotation marks.
        values: gives the values of a keyword.
    """
    if field == "date":
        return _dated(value)
    if field == "ref":
        return _referred(value)
    if field == "fond":
        return _referred(f"ф. {value}")
    if field == "lang":
        return Filter(Term(fields.LANGUAGE, language_tag(value) or value.casefold()))
    wanted = value.casefold()
    return Filter(
        _any(
            Term(fields.COLLECTION, each)
            for each in values(fields.COLLECTION)
            if wanted in each.casefold()
        )
    )


def dated(hit: Hit, filters: Iterable[Filter]) -> Hit:
    """The hit, labelled by how surely its date is what the filters ask for."""
    asked = [each.days for each in filters if each.days]
    start, end = hit.document.date.start, hit.document.date.end
    if not asked or start is None or end is None:
        return hit
    uncertain = hit.document.date.edtf[-1:] in _UNCERTAIN
    within = any(first <= start and end <= last for first, last in asked)
    return replace(hit, date_is="certain" if within and not uncertain else "possible")


def _dated(value: str) -> Filter:
    """Documents whose date may overlap what is asked for."""
    if value.casefold() in _UNDATED:
        return Filter(Term(fields.UNDATED, fields.UNDATED_VALUE), Sort.REFERENCE)
    days = _days(value)
    if days is None:
        notice = f"“{value}” can't be read as a date; it was left out."
        return Filter(Every(), notice=notice)
    overlap = And(
        [
            NumericRange(fields.DATE_START, None, days[1]),
            NumericRange(fields.DATE_END, days[0], None),
        ]
    )
    return Filter(overlap, Sort.DATE, days=days)


def _days(value: str) -> tuple[int, int] | None:
    """First and last day of a date or of a range of dates, None where it can't be read."""
    found = _RANGE.fullmatch(value)
    first, last = (found["first"], found["last"]) if found else (value, value)
    start, end = _FIRST_DAY, _LAST_DAY
    if first not in _OPEN:
        date = parse_date(first)
        if not date.edtf:
            return None
        start = date.start or _FIRST_DAY
    if last not in _OPEN:
        date = parse_date(last)
        if not date.edtf:
            return None
        end = date.end or _LAST_DAY
    return min(start, end), max(start, end)


def _referred(value: str) -> Filter | None:
    """Documents at or below a reference code, in any notation."""
    reference = read_reference(value)
    keys = reference_keys(reference)
    if not keys:
        return None
    demand: Query = Term(fields.REFERENCE_KEY, keys[-1])
    asked = leaves(reference)[:_MOST_LEAVES]
    if asked:
        demand = And([demand, _any(Term(fields.LEAF, str(leaf)) for leaf in asked)])
    return Filter(demand, Sort.REFERENCE)


def _any(queries: Iterable[Query]) -> Query:
    parts = list(queries)
    return Or(parts) if parts else NullQuery
