"""The query string of a request → a checked value, or a `BadRequest` that says what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import BadRequest

from archsearch.search import FACETS, Selection, Sort
from archsearch.search.cursor import read_cursor
from archsearch.web.languages import gettext as _
from archsearch.web.rendering import site

if TYPE_CHECKING:
    from archsearch.settings import Settings

#: What no query needs and logs, feeds and HTML can't carry.
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
#: Far beyond any real number, yet safe to convert.
_MAX_DIGITS = 9


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks.

    Attributes:
        query: as typed, control characters taken out; "" if nothing was asked.
        limit: hits on the page, 1 up to the setting `search.max_limit`.
        offset: hits before the page, 0 up to the setting `web.max_offset`.
        variants: whether names may match in other spellings.
        translations: whether words may match by their translation.
        exact: whether nothing but the letters as typed counts.
        selection: facets and order that were chosen.
        all_forms: whether the rarest spellings of names are looked for too.
        cursor: continues the list that an earlier answer began, "" for its beginning.
    """

    query: str
    limit: int
    offset: int = 0
    variants: bool = True
    selection: Selection = field(default_factory=Selection)
    cursor: str = ""
    translations: bool = True
    exact: bool = False
    all_forms: bool = False


#: What decides which words count as a match.
SWITCHES = ("variants", "translations", "exact", "forms")

#: Values of one facet that a request may choose.
MAX_CHOSEN = 50


def search_request(settings: Settings) -> SearchRequest:
    """Read ``q``, ``limit``, ``offset``, ``variants``, ``forms``, ``sort``, ``cursor``, facets.

    Raises:
        BadRequest: a number isn't one or is out of bounds; there is no such order.
    """
    return SearchRequest(
        query=query_text(),
        limit=number("limit", settings.web.page_size, 1, settings.search.max_limit),
        offset=number("offset", 0, 0, settings.web.max_offset),
        variants=switch("variants", default=settings.search.variants),
        selection=selection(),
        cursor=cursor(settings.web.max_offset),
        translations=switch("translations", default=settings.search.translations),
        exact=switch("exact", default=False),
        all_forms=request.args.get("forms", "") == "all",
    )


def selection() -> Selection:
    """The facets, each named as in `archsearch.search.FACETS`, and ``sort``.

    Raises:
        BadRequest: there is no such order.
    """
    chosen = {name: tuple(request.args.getlist(name)[:MAX_CHOSEN]) for name in FACETS}
    given = request.args.get("sort", "").strip()
    if given and given not in set(Sort):
        raise BadRequest(_("“sort” must be one of: %(orders)s.", orders=", ".join(Sort)))
    return Selection(
        {name: values for name, values in chosen.items() if any(values)},
        Sort(given) if given else None,
    )


def chosen() -> dict[str, list[str]]:
    """The query and all that narrows or orders it, as given: what a link to the same list needs."""
    return {
        "q": [query_text()],
        **{
            name: request.args.getlist(name)[:MAX_CHOSEN]
            for name in (*SWITCHES, "sort", *FACETS)
            if any(request.args.getlist(name))
        },
    }


def query_text() -> str:
    """The parameter ``q`` without control characters and outer white space.

    One character more than a query may have is kept, so that the search says that it cut it.
    """
    longest = site().settings.search.max_query_length + 1
    return _CONTROLS.sub(" ", request.args.get("q", "")).strip()[:longest]


def cursor(deepest: int) -> str:
    """The parameter ``cursor``.

    Raises:
        BadRequest: it leads deeper into a list than `deepest` hits.
    """
    given = request.args.get("cursor", "")
    place = read_cursor(given)
    if place is not None and place.offset > deepest:
        raise BadRequest(
            _("No more than %(most)d hits can be leafed through; narrow the query.", most=deepest)
        )
    return given


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number of the query string.

    Raises:
        BadRequest: it isn't a whole number from `least` to `most`.
    """
    given = request.args.get(name, "").strip()
    if not given:
        return default
    if given.isascii() and given.isdecimal() and len(given) <= _MAX_DIGITS:
        value = int(given)
        if least <= value <= most:
            return value
    raise BadRequest(
        _(
            "“%(name)s” must be a whole number from %(least)d to %(most)d.",
            name=name,
            least=least,
            most=most,
        )
    )


def switch(name: str, *, default: bool) -> bool:
    """A switch of the query string: 1 or 0.

    Raises:
        BadRequest: it is something else.
    """
    given = request.args.get(name, "")
    if given in {"0", "1"}:
        return given == "1"
    if not given:
        return default
    raise BadRequest(_("“%(name)s” must be 1 or 0.", name=name))
