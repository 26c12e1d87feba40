"""Many strings in little memory: their UTF-8, one after another, and where each ends.

Millions of words as objects take four times as much. A string is made when it is asked for.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

#: Strings that are made, copied or compared at once.
PART = 1 << 16
#: The two highest bits of a byte of UTF-8 are these if it doesn't begin a character.
_HIGHEST, _INSIDE = 0xC0, 0x80


class Encoded(NamedTuple):
    """Some strings in UTF-8.

    Attributes:
        data: (b,) their bytes.
        bounds: (n + 1,) where each begins, and behind the last.
    """

    data: NDArray[np.uint8]
    bounds: NDArray[np.int64]


def encode(strings: Sequence[str]) -> Encoded:
    """Encode many strings at once.

    Raises:
        UnicodeEncodeError: one has half of a surrogate pair, which no token has.
    """
    text = "".join(strings)
    data = np.frombuffer(text.encode("utf-8"), np.uint8)
    bounds = np.zeros(len(strings) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)), out=bounds[1:])
    if data.size > len(text):
        firsts = np.flatnonzero((data & _HIGHEST) != _INSIDE)
        bounds = np.append(firsts, data.size)[bounds]
    return Encoded(data, bounds)


class PackedStrings(Sequence[str]):
    """Strings, numbered from 0 in the order in which they came."""

    def __init__(self, strings: Iterable[str] = ()) -> None:
        # Both grow in place, where arrays of numpy would be copied.
        self._data = bytearray()
        self._bounds = array("q", [0])
        left = iter(strings)
        while part := tuple(itertools.islice(left, PART)):
            self.extend(encode(part))

    def extend(self, more: Encoded) -> None:
        """Add strings at the end."""
        bounds = more.bounds[1:] + len(self._data)
        self._data += more.data.data
        self._bounds.frombytes(bounds.tobytes())

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> list[str]: ...

    def __getitem__(self, number: int | slice) -> str | list[str]:
        places = range(len(self))[number]
        if isinstance(places, range):
            return [self[place] for place in places]
        return self.raw(places).decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self)):
            yield self.raw(number).decode("utf-8")

    def raw(self, number: int) -> bytes:
        """String `number`, from 0, in UTF-8."""
        return bytes(self._data[self._bounds[number] : self._bounds[number + 1]])

    def parts(self, numbers: NDArray[np.integer[Any]]) -> Iterator[Encoded]:
        """The strings of some numbers, a part at a time."""
        for first in range(0, numbers.size, PART):
            part = numbers[first : first + PART]
            starts, sizes = self._spans(part)
            bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
            yield Encoded(np.frombuffer(self._data, np.uint8)[_spread(starts, sizes)], bounds)

    def chosen(self, numbers: NDArray[np.integer[Any]]) -> PackedStrings:
        """The strings of some numbers, numbered anew."""
        chosen = PackedStrings()
        for part in self.parts(numbers):
            chosen.extend(part)
        return chosen

    def equal(
        self, numbers: NDArray[np.integer[Any]], others: Encoded, places: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """(n,) whether string ``numbers[i]`` is that at ``places[i]`` of `others`."""
        starts, sizes = self._spans(numbers)
        others_starts = others.bounds[places]
        equal: NDArray[np.bool_] = others.bounds[places + 1] - others_starts == sizes
        # What is empty has no byte to compare.
        left = np.flatnonzero(equal & (sizes > 0))
        if left.size:
            sizes = sizes[left]
            own = np.frombuffer(self._data, np.uint8)[_spread(starts[left], sizes)]
            same = own == others.data[_spread(others_starts[left], sizes)]
            equal[left] = np.logical_and.reduceat(same, np.cumsum(sizes) - sizes)
        return equal

    def rising(self, numbers: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """The places of distinct strings of some numbers by rising string, as code points rise.

        They are sorted by their first bytes, and then by the others in parts: so there are no
        more than some tens of thousands of objects at once, unless more strings begin alike.
        """
        heads = np.concatenate(
            [np.zeros(0, np.uint64)]
            + [self._heads(numbers[at : at + PART]) for at in range(0, numbers.size, PART)]
        )
        order = np.argsort(heads, kind="stable")
        heads = heads[order]
        first = 0
        while first < order.size:
            last = heads[min(first + PART, order.size) - 1]
            end = int(np.searchsorted(heads, last, side="right"))
            part = order[first:end]
            raw = [self.raw(number) for number in numbers[part].tolist()]
            order[first:end] = part[sorted(range(len(raw)), key=raw.__getitem__)]
            first = end
        return order

    def _heads(self, numbers: NDArray[np.integer[Any]]) -> NDArray[np.uint64]:
        """(n,) the first bytes of strings as numbers that rise with them."""
        starts, sizes = self._spans(numbers)
        heads = np.zeros(numbers.size, np.uint64)
        data = np.frombuffer(self._data, np.uint8)
        for place in range(heads.itemsize):
            heads <<= np.uint64(8)
            longer = np.flatnonzero(sizes > place)
            heads[longer] |= data[starts[longer] + place]
        return heads

    def _spans(
        self, numbers: NDArray[np.integer[Any]]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where strings begin, and how many bytes each has."""
        bounds = np.frombuffer(self._bounds, np.int64)
        starts = bounds[numbers]
        # The next one's beginning; not `numbers + 1`, which a small type might not hold.
        return starts, bounds[1:][numbers] - starts


def _spread(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of all bytes of stretches that begin somewhere and have some size."""
    places = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    places += np.arange(places.size)
    return places
