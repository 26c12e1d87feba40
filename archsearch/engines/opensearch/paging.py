"""A page of hits, however deep: in one answer, or leafed through from the last hit of each.

OpenSearch answers at most `WINDOW` hits at once; further ones are asked for by `search_after`
over a point in time, which stays as it is while shards move.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from archsearch.engines.opensearch.schema import NUMBER, number_field, sort_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archsearch.engines.opensearch.state import State

WINDOW = 10_000
_KEEP_ALIVE = "2m"
#: Seconds that the answer may take beyond the time that the search itself is given.
_GRACE = 2.0


@dataclass(frozen=True, slots=True)
class Window:
    """Which hits are wanted, and by when.

    Attributes:
        offset, limit: so many better ones skipped, at most so many given.
        deadline: `time.monotonic()` after which a partial answer is given, or None.
        timeout: seconds an answer may take where there is no deadline.
        shards: parts of the index; several have to share their counts before they score.
    """

    offset: int
    limit: int
    deadline: float | None
    timeout: float
    shards: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What OpenSearch answered.

    Attributes:
        hits: as it gives them.
        total: how many documents match.
        aggregations: as it gives them.
        complete: whether every shard answered in time.
        lacking: whether a shard didn't answer at all.
    """

    hits: list[dict[str, Any]]
    total: int
    aggregations: dict[str, Any]
    complete: bool
    lacking: bool


def ordering(sort: Sequence[tuple[str, bool]], state: State) -> list[dict[str, Any]]:
    """How hits are sorted: as asked or by score, equal ones by number."""
    keys: list[dict[str, Any]] = []
    for name, descending in sort:
        order = "desc" if descending else "asc"
        if name in state.numbers:
            keys.append({number_field(name): {"order": order, "missing": "_last"}})
        elif name in state.sort_keys:
            keys.append({sort_field(name): {"order": order, "missing": "_last"}})
    if not sort:
        keys.append({"_score": "desc"})
    return [*keys, {NUMBER: "asc"}]


def pages(client: Any, index: str, body: dict[str, Any], window: Window) -> Iterator[Answer]:  # noqa: ANN401 - the client's calls are untyped
    """One answer after the other, until all hits that are wanted came; at least one."""
    if window.offset + window.limit <= WINDOW:
        body = {**body, "from": window.offset, "size": window.limit}
        yield _asked(client, window, body, index=index)
        return
    pit = client.create_pit(index=index, keep_alive=_KEEP_ALIVE)["pit_id"]
    try:
        yield from _leafed(client, window, {**body, "pit": {"id": pit, "keep_alive": _KEEP_ALIVE}})
    finally:
        client.delete_pit(body={"pit_id": [pit]})


def _leafed(client: Any, window: Window, body: dict[str, Any]) -> Iterator[Answer]:  # noqa: ANN401 - as above
    skip, left = window.offset, window.limit
    while True:
        size = min(WINDOW, skip + left)
        answer = _asked(client, window, {**body, "size": size})
        last = answer.hits[-1]["sort"] if answer.hits else None
        full = len(answer.hits) == size
        given = answer.hits[skip : skip + left]
        skip = max(0, skip - len(answer.hits))
        left -= len(given)
        yield replace(answer, hits=given)
        if not full or not left or not answer.complete:
            return
        body = {**body, "search_after": last, "aggs": {}}


def _asked(client: Any, window: Window, body: dict[str, Any], **where: str) -> Answer:  # noqa: ANN401 - as above
    seconds = window.timeout
    if window.deadline is not None:
        seconds = max(0.001, window.deadline - time.monotonic())
    found = client.search(
        body=body,
        search_type="dfs_query_then_fetch" if window.shards > 1 else "query_then_fetch",
        allow_partial_search_results=True,
        timeout=f"{max(1, int(seconds * 1000))}ms",
        request_timeout=seconds + _GRACE,
        **where,
    )
    shards = found["_shards"]
    # A shard without a living copy isn't counted among those that failed.
    failed = shards["failed"] > 0 or shards["successful"] < shards["total"]
    return Answer(
        found["hits"]["hits"],
        found["hits"]["total"]["value"],
        found.get("aggregations", {}),
        complete=not (found["timed_out"] or failed),
        lacking=failed,
    )
