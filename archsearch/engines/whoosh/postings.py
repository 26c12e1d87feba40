"""Postings of one segment, read in place.

A *pair* is a term in a field; its number is its row in the pair table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.coding import TOO_EARLY
from archsearch.engines.whoosh.dictionary import StringTable
from archsearch.engines.whoosh.position_bits import BITS_FILE, PositionBits
from archsearch.engines.whoosh.postings_writer import AS_THEY_ARE, STREAMS, TERMS_FILE
from archsearch.engines.whoosh.streams import Stream, column, ranges, rising
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.files import MappedFile
    from archsearch.engines.whoosh.kept import Kept

    Documents = NDArray[np.int32]


#: Positions are 32 bit: document and position make one number that keeps documents apart.
POSITION_BITS = 32
_MOST_SHORT = np.iinfo(np.int32).max
#: A pair in at least one of so many documents is looked up in a table of all documents.
FREQUENT = 8


class Postings:
    """The posting files of one segment.

    Attributes:
        terms: the term dictionary, shared by all fields.
        first_pairs: (terms + 1,) the pairs of term t are ``first_pairs[t]:first_pairs[t + 1]``.
        fields: (pairs,) field number of each pair; rising within a term.
        document_counts: (pairs,) documents that have the term in the field.
        occurrence_counts: (pairs,) how often it occurs in them.
        kept: what was decoded.
        bits: positions of the densest pairs; None in an index of an earlier format.
    """

    def __init__(self, files: Mapping[str, MappedFile], documents: int, kept: Kept) -> None:
        table = files[TERMS_FILE]
        self._limit = documents
        self.kept = kept
        self.terms = StringTable(table, "terms")
        self.first_pairs: NDArray[Any] = table.array("first_pairs")
        self.fields: NDArray[np.uint8] = table.array("fields")
        self.document_counts = column(table, "document_counts")
        self.occurrence_counts = column(table, "occurrence_counts")
        self._first_pairs = self.first_pairs.data
        self._fields = self.fields.data
        self._document_counts = self.document_counts.data
        self._occurrence_counts = self.occurrence_counts.data
        self._documents, self._frequencies, self._positions = (
            Stream(files[f"{name}.bin"], table, name) for name in STREAMS
        )
        self.bits = PositionBits(files[BITS_FILE]) if BITS_FILE in files else None

    def pair(self, field: int, term: bytes) -> int:
        """Number of the pair, -1 if the term doesn't occur in the field."""
        number = self.terms.find(term)
        return -1 if number < 0 else self.pair_of(field, number)

    def pair_of(self, field: int, term: int) -> int:
        """Number of the pair of term number `term`, -1 if it doesn't occur in the field."""
        for pair in range(self._first_pairs[term], self._first_pairs[term + 1]):
            if self._fields[pair] == field:
                return pair
        return -1

    def pairs_between(self, field: int, first: int, end: int) -> NDArray[np.int64]:
        """Pairs in `field` of the terms ``[first, end)``."""
        low, high = self._first_pairs[first], self._first_pairs[end]
        found: NDArray[np.int64] = np.flatnonzero(self.fields[low:high] == field) + low
        return found

    def terms_from(self, field: int, text: bytes) -> list[int]:
        """Numbers of the terms of a field that aren't below `text`."""
        pairs = self.pairs_between(field, self.terms.from_on(text), len(self.terms))
        found: list[int] = self.terms_of(pairs).tolist()
        return found

    def terms_of(self, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Term number of each pair."""
        found: NDArray[np.int64] = np.searchsorted(self.first_pairs, pairs, side="right") - 1
        return found

    def document_count(self, pair: int) -> int:
        """How many documents have the pair, deleted ones included."""
        count: int = self._document_counts[pair]
        return count

    def occurrence_count(self, pair: int) -> int:
        """How often the pair occurs, in deleted documents too."""
        count: int = self._occurrence_counts[pair]
        return count

    def documents(self, pair: int) -> Documents:
        """Documents that have the pair, rising.

        Raises:
            IndexUnavailableError: the postings are damaged.
        """
        known = self.kept.get((self, pair, "documents"))
        if known is not None:
            return known
        return self.kept.put((self, pair, "documents"), self._decoded_documents(pair))

    def read_documents(self, pair: int) -> Documents:
        """The same, not kept if it isn't yet."""
        known = self.kept.get((self, pair, "documents"))
        return self._decoded_documents(pair) if known is None else known

    def _decoded_documents(self, pair: int) -> Documents:
        gaps = self._documents.increased(pair, self._document_counts[pair])
        gaps[0] -= 1
        found: Documents = gaps.cumsum(dtype=np.int32)
        if found[-1] >= self._limit or found[0] < 0:
            raise IndexUnavailableError(
                "The index is damaged: its postings name documents that don't exist. "
                "Rebuild it with: archsearch index build"
            )
        return found

    def frequencies(self, pair: int) -> NDArray[Any]:
        """How often the pair occurs in each of its documents, in the smallest type; not kept."""
        return self._frequencies.increased(pair, self._document_counts[pair])

    def starts(self, pair: int) -> NDArray[Any]:
        """(documents + 1,) the first occurrence in each, counted through all of the pair's.

        The last one is their number.
        """
        known = self.kept.get((self, pair, "starts"))
        if known is not None:
            return known
        frequencies, count = self.frequencies(pair), self._occurrence_counts[pair]
        found = np.zeros(frequencies.size + 1, np.int32 if count <= _MOST_SHORT else np.int64)
        frequencies.cumsum(dtype=found.dtype, out=found[1:])
        if found[-1] != count:
            raise IndexUnavailableError(TOO_EARLY)
        return self.kept.put((self, pair, "starts"), found)

    def frequencies_at(self, pair: int, chosen: NDArray[np.int64]) -> NDArray[np.int32]:
        """How often the pair occurs in some of its documents.

        Args:
            pair: the pair.
            chosen: rising places among the pair's documents.
        """
        found = self._frequencies.some(pair, self._document_counts[pair], chosen)
        found += 1
        return found

    def positions(
        self, pair: int, chosen: NDArray[np.int64]
    ) -> tuple[NDArray[Any], NDArray[np.uint16] | NDArray[np.int32]]:
        """Where the pair stands in some of its documents.

        Args:
            pair: the pair.
            chosen: rising places among the pair's documents; at least one.

        Returns:
            The positions, one document after the other; before them, where each document's end.
        """
        first, last = int(chosen[0]), int(chosen[-1])
        if last - first + 1 == chosen.size:
            return self.positions_between(pair, first, last + 1)
        starts, plain = self.starts(pair), self.plain_positions(pair)
        begins = starts.take(chosen)
        counts = starts.take(chosen + 1) - begins
        ends = counts.cumsum()
        places = ranges(begins, counts, ends)
        if plain is not None:
            return ends, plain.take(places)
        gaps = self._positions.some(pair, self._occurrence_counts[pair], places)
        return ends, rising(gaps, counts)

    def positions_between(
        self, pair: int, first: int, end: int
    ) -> tuple[NDArray[Any], NDArray[np.uint16] | NDArray[np.int32]]:
        """The same in its documents from number `first` to that before number `end`."""
        starts, plain = self.starts(pair), self.plain_positions(pair)
        begin, ends = starts[first], starts[first + 1 : end + 1]
        if first:
            ends = ends - begin
        if plain is not None:
            return ends, plain[begin : starts[end]]
        places = np.arange(begin, starts[end])
        gaps = self._positions.some(pair, self._occurrence_counts[pair], places)
        return ends, rising(gaps, np.diff(ends, prepend=0))

    def has_bits(self, pair: int) -> bool:
        """Whether the positions of the pair are there as bits too."""
        return self.bits is not None and self.bits.has(pair)

    def plain_positions(self, pair: int) -> NDArray[np.uint16] | None:
        """Positions of the pair in all its documents, in place; None if gaps are written."""
        return self._positions.as_they_are(pair, self._occurrence_counts[pair])

    def documents_of(self, pairs: NDArray[np.int64]) -> Documents:
        """Documents of many pairs, one pair after the other."""
        counts = self.document_counts[pairs].astype(np.int64)
        return rising(self._documents.groups(pairs, counts), counts)

    def frequencies_of(self, pairs: NDArray[np.int64]) -> NDArray[np.int32]:
        """Frequencies of many pairs, one pair after the other."""
        counts = self.document_counts[pairs].astype(np.int64)
        return self._frequencies.groups(pairs, counts) + np.int32(1)

    def positions_of(
        self, pairs: NDArray[np.int64], frequencies: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """Positions of many pairs, one pair after the other."""
        counts = self.occurrence_counts[pairs].astype(np.int64)
        written = self._positions.groups(pairs, counts)
        plain = np.repeat(self._positions.widths[pairs] == AS_THEY_ARE, counts)
        return np.where(plain, written, rising(written, frequencies))
