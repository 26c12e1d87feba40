"""Documents by keyword, number, or presence of a field: filters that look at columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection
    from archsearch.engines.whoosh.segment import Segment

    Documents = NDArray[np.int32]


def _segments(collection: Collection) -> Iterator[tuple[int, Segment]]:
    return zip(collection.bases, collection.segments, strict=False)


def _joined(parts: Sequence[NDArray[Any]]) -> Documents:
    if not parts:
        return np.empty(0, np.int32)
    return np.concatenate(parts).astype(np.int32, copy=False)


def with_keyword(collection: Collection, name: str, value: str) -> Documents:
    """Documents that have the keyword, rising."""
    parts = []
    for base, segment in _segments(collection):
        column = segment.keyword(name)
        number = column.strings.find(value.encode("utf-8", "surrogatepass")) if column else -1
        if column and number >= 0:
            parts.append(column.documents_with(number) + base)
    return _joined(parts)


def in_range(collection: Collection, name: str, low: int | None, high: int | None) -> Documents:
    """Documents whose number lies in ``[low, high]``, None being no limit; rising."""
    parts = []
    for base, segment in _segments(collection):
        column = segment.number(name)
        if column:
            chosen = np.ones(column.values.size, np.bool_)
            if low is not None:
                chosen &= column.values >= low
            if high is not None:
                chosen &= column.values <= high
            parts.append(column.documents[chosen].astype(np.int32) + np.int32(base))
    return _joined(parts)


def present(collection: Collection, name: str) -> Documents:
    """Documents that have the field, keyword or number `name`, rising."""
    parts = []
    for base, segment in _segments(collection):
        keyword, number, field = segment.keyword(name), segment.number(name), collection.field(name)
        if keyword:
            found = np.unique(keyword.documents)
        elif number:
            found = number.documents
        else:
            found = np.flatnonzero(segment.lengths(field))
        parts.append(found.astype(np.int32) + np.int32(base))
    return _joined(parts)
