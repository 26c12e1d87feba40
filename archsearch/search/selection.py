"""What else the hits must be, and in which order they come: facets, sorting, and their counts.

Several values of one facet widen it, several facets narrow each other. The counts of a facet are
those of the other facets' choices, so that a reader sees what one more value would add.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from whoosh.query import And, Or, Term

from archsearch.holdings.repositories import usual_name
from archsearch.holdings.shelf_mark import usual_fond
from archsearch.indexing import fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whoosh.query import Query

    from archsearch.engines.base import IndexReader

#: The facets, in the order in which they are offered; each is a keyword of the index.
FACETS = (
    fields.DECADE,
    fields.YEAR,
    fields.UNDATED,
    fields.ORIGINAL_LANGUAGE,
    fields.REPOSITORY,
    fields.FOND,
    fields.COLLECTION,
    fields.PERSON,
    fields.PLACE,
    fields.SUBJECT,
)
#: Facets whose values have an order of their own.
_CHRONOLOGICAL = frozenset({fields.DECADE, fields.YEAR})
#: Values of a facet that are given; the number of the others is told.
MAX_VALUES = 50


class Sort(StrEnum):
    """Orders of the hits."""

    RELEVANCE = "relevance"
    DATE = "date"
    REFERENCE = "reference"


#: What the engine sorts by.
SORT_KEYS: Mapping[Sort, tuple[tuple[str, bool], ...]] = MappingProxyType(
    {
        Sort.RELEVANCE: (),
        Sort.DATE: ((fields.DATE_START, False), (fields.DATE_END, False)),
        Sort.REFERENCE: ((fields.REFERENCE_ORDER, False),),
    }
)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how many hits have it."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of the hits.

    Attributes:
        name: one of `FACETS`.
        values: most frequent first, years and decades in order; those that are chosen are
            always among them.
        left_out: how many further values there are.
    """

    name: str
    values: tuple[FacetValue, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader chose beside the query.

    Attributes:
        facets: chosen values by facet.
        sort: the order of the hits; None leaves it to the query.
    """

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort | None = None

    def conditions(self, *, without: str = "") -> tuple[Query, ...]:
        """The engine's queries that every hit must match, but for those of one facet."""
        return tuple(
            Or([Term(name, _keyword(name, value)) for value in values])
            for name, values in self.facets.items()
            if values and name != without
        )


def _keyword(name: str, value: str) -> str:
    """A value as the index has it, whichever language it was taken from."""
    if name == fields.REPOSITORY:
        return usual_name(value)
    return usual_fond(value) if name == fields.FOND else value


def narrowed(query: Query, conditions: Sequence[Query]) -> Query:
    """The documents of `query` that match every condition."""
    return And([query, *conditions]) if conditions else query


def facets_of(
    reader: IndexReader, query: Query, selection: Selection, deadline: float
) -> tuple[Facet, ...]:
    """The facets of what `query` finds, those without a value left out."""
    free = [name for name in FACETS if not selection.facets.get(name)]
    counts = dict(_counted(reader, query, selection.conditions(), free, deadline))
    for name in FACETS:
        if name not in free:
            conditions = selection.conditions(without=name)
            counts |= _counted(reader, query, conditions, [name], deadline)
    return tuple(
        _facet(name, counts[name], selection.facets.get(name, ()))
        for name in FACETS
        if counts.get(name)
    )


def _counted(
    reader: IndexReader,
    query: Query,
    conditions: Sequence[Query],
    names: Sequence[str],
    deadline: float,
) -> Mapping[str, Mapping[str, int]]:
    found = reader.search(narrowed(query, conditions), limit=0, facets=names, deadline=deadline)
    return found.facets


def _facet(name: str, counts: Mapping[str, int], chosen: Sequence[str]) -> Facet:
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    if name in _CHRONOLOGICAL:
        return Facet(name, tuple(_value(*each, chosen) for each in sorted(ordered)))
    kept = [each for at, each in enumerate(ordered) if at < MAX_VALUES or each[0] in chosen]
    return Facet(name, tuple(_value(*each, chosen) for each in kept), len(ordered) - len(kept))


def _value(value: str, count: int, chosen: Sequence[str]) -> FacetValue:
    return FacetValue(value, count, value in chosen)
