"""An answer → what the statistics and the metrics count of it, where the settings ask for them."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import g, request

from archsearch.web.rendering import ATTRACT, site
from archsearch.web.statistics import Event

if TYPE_CHECKING:
    from flask import Response

    from archsearch.search import Results

#: What a successful answer of a view counts as.
_EVENTS = {
    "search": Event.SEARCH,
    "api_search": Event.SEARCH,
    "document": Event.READ,
    "api_document": Event.READ,
    "citation": Event.TAKEN,
    "export": Event.TAKEN,
    "concordance_csv": Event.TAKEN,
    "qr": Event.TAKEN,
}


def begin() -> None:
    """The request begins now."""
    g.archsearch_began = time.perf_counter()


def searched(query: str, results: Results) -> None:
    """Remember, until the request ends, what a search found."""
    g.archsearch_searched = (query, results.total, results.offset)


def count(view: str, response: Response) -> None:
    """Count the answer that `view` gave."""
    here = site()
    query, total, offset = g.pop("archsearch_searched", ("", 0, 0))
    if here.metrics is not None:
        began = g.get("archsearch_began", time.perf_counter())
        here.metrics.answered(view, response.status_code, time.perf_counter() - began)
        if query and not total:
            here.metrics.found_nothing()
    if here.statistics is None or ATTRACT in request.args:
        return
    event = _event(view, response.status_code, asked=bool(query) and not offset)
    if event is not None:
        here.statistics.count(event)
    if event is Event.SEARCH and not total:
        here.statistics.found_nothing(query)


def _event(view: str, status: int, *, asked: bool) -> Event | None:
    """What it is; the next page of a search is no search, nor is the page before the question."""
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return Event.FAULT
    event = _EVENTS.get(view) if status == HTTPStatus.OK else None
    return None if event is Event.SEARCH and not asked else event
