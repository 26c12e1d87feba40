"""The strings of a whole build, numbered in the order in which they were first seen.

There are millions, so they aren't objects and their numbers aren't in a dictionary: they are
packed, and found by a table of numbers with open addressing and linear probing, a whole batch at
a time (D. E. Knuth, "The Art of Computer Programming" 3, 6.4, algorithm L). Some 45 bytes a
string instead of 170. Strings of one hash are told apart by their bytes, so the numbers are exact.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.strings import PART, PackedStrings, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from archsearch.engines.strings import Encoded

#: Slots at first, a power of two.
_FEWEST_SLOTS = 1 << 12
#: A half to a quarter of the slots is taken: then few strings lie far from their slot.
_SLOTS_PER_STRING = 2
_FREE = -1


class PackedVocabulary:
    """Numbers strings; what `archsearch.analysis.Vocabulary` is for many more.

    Attributes:
        strings: all of them, by number.
    """

    def __init__(self) -> None:
        self.strings = PackedStrings()
        self._clear()

    def _clear(self) -> None:
        #: By number, Python's hash of the string; it differs from process to process.
        self._hashes = array("Q")
        self._slots = np.full(_FEWEST_SLOTS, _FREE, np.int32)

    def numbers_of(self, strings: Sequence[str]) -> NDArray[np.int32]:
        """(n,) the number of each of many strings, new ones for those that were never seen."""
        encoded = encode(strings)
        hashes = np.fromiter(map(hash, strings), np.int64, len(strings)).view(np.uint64)
        numbers = self._find(encoded, hashes)
        unknown = np.flatnonzero(numbers == _FREE)
        if unknown.size:
            new = [strings[place] for place in unknown.tolist()]
            numbers[unknown] = self._take(new, hashes[unknown])
        return numbers

    def finish(self) -> PackedStrings:
        """All strings, when no more will come: what finds their numbers is let go."""
        self._clear()
        return self.strings

    def __len__(self) -> int:
        return len(self.strings)

    def _find(self, encoded: Encoded, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The number of each string, `_FREE` where it is unknown."""
        known = np.frombuffer(self._hashes, np.uint64)
        numbers = np.full(hashes.size, _FREE, np.int32)
        slots = self._first_slots(hashes)
        left = np.arange(hashes.size)
        while left.size:
            found = self._slots[slots[left]]
            taken = found != _FREE
            left, found = left[taken], found[taken]
            right = known[found] == hashes[left]
            alike = np.flatnonzero(right)
            right[alike] = self.strings.equal(found[alike], encoded, left[alike])
            numbers[left[right]] = found[right]
            left = left[~right]
            slots[left] = self._next_slots(slots[left])
        return numbers

    def _take(self, strings: list[str], hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Number unknown strings, among which one may stand several times."""
        before, places = len(self.strings), dict[str, int]()
        found = (before + places.setdefault(string, len(places)) for string in strings)
        numbers = np.fromiter(found, np.int32, len(strings))
        new, firsts = np.unique(numbers, return_index=True)
        self.strings.extend(encode(list(places)))
        self._hashes.frombytes(hashes[firsts].tobytes())
        if _SLOTS_PER_STRING * len(self) > self._slots.size:
            self._grow()
        else:
            self._place(new)
        return numbers

    def _grow(self) -> None:
        size = 1 << (_SLOTS_PER_STRING * len(self)).bit_length()
        self._slots = np.full(size, _FREE, np.int32)
        for first in range(0, len(self), PART):
            self._place(np.arange(first, min(first + PART, len(self)), dtype=np.int32))

    def _place(self, numbers: NDArray[np.int32]) -> None:
        """Give each string, which has none, the first free slot from its own on."""
        slots = self._first_slots(np.frombuffer(self._hashes, np.uint64)[numbers])
        while numbers.size:
            free = np.flatnonzero(self._slots[slots] == _FREE)
            # Where several want one slot, the last gets it, and the others see that below.
            self._slots[slots[free]] = numbers[free]
            left = np.flatnonzero(self._slots[slots] != numbers)
            numbers, slots = numbers[left], self._next_slots(slots[left])

    def _first_slots(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        return (hashes & np.uint64(self._slots.size - 1)).view(np.int64)

    def _next_slots(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        return (slots + 1) & (self._slots.size - 1)
