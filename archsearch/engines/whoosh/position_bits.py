"""Positions of the densest pairs as bits, beside their numbers.

«the» stands in every fifteenth place of its texts. A phrase asks of thousands of places whether it
stands there, and a bit answers each at once, where the numbers have to be halved again and again.
A document's bits reach from the pair's first position in it to its last. Only pairs for which that
takes little more room than the numbers have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.files import FileWriter
from archsearch.engines.whoosh.spilled import SpilledNumbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.files import FileEntry, MappedFile

BITS_FILE = "bits.bin"
#: A pair has bits if they are at most so many for each of its occurrences: twice and a half of
#: the room that two bytes for each take. At 12,000 documents a dozen words have them.
DENSE = 40
#: A pair that occurs less often is read as fast without.
LEAST_OCCURRENCES = 1024
#: Documents whose bits are laid out at once: a few megabytes, a byte for each bit.
_BLOCK = 4096


class BitsWriter:
    """Takes dense pairs; writes them in one file."""

    def __init__(self, folder: Path) -> None:
        self._writer = FileWriter(folder / BITS_FILE)
        # There are millions of both: a number for every document of a pair.
        self._firsts = SpilledNumbers(folder / "firsts.tmp")
        self._sizes = SpilledNumbers(folder / "sizes.tmp")
        self._counts: list[int] = []

    def add_dense(
        self,
        positions: NDArray[np.int32],
        posting_starts: NDArray[np.int64],
        posting_bounds: NDArray[np.int64],
        occurrence_bounds: NDArray[np.int64],
        fitting: NDArray[np.bool_],
    ) -> NDArray[np.int64]:
        """Write the bits of the pairs that are dense enough.

        Args:
            positions: (n,) of all pairs' occurrences.
            posting_starts: (d,) where the positions of each pair in each document begin.
            posting_bounds: (p + 1,) the first posting of each pair, and behind the last.
            occurrence_bounds: (p + 1,) its first occurrence, and behind the last.
            fitting: (p,) which pairs have no position of 2**16 or above.

        Returns:
            (p,) the number under which each pair's bits are found, from 1 on; 0 if it has none.
        """
        _, sizes = _extents(positions, posting_starts)
        occurrences = np.diff(occurrence_bounds)
        bits = np.add.reduceat(sizes, posting_bounds[:-1]) * 8
        dense = fitting & (bits <= DENSE * occurrences) & (occurrences >= LEAST_OCCURRENCES)
        numbers = np.zeros(dense.size, np.int64)
        for pair in np.flatnonzero(dense).tolist():
            first, end = occurrence_bounds[pair : pair + 2]
            own = posting_starts[slice(*posting_bounds[pair : pair + 2])] - first
            numbers[pair] = self._add(positions[first:end], own)
        return numbers

    def _add(self, positions: NDArray[np.int32], posting_starts: NDArray[np.int64]) -> int:
        firsts, sizes = _extents(positions, posting_starts)
        ends = np.append(posting_starts[1:], positions.size)
        for block in range(0, posting_starts.size, _BLOCK):
            part = slice(block, block + _BLOCK)
            low, high = posting_starts[block], ends[part][-1]
            places = (np.cumsum(sizes[part]) - sizes[part]) * 8 - firsts[part]
            bits = np.zeros(int(sizes[part].sum()) * 8, np.bool_)
            bits[np.repeat(places, (ends - posting_starts)[part]) + positions[low:high]] = True
            self._writer.append(np.packbits(bits, bitorder="little"))
        self._firsts.extend(firsts.astype(np.uint16))
        self._sizes.extend(sizes.astype(np.uint16))
        self._counts.append(posting_starts.size)
        return len(self._counts)

    def finish(self, numbers: NDArray[np.int64]) -> FileEntry:
        """Write the tables.

        Args:
            numbers: for every pair what `add_dense` gave; pairs that stand alike share theirs.
        """
        pairs = np.flatnonzero(numbers)
        self._writer.parts("begins", np.min_scalar_type(self._sizes.total), self._begins())
        self._writer.parts("firsts", np.dtype(np.uint16), self._firsts.parts())
        self._writer.array("documents", np.cumsum([0, *self._counts]))
        self._writer.array("pairs", pairs)
        self._writer.array("numbers", numbers[pairs])
        self._close()
        return self._writer.finish()

    def _begins(self) -> Iterator[NDArray[np.int64]]:
        """Where the bits of each document begin, and behind the last where they end."""
        end = 0
        yield np.zeros(1, np.int64)
        for sizes in self._sizes.parts():
            ends = np.cumsum(sizes, dtype=np.int64) + end
            end = int(ends[-1])
            yield ends

    def _close(self) -> None:
        self._firsts.close()
        self._sizes.close()

    def abort(self) -> None:
        """Close the file unfinished."""
        self._close()
        self._writer.abort()


def _extents(
    positions: NDArray[np.int32], posting_starts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First position of each document, and how many bytes its bits take."""
    firsts = positions[posting_starts].astype(np.int64)
    lasts = positions[np.append(posting_starts[1:], positions.size) - 1]
    return firsts, (lasts - firsts) // 8 + 1


class PositionBits:
    """Reads what `BitsWriter` wrote."""

    def __init__(self, file: MappedFile) -> None:
        self._data: NDArray[np.uint8] = np.frombuffer(file.data, np.uint8)
        self._begins: NDArray[Any] = file.array("begins")
        self._firsts: NDArray[np.uint16] = file.array("firsts")
        starts = file.array("documents").tolist()
        pairs, numbers = file.array("pairs").tolist(), file.array("numbers").tolist()
        self._starts: dict[int, int] = {
            pair: starts[number - 1] for pair, number in zip(pairs, numbers, strict=True)
        }

    def has(self, pair: int) -> bool:
        """Whether the pair has bits."""
        return pair in self._starts

    def stand_at(
        self, pair: int, documents: NDArray[np.int64], positions: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Whether the pair stands at each of `positions` in the documents of these numbers.

        Args:
            pair: one that has bits.
            documents: (n,) places among the pair's documents.
            positions: (n,) the positions.
        """
        at = documents + self._starts[pair]
        bit = positions - self._firsts.take(at)
        byte = self._begins.take(at) + (bit >> 3)
        at += 1
        inside = (bit >= 0) & (byte < self._begins.take(at))
        byte *= inside
        bit &= 7
        read = self._data.take(byte) >> bit.astype(np.uint8)
        read &= 1
        found: NDArray[np.bool_] = read.view(np.bool_)
        found &= inside
        return found
