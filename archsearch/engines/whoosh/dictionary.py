"""A sorted list of distinct strings as two arrays: UTF-8 bytes and where each begins.

UTF-8 sorts as code points do. Searching is by bisection in place: nothing is read at opening.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.engines.whoosh.files import smallest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from archsearch.engines.strings import PackedStrings
    from archsearch.engines.whoosh.files import FileWriter, MappedFile


def write_strings(writer: FileWriter, name: str, strings: Iterable[bytes]) -> None:
    """Write strings under a name; for searching, they have to be sorted and distinct."""
    joined, offsets = bytearray(), array("q", [0])
    for string in strings:
        joined += string
        offsets.append(len(joined))
    writer.array(f"{name}.bytes", np.frombuffer(joined, np.uint8))
    writer.array(f"{name}.offsets", smallest(np.frombuffer(offsets, np.int64)))


def write_packed(
    writer: FileWriter, name: str, strings: PackedStrings, numbers: NDArray[np.int64]
) -> None:
    """Write the strings of some numbers, as `write_strings` would, without holding them."""
    offsets = [np.zeros(1, np.int64)]

    def parts() -> Iterator[NDArray[np.uint8]]:
        for data, bounds in strings.parts(numbers):
            offsets.append(bounds[1:] + offsets[-1][-1])
            yield data

    writer.parts(f"{name}.bytes", np.dtype(np.uint8), parts())
    writer.array(f"{name}.offsets", smallest(np.concatenate(offsets)))


class StringTable:
    """Strings that `write_strings` wrote."""

    def __init__(self, file: MappedFile, name: str) -> None:
        self.data: NDArray[np.uint8] = file.array(f"{name}.bytes")
        self.offsets: NDArray[Any] = file.array(f"{name}.offsets")
        self._data = self.data.data
        self._offsets = self.offsets.data
        self._numbers = range(len(self.offsets) - 1)

    def __len__(self) -> int:
        return len(self._numbers)

    def raw(self, number: int) -> bytes:
        """String `number` in UTF-8."""
        return self._data[self._offsets[number] : self._offsets[number + 1]].tobytes()

    def text(self, number: int) -> str:
        """String `number`."""
        return self.raw(number).decode("utf-8")

    def find(self, text: bytes) -> int:
        """Number of a string of a sorted table, -1 if it isn't there."""
        number = bisect_left(self._numbers, text, key=self.raw)
        return number if number < len(self) and self.raw(number) == text else -1

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """The range of numbers of a sorted table whose strings begin with `prefix`."""
        length = len(prefix)

        def head(number: int) -> bytes:
            return self.raw(number)[:length]

        first = bisect_left(self._numbers, prefix, key=head)
        return first, bisect_right(self._numbers, prefix, lo=first, key=head)

    def from_on(self, text: bytes) -> int:
        """The number of the first string of a sorted table that isn't below `text`."""
        return bisect_left(self._numbers, text, key=self.raw)
