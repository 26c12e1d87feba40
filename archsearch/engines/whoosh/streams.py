"""The coded streams that postings are read from, and groups of numbers that rise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.coding import (
    TOO_EARLY,
    decode_many,
    decode_ranges,
    increased,
)
from archsearch.engines.whoosh.postings_writer import AS_THEY_ARE
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.files import MappedFile

_UNSIGNED = np.dtype("<u2")


class Stream:
    """One coded stream and where each pair's group lies in it.

    Attributes:
        offsets: (pairs,) where each pair's group begins.
        widths: (pairs,) bytes a number.
    """

    def __init__(self, file: MappedFile, table: MappedFile, name: str) -> None:
        self._data = file.data
        self.offsets = column(table, f"{name}.offsets")
        self.widths = column(table, f"{name}.widths")
        self._offsets = self.offsets.data
        self._widths = self.widths.data

    def increased(self, pair: int, count: int) -> NDArray[Any]:
        """The `count` numbers of a pair, each plus one, in the smallest type."""
        return increased(self._data, self._offsets[pair], count, self._widths[pair])

    def some(self, pair: int, count: int, places: NDArray[np.int64]) -> NDArray[np.int32]:
        """The numbers of a pair at some places, which rise."""
        return decode_ranges(self._data, (self._offsets[pair], count, self._widths[pair]), places)

    def groups(self, pairs: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int32]:
        """The numbers of many pairs, one pair after the other."""
        data = np.frombuffer(self._data, np.uint8)
        widths = self.widths[pairs]
        widths = np.where(widths == AS_THEY_ARE, 2, widths)
        return decode_many(data, self.offsets[pairs], counts, widths)

    def as_they_are(self, pair: int, count: int) -> NDArray[np.uint16] | None:
        """The numbers of the group in place, None if it isn't written so."""
        if self._widths[pair] != AS_THEY_ARE:
            return None
        try:
            return np.frombuffer(self._data, _UNSIGNED, count, self._offsets[pair])
        except ValueError as error:
            raise IndexUnavailableError(TOO_EARLY) from error


def column(table: MappedFile, name: str) -> NDArray[Any]:
    """A column of the pair table; empty where nothing was written."""
    return table.array(name) if table.has(name) else np.empty(0, np.uint8)


def ranges(starts: NDArray[Any], counts: NDArray[Any], ends: NDArray[Any]) -> NDArray[np.int64]:
    """Stretches of numbers, one after the other.

    Args:
        starts: (n,) the first number of each.
        counts: (n,) how many numbers each has, at least one.
        ends: (n,) where each ends in what is returned.
    """
    steps = np.ones(ends[-1], np.int64)
    steps[0] = starts[0]
    # From the last number of a stretch to the first of the next.
    steps[ends[:-1].astype(np.intp, copy=False)] = starts[1:] - starts[:-1] - counts[:-1] + 1
    return steps.cumsum(out=steps)


def repeated(rising: NDArray[np.int64], ends: NDArray[Any]) -> NDArray[np.int64]:
    """Each number some times, as ``np.repeat`` does it, in a fifth of the time where counts vary.

    Args:
        rising: (n,) the numbers.
        ends: (n,) where those of each end in what is returned; there is at least one of each.
    """
    if ends[-1] == ends.size:
        return rising
    steps = np.zeros(ends[-1], np.int64)
    steps[0] = rising[0]
    # Adding up what each is above the one before gives the number everywhere.
    steps[ends[:-1].astype(np.intp, copy=False)] = rising[1:] - rising[:-1]
    return steps.cumsum(out=steps)


def rising(gaps: NDArray[np.int32], counts: NDArray[Any]) -> NDArray[np.int32]:
    """Numbers from their gaps, in groups of `counts`, each of them beginning anew."""
    if not gaps.size:
        return gaps
    # The running total may overflow; differences of it are right all the same.
    total = np.cumsum(gaps + np.int32(1), dtype=np.int32)
    starts = np.cumsum(counts) - counts
    before = np.where(starts > 0, total[starts - 1], np.int32(0)) + np.int32(1)
    total -= np.repeat(before, counts)
    return total
