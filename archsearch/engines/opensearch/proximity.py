"""Words in order, each at most so far behind the one before, as spans of OpenSearch.

A `span_near` of several clauses limits the sum of the gaps between them, and finds for each
beginning only the nearest end; we limit each distance by itself. So every step but the last is
spelled out distance by distance: then all ends are there, and the last step may search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archsearch.engines.opensearch.encoding import escaped
from archsearch.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Body = dict[str, Any]

#: Terms in a query of spans; OpenSearch allows 1,024 clauses.
MOST_CLAUSES = 1000


def chain(field: str, slots: Sequence[Sequence[str]], slop: int, mindist: int) -> Body:
    """Documents that have a term of each slot, in order and near enough.

    Args:
        field: where they stand.
        slots: the terms of each word, none of them empty.
        slop: the greatest distance from one word to the next.
        mindist: the least.

    Raises:
        SearchError: that takes more clauses than OpenSearch allows.
    """
    if mindist > slop:
        return {"match_none": {}}
    spans = _any_of(field, slots[0])
    for place, terms in enumerate(slots[1:], start=1):
        own = _any_of(field, terms)
        if place == len(slots) - 1 and mindist == 1:
            spans = _near([spans, own], slop - 1)
        else:
            steps = [_stepped(field, spans, own, distance) for distance in range(mindist, slop + 1)]
            spans = steps[0] if len(steps) == 1 else {"span_or": {"clauses": steps}}
    _check_size(slots, slop - mindist + 1)
    return spans


def _any_of(field: str, terms: Sequence[str]) -> Body:
    found = [{"span_term": {field: escaped(term)}} for term in terms]
    return found[0] if len(found) == 1 else {"span_or": {"clauses": found}}


def _stepped(field: str, spans: Body, own: Body, distance: int) -> Body:
    gap = [{"span_gap": {field: distance - 1}}] if distance > 1 else []
    return _near([spans, *gap, own], 0)


def _near(clauses: list[Body], slop: int) -> Body:
    return {"span_near": {"clauses": clauses, "slop": slop, "in_order": True}}


def _check_size(slots: Sequence[Sequence[str]], distances: int) -> None:
    steps = max(1, len(slots) - 2)
    if sum(map(len, slots)) * distances**steps > MOST_CLAUSES:
        raise SearchError("So many words can't be looked for so far from each other.")
