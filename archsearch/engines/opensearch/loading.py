"""Documents → the cluster: bulk requests, several at once, repeated until each is taken.

Every item has a fixed id and is created, not written over, so that repeating what was taken
already does no harm. A node that is busy (429) or just died (503, no connection) is asked again
after a pause that doubles.
"""

from __future__ import annotations

import json
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import opensearchpy

from archsearch.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archsearch.settings import OpenSearchSettings

#: Bytes of a request; OpenSearch advises 5 to 15 MB.
REQUEST_BYTES = 5_000_000
#: Requests under way; more only wait in the cluster.
AT_ONCE = 3
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
_BUSY = frozenset({429, 502, 503, 504})
_CONFLICT, _NOT_FOUND = 409, 404


class Item:
    """One action of a bulk request, as it is sent."""

    __slots__ = ("lines", "number")

    def __init__(self, action: str, number: int, values: dict[str, Any] | None = None) -> None:
        self.number = number
        head = json.dumps({action: {"_id": str(number)}})
        body = json.dumps(values, ensure_ascii=False) + "\n" if values is not None else ""
        self.lines = f"{head}\n{body}"


def load(
    client: Any,  # noqa: ANN401 - the client's calls are untyped
    index: str,
    items: Iterable[Item],
    settings: OpenSearchSettings,
) -> None:
    """Send all `items`; returns when the cluster has taken every one.

    Raises:
        IndexingError: an item was refused, or nobody took it for `OpenSearchSettings.patience`.
    """
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for request in _requests(items):
            if len(waiting) >= AT_ONCE:
                waiting.popleft().result()
            waiting.append(pool.submit(_send, client, index, request, settings.patience))
        for sent in waiting:
            sent.result()


def _requests(items: Iterable[Item]) -> Iterable[list[Item]]:
    request: list[Item] = []
    size = 0
    for item in items:
        # Cyrillic letters take two bytes.
        size += 2 * len(item.lines)
        request.append(item)
        if size >= REQUEST_BYTES:
            yield request
            request, size = [], 0
    if request:
        yield request


def _send(client: Any, index: str, request: list[Item], patience: float) -> None:  # noqa: ANN401 - as above
    pause, end = FIRST_PAUSE, time.monotonic() + patience
    while request:
        request, reason = _left(client, index, request)
        if request:
            if time.monotonic() > end:
                raise IndexingError(
                    f"OpenSearch took no more documents for {patience:g} s: {reason}"
                )
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _left(client: Any, index: str, request: list[Item]) -> tuple[list[Item], str]:  # noqa: ANN401 - as above
    """The items that have to be sent again, and why."""
    try:
        answer = client.bulk(index=index, body="".join(item.lines for item in request))
    except opensearchpy.ConnectionError as error:
        return request, str(error.error)
    except opensearchpy.TransportError as error:
        if error.status_code not in _BUSY:
            raise IndexingError(f"OpenSearch refuses documents: {error.error}") from error
        return request, str(error.error)
    left, reason = [], ""
    for item, result in zip(request, answer["items"], strict=True):
        ((action, outcome),) = result.items()
        status = outcome["status"]
        if status in _BUSY:
            left.append(item)
            reason = str(outcome.get("error", status))
        elif status >= 400 and (action, status) not in {
            ("create", _CONFLICT),
            ("delete", _NOT_FOUND),
        }:
            raise IndexingError(f"OpenSearch refuses document {item.number}: {outcome['error']}")
    return left, reason
