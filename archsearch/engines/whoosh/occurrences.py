"""Occurrences of terms, sorted: what arrives document by document leaves term by term.

An occurrence is (pair of term and field, document, position), packed into one 64-bit number, so
that sorting is one call. When enough have gathered they are sorted and spilled to a file of the
folder given; the sorted runs are merged in chunks of whole pairs. So memory is bounded however
many documents come. Documents come in ascending order.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.sorting import stable_order
from archsearch.errors import IndexingError
from archsearch.systems import release_pages, remove_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from archsearch.engines.base import FieldTerms

#: Occurrences sorted at once: 16 MB packed, and a dozen times that while they are coded.
RUN_SIZE = 2_000_000
#: Bits for the number of a field; 64 fields are more than any description of records has.
FIELD_BITS = 6
MAX_FIELDS = 1 << FIELD_BITS
_KEY_BITS = 64
#: A page of keys.
_FIRST_STEP = 512
RUNS_FILE = "runs.tmp"


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Sorted occurrences of some pairs, each pair whole.

    Attributes:
        pairs: (n,) int64 ``term << FIELD_BITS | field``, never falling.
        documents: (n,) int32 document numbers, never falling within a pair.
        positions: (n,) int32, rising within a document of a pair.
    """

    pairs: NDArray[np.int64]
    documents: NDArray[np.int32]
    positions: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Run:
    """Packed occurrences, sorted, and how they are packed."""

    keys: NDArray[np.uint64]
    document_bits: int
    position_bits: int
    first_document: int

    def pair(self, place: int) -> int:
        """The pair of the occurrence at `place`."""
        return int(self.keys[place]) >> (self.document_bits + self.position_bits)

    def place(self, pair: int, start: int) -> int:
        """Where the occurrences of `pair` begin, or would; not before `start`.

        Steps that double: what is read of a mapped run lies near what will be read next.
        """
        bits = self.document_bits + self.position_bits
        wanted = pair << bits
        if wanted >= 1 << _KEY_BITS:
            return len(self.keys)
        step = _FIRST_STEP
        while start + step < len(self.keys) and self.keys[start + step] < wanted:
            start, step = start + step, step * 2
        ahead = self.keys[start : start + step + 1]
        return start + int(np.searchsorted(ahead, np.uint64(wanted)))

    def unpacked(self, start: int, end: int) -> Occurrences:
        """The occurrences in ``[start, end)``, each once."""
        keys = np.asarray(self.keys[start:end])
        if keys.size:
            keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
        positions = keys & np.uint64((1 << self.position_bits) - 1)
        keys = keys >> np.uint64(self.position_bits)
        documents = keys & np.uint64((1 << self.document_bits) - 1)
        pairs = keys >> np.uint64(self.document_bits)
        return Occurrences(
            pairs.astype(np.int64),
            documents.astype(np.int32) + np.int32(self.first_document),
            positions.astype(np.int32),
        )


class OccurrenceSorter:
    """Takes the terms of documents; gives them back sorted by pair.

    Args:
        folder: where runs are spilled; removed again by `close`.
        run_size: occurrences sorted at once.
    """

    def __init__(self, folder: Path, run_size: int = RUN_SIZE) -> None:
        self._path = folder / RUNS_FILE
        self._run_size = run_size
        self._runs: list[_Run] = []
        self._spilled: IO[bytes] | None = None
        self._sizes: list[int] = []
        self._clear(0)

    @property
    def count(self) -> int:
        """How many occurrences were taken, those that came twice among them."""
        return sum(self._sizes) + self._waiting

    def _clear(self, first_document: int) -> None:
        self._pairs: list[NDArray[np.int64]] = []
        self._positions: list[NDArray[np.int32]] = []
        self._documents: list[int] = []
        self._waiting = 0
        self._first_document = first_document
        self._largest_pair = self._largest_position = 0

    def add(self, document: int, field: int, terms: FieldTerms) -> None:
        """Take the terms that `document` has in the field numbered `field`."""
        if not terms.terms.size:
            return
        if terms.positions.min() < 0 or terms.terms.min() < 0:
            raise IndexingError("A term or a position below zero can't be indexed.")
        pair = (int(terms.terms.max()) << FIELD_BITS) | field
        position = int(terms.positions.max())
        if self._waiting and not self._fits(document, pair, position):
            self._spill()
        if not self._waiting:
            self._first_document = document
        self._largest_pair = max(self._largest_pair, pair)
        self._largest_position = max(self._largest_position, position)
        self._pairs.append((terms.terms.astype(np.int64) << FIELD_BITS) | field)
        self._positions.append(terms.positions)
        self._documents.append(document)
        self._waiting += terms.terms.size

    def _fits(self, document: int, pair: int, position: int) -> bool:
        bits = (
            max(self._largest_pair, pair).bit_length()
            + max(self._largest_position, position).bit_length()
            + (document - self._first_document).bit_length()
        )
        return bits <= _KEY_BITS and self._waiting < self._run_size

    def _pack(self) -> _Run:
        position_bits = self._largest_position.bit_length()
        last = self._documents[-1] if self._documents else self._first_document
        document_bits = (last - self._first_document).bit_length()
        pairs = np.concatenate([np.zeros(0, np.int64), *self._pairs])
        keys = pairs.view(np.uint64) << np.uint64(document_bits)
        start = 0
        for positions, document in zip(self._positions, self._documents, strict=True):
            part = keys[start : start + positions.size]
            part |= np.uint64(document - self._first_document)
            part <<= np.uint64(position_bits)
            part |= positions.astype(np.uint64)
            start += positions.size
        keys = keys[stable_order(pairs)]
        if (keys[1:] < keys[:-1]).any():
            # Documents rise, and positions do in each, but for texts that were put together anew.
            keys.sort()
        return _Run(keys, document_bits, position_bits, self._first_document)

    def _spill(self) -> None:
        run = self._pack()
        if self._spilled is None:
            self._spilled = self._path.open("wb")
        run.keys.tofile(self._spilled)
        # Its keys are put in their place when all runs are mapped; a part of them would keep all.
        self._runs.append(replace(run, keys=np.empty(0, np.uint64)))
        self._sizes.append(run.keys.size)
        self._clear(0)

    def _mapped(self) -> mmap.mmap | None:
        """The file of runs, mapped; the runs get their keys. One file, whatever their number."""
        if self._spilled is None:
            return None
        self._spilled.close()
        with self._path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        keys = np.split(np.frombuffer(mapped, np.uint64), np.cumsum(self._sizes)[:-1])
        self._runs = [replace(run, keys=own) for run, own in zip(self._runs, keys, strict=True)]
        return mapped

    def chunks(self) -> Iterator[Occurrences]:
        """All occurrences in order of pairs; a pair is never cut in two. Called once."""
        mapped = self._mapped()
        runs = self._runs
        if self._waiting:
            runs = [*runs, self._pack()]
            self._clear(0)
        places = [0] * len(runs)
        while any(place < len(run.keys) for place, run in zip(places, runs, strict=True)):
            limit = self._next_limit(runs, places)
            ends = [run.place(limit, place) for run, place in zip(runs, places, strict=True)]
            yield _taken(runs, places, ends)
            if mapped:
                # What was read counts as this process's memory until it is given back.
                release_pages(mapped)
            places = ends

    def _next_limit(self, runs: list[_Run], places: list[int]) -> int:
        """The first pair beyond the next chunk, chosen so that about `run_size` are taken."""
        share = max(1, self._run_size // len(runs))
        limits = []
        for run, place in zip(runs, places, strict=True):
            if place < len(run.keys):
                limits.append(run.pair(min(place + share, len(run.keys)) - 1) + 1)
        return min(limits)

    def close(self) -> None:
        """Remove what was spilled."""
        self._runs = []
        if self._spilled is not None:
            self._spilled.close()
            remove_file(self._path)
            self._spilled = None


def _taken(runs: list[_Run], starts: list[int], ends: list[int]) -> Occurrences:
    """What lies between `starts` and `ends` of all runs, joined."""
    slices = [
        (run, start, end) for run, start, end in zip(runs, starts, ends, strict=True) if end > start
    ]
    pairs = {run.pair(place) for run, start, end in slices for place in (start, end - 1)}
    parts = (run.unpacked(start, end) for run, start, end in slices)
    if len(pairs) == 1:
        return _of_one_pair(pairs.pop(), parts, sum(end - start for _, start, end in slices))
    return merged(list(parts))


def _of_one_pair(pair: int, parts: Iterable[Occurrences], most: int) -> Occurrences:
    """One frequent word: at most so many occurrences, for which there may be memory but once."""
    documents, positions = np.empty(most, np.int32), np.empty(most, np.int32)
    end = 0
    for part in parts:
        start, end = end, end + part.documents.size
        documents[start:end] = part.documents
        positions[start:end] = part.positions
    return Occurrences(np.broadcast_to(np.int64(pair), end), documents[:end], positions[:end])


def merged(parts: list[Occurrences]) -> Occurrences:
    """Join parts whose documents follow one another."""
    if len(parts) == 1:
        return parts[0]
    pairs = np.concatenate([part.pairs for part in parts])
    order = stable_order(pairs)
    return Occurrences(
        pairs[order],
        np.concatenate([part.documents for part in parts])[order],
        np.concatenate([part.positions for part in parts])[order],
    )
