"""The page asked for: the best of what was found, by score or by columns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection
    from archsearch.engines.whoosh.matches import Matches

#: Scores are looked at in groups of so many where there are far more than are wanted.
GROUP = 64
#: That is, where there are at least so many groups for each that is wanted.
GROUPS_EACH = 4


def best(found: Matches, count: int) -> NDArray[np.int64]:
    """Places in `found` of the `count` best scores; equal ones in order of documents."""
    scores = found.scores
    if scores.size > count:
        if count <= 0:
            return np.empty(0, np.int64)
        places = _promising(scores, count)
        scores = scores[places]
        least = _least(scores, count)
        above = (scores > least).nonzero()[0]
        equal = (scores == least).nonzero()[0][: count - above.size]
        chosen = np.concatenate((above, equal))
        ranked: NDArray[np.int64] = places[chosen[np.lexsort((chosen, -scores[chosen]))]]
        return ranked
    return np.argsort(-scores, kind="stable")


def _promising(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Places of all scores that may be among the best, rising: few, where there are many scores.

    Each of the `count` best of the groups' greatest scores is a score that is had, so nothing
    below the least of them is wanted. Groups are columns of a table: the maximum of each is found
    by comparing whole rows, at a twentieth of what a partition costs.
    """
    width = scores.size // GROUP
    if width < count * GROUPS_EACH:
        return np.arange(scores.size)
    greatest = scores[: width * GROUP].reshape(GROUP, width).max(axis=0)
    places: NDArray[np.int64] = (scores >= _least(greatest, count)).nonzero()[0]
    return places


def _least(scores: NDArray[np.float32], count: int) -> np.float32:
    """The least of the `count` best scores."""
    least: np.float32 = np.partition(scores, scores.size - count)[scores.size - count]
    return least


class Ordering:
    """Sorts documents of one collection by numbers and sort keys."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._column = cache(self._read_column)

    def sorted(
        self, documents: NDArray[np.int32], sort: Sequence[tuple[str, bool]]
    ) -> NDArray[np.int32]:
        """`documents` sorted; those without a value last, equal ones in order of documents."""
        keys: list[NDArray[Any]] = [documents]
        for name, descending in reversed(sort):
            present, ranks = self._column(name)
            own = ranks[documents]
            keys += [-own if descending else own, ~present[documents]]
        return documents[np.lexsort(keys)]

    def _read_column(self, name: str) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Which documents have a value, and the rank of each one's value."""
        present = np.zeros(self._collection.size, np.bool_)
        documents, values = self._numbers(name)
        if not documents.size:
            documents, values = self._strings(name)
        present[documents] = True
        ranks = np.zeros(self._collection.size, np.int64)
        # Ranks, not values: the smallest number has no negative.
        ranks[documents] = np.unique(values, return_inverse=True)[1]
        return present, ranks

    def _numbers(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        columns = [
            (base, column)
            for base, segment in zip(
                self._collection.bases, self._collection.segments, strict=False
            )
            if (column := segment.number(name))
        ]
        empty = np.empty(0, np.int64)
        return (
            np.concatenate([empty, *(column.documents + base for base, column in columns)]),
            np.concatenate([empty, *(column.values for _, column in columns)]),
        )

    def _strings(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        columns = [
            (base, column)
            for base, segment in zip(
                self._collection.bases, self._collection.segments, strict=False
            )
            if (column := segment.sort_key(name))
        ]
        strings = sorted(
            {column.strings.raw(n) for _, column in columns for n in range(len(column.strings))}
        )
        ranks = {string: rank for rank, string in enumerate(strings)}
        empty = np.empty(0, np.int64)
        documents, values = [empty], [empty]
        for base, column in columns:
            own = [ranks[column.strings.raw(n)] for n in range(len(column.strings))]
            documents.append(column.documents.astype(np.int64) + base)
            values.append(np.array(own, np.int64)[column.values])
        return np.concatenate(documents), np.concatenate(values)
