"""The facets of an answer → lists of links: what a reader can narrow the hits to, and undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from archsearch.indexing import fields
from archsearch.web.describing import fond_name, repository_name
from archsearch.web.languages import gettext as _
from archsearch.web.languages import language_name
from archsearch.web.rendering import here
from archsearch.web.timeline import Timeline, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.search import Facet, FacetValue

#: Values of a facet shown on the page …
SHOWN = 20
#: … and of these the first ones at once.
FIRST = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: its name, its count, whether it is chosen, and the address that changes that."""

    text: str
    count: int
    selected: bool
    address: str


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet as the page shows it.

    Attributes:
        name: one of `archsearch.search.FACETS`.
        label: in words.
        choices: its values; the `first` of them are shown at once, the others when asked for.
        first: see there.
        more: how many values aren't there at all.
        is_open: whether one of them is chosen.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    first: int
    more: int
    is_open: bool


def facet_lists(facets: Sequence[Facet]) -> tuple[FacetList, ...]:
    """The facets that tell hits apart; years are for the timeline."""
    return tuple(
        _list(facet)
        for facet in facets
        if facet.name != fields.YEAR or any(value.selected for value in facet.values)
    )


def hits_by_year(facets: Sequence[Facet]) -> Timeline | None:
    """The hits over the years, None where there are too few."""
    counts = {
        int(value.value): value.count
        for facet in facets
        if facet.name == fields.YEAR
        for value in facet.values
    }

    def address(first: int, last: int) -> str:
        within = [str(year) for year in range(first, last + 1) if year in counts]
        return here(year=within, offset=None, cursor=None)

    return timeline(counts, address)


def _list(facet: Facet) -> FacetList:
    shown = [
        value
        for at, value in enumerate(facet.values)
        if at < SHOWN or value.selected or facet.name == fields.DECADE
    ]
    last_chosen = max((at for at, value in enumerate(shown, 1) if value.selected), default=0)
    return FacetList(
        name=facet.name,
        first=max(FIRST, last_chosen),
        label=_label(facet.name),
        choices=tuple(_choice(facet.name, value) for value in shown),
        more=len(facet.values) - len(shown) + facet.left_out,
        is_open=any(value.selected for value in facet.values),
    )


def _choice(name: str, value: FacetValue) -> Choice:
    chosen = request.args.getlist(name)
    left = [each for each in chosen if each != value.value]
    values = left if value.selected else [*left, value.value]
    address = here(**{name: values or None, "offset": None, "cursor": None})
    return Choice(_text(name, value.value), value.count, value.selected, address)


def _text(name: str, value: str) -> str:
    if name == fields.UNDATED:
        return _("without a date")
    if name == fields.REPOSITORY:
        return repository_name(value)
    if name == fields.FOND:
        return fond_name(value)
    if name == fields.DECADE:
        return _("%(year)ss", year=value)
    return language_name(value) if name == fields.ORIGINAL_LANGUAGE else value


def _label(name: str) -> str:
    return {
        fields.DECADE: _("Decade"),
        fields.YEAR: _("Year"),
        fields.UNDATED: _("Undated"),
        fields.ORIGINAL_LANGUAGE: _("Language of the original"),
        fields.REPOSITORY: _("Repository"),
        fields.FOND: _("Fond"),
        fields.COLLECTION: _("Collection"),
        fields.PERSON: _("Person"),
        fields.PLACE: _("Place"),
        fields.SUBJECT: _("Subject"),
    }[name]
