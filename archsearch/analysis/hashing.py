"""Chunks → 64-bit numbers that stand for them, and a table from such numbers to small ones.

Everything that is indexed comes here, so both are vectorised: a dictionary of strings takes ten
times as long. The number of a chunk is a polynomial of random numbers that stand for its
characters, modulo 2**64 (Karp and Rabin, "Efficient Randomized Pattern-Matching Algorithms", IBM
J. Res. Dev. 31(2), 1987). Among a million chunks two are confused once in some ten million indexes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

#: Chunks up to so many characters are told apart by their numbers. Longer ones aren't words, and
#: some long and regular strings have equal polynomials whatever the random numbers.
LONGEST_HASHED: Final = 64
_CODES: Final = 1 << 16
#: Powers that are kept. Beyond, they begin anew: a chunk that stands across such a border has
#: another number than elsewhere, and is read once more.
_PERIOD: Final = 1 << 16
_SEED: Final = 20_260_401
_HASH_BITS: Final = 64
_FEWEST_BITS: Final = 12


class _Tables(NamedTuple):
    """What chunks are hashed by.

    Attributes:
        letters: by code point, a random number.
        powers: of a random odd number.
        inverses: of the powers, modulo 2**64.
    """

    letters: Hashes
    powers: Hashes
    inverses: Hashes


@cache
def _tables() -> _Tables:
    drawn = np.random.default_rng(_SEED)
    letters = drawn.integers(0, 1 << _HASH_BITS, _CODES, np.uint64)
    base = int(drawn.integers(0, 1 << _HASH_BITS, dtype=np.uint64)) | 1
    return _Tables(letters, _powers(base), _powers(pow(base, -1, 1 << _HASH_BITS)))


def _powers(base: int) -> Hashes:
    factors = np.full(_PERIOD, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def hashes(codes: NDArray[np.uint16], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Hashes:
    """The number of each stretch ``codes[starts[i]:ends[i]]``; never 0.

    Args:
        codes: the code points of a text.
        starts: (n,) where its chunks begin.
        ends: (n,) where they end.
    """
    letters, powers, inverses = _tables()
    weighed = letters.take(codes)
    weighed *= powers[: codes.size] if codes.size <= _PERIOD else np.resize(powers, codes.size)
    sums = np.zeros(codes.size + 1, np.uint64)
    np.cumsum(weighed, out=sums[1:])
    found = sums.take(ends)
    found -= sums.take(starts)
    found *= inverses.take(starts & (_PERIOD - 1))
    found |= np.uint64(1)
    return found


class HashTable:
    """Hashes with a number each; open addressing, a quarter to a half of the places taken."""

    def __init__(self) -> None:
        self._count = 0
        self._clear(_FEWEST_BITS)

    def _clear(self, bits: int) -> None:
        self._shift = np.uint64(_HASH_BITS - bits)
        self._last = (1 << bits) - 1
        self._hashes = np.zeros(1 << bits, np.uint64)
        self._numbers = np.zeros(1 << bits, np.int32)

    def find(self, wanted: Hashes) -> NDArray[np.int32]:
        """The number of each hash, -1 where it is unknown."""
        places = (wanted >> self._shift).view(np.int64)
        found: NDArray[np.int32] = self._numbers.take(places)
        left = (self._hashes.take(places) != wanted).nonzero()[0]
        while left.size:
            at = places[left]
            empty = self._hashes[at] == 0
            found[left[empty]] = -1
            left, at = left[~empty], (at[~empty] + 1) & self._last
            places[left] = at
            found[left] = self._numbers[at]
            left = left[self._hashes[at] != wanted[left]]
        return found

    def add(self, new: Hashes, numbers: NDArray[np.int32]) -> None:
        """Take hashes that are distinct and unknown."""
        self._count += new.size
        if 2 * self._count > self._hashes.size:
            taken = self._hashes.nonzero()[0]
            new = np.concatenate((self._hashes[taken], new))
            numbers = np.concatenate((self._numbers[taken], numbers))
            self._clear((4 * self._count - 1).bit_length())
        places = (new >> self._shift).view(np.int64)
        while new.size:
            free = (self._hashes[places] == 0).nonzero()[0]
            # Where several want one place, the last gets it, and the others see that below.
            self._hashes[places[free]] = new[free]
            self._numbers[places[free]] = numbers[free]
            left = (self._hashes[places] != new).nonzero()[0]
            new, numbers, places = new[left], numbers[left], (places[left] + 1) & self._last
