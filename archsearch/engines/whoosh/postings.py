"""Postings of one segment, read in place.

A *pair* is a term in a field; its number is its row in the pair table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.coding import TOO_EARLY, decode, decode_many, decode_ranges
from archsearch.engines.whoosh.dictionary import StringTable
from archsearch.engines.whoosh.matches import within
from archsearch.engines.whoosh.position_bits import BITS_FILE, PositionBits
from archsearch.engines.whoosh.postings_writer import AS_THEY_ARE, STREAMS, TERMS_FILE
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
_UNSIGNED = np.dtype("<u2")
#: A pair in at least one of so many documents is looked up in a table of all documents.
FREQUENT = 8


class _Stream:
    """One coded stream and where each pair's group lies in it."""

    def __init__(self, file: MappedFile, table: MappedFile, name: str) -> None:
        self.data = file.data
        self.offsets = _column(table, f"{name}.offsets")
        self.widths = _column(table, f"{name}.widths")
        self._offsets = self.offsets.data
        self._widths = self.widths.data

    def group(self, pair: int, count: int) -> NDArray[np.int32]:
        return decode(self.data, self._offsets[pair], count, self._widths[pair])

    def some(self, pair: int, count: int, places: NDArray[np.int64]) -> NDArray[np.int32]:
        return decode_ranges(self.data, (self._offsets[pair], count, self._widths[pair]), places)

    def groups(self, pairs: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int32]:
        data = np.frombuffer(self.data, np.uint8)
        widths = self.widths[pairs]
        widths = np.where(widths == AS_THEY_ARE, 2, widths)
        return decode_many(data, self.offsets[pairs], counts, widths)

    def as_they_are(self, pair: int, count: int) -> NDArray[np.uint16] | None:
        """The numbers of the group in place, None if it isn't written so."""
        if self._widths[pair] != AS_THEY_ARE:
            return None
        try:
            return np.frombuffer(self.data, _UNSIGNED, count, self._offsets[pair])
        except ValueError as error:
            raise IndexUnavailableError(TOO_EARLY) from error


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
        self.document_counts = _column(table, "document_counts")
        self.occurrence_counts = _column(table, "occurrence_counts")
        self._first_pairs = self.first_pairs.data
        self._fields = self.fields.data
        self._document_counts = self.document_counts.data
        self._occurrence_counts = self.occurrence_counts.data
        self._documents, self._frequencies, self._positions = (
            _Stream(files[f"{name}.bin"], table, name) for name in STREAMS
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
        return self.kept.put((self, pair, "documents"), self.decoded_documents(pair))

    def places_in(self, pair: int, documents: Documents) -> NDArray[np.int64]:
        """The place of each of `documents`, which never fall, among the pair's; -1 if not there."""
        own = self._document_counts[pair]
        if own == self._limit:
            return documents.astype(np.int64)
        if own * FREQUENT < self._limit:
            return within(documents, self.documents(pair))
        table = self.kept.get((self, pair, "places"))
        if table is None:
            table = np.full(self._limit, -1, np.int32)
            table[self.decoded_documents(pair)] = np.arange(own, dtype=np.int32)
            self.kept.put((self, pair, "places"), table)
        return table[documents].astype(np.int64)

    def decoded_documents(self, pair: int) -> Documents:
        """The same, neither looked for in what is kept nor kept."""
        gaps = self._documents.group(pair, self._document_counts[pair])
        gaps += 1
        found = np.cumsum(gaps, dtype=np.int32)
        found -= 1
        if found[-1] >= self._limit or found[0] < 0:
            raise IndexUnavailableError(
                "The index is damaged: its postings name documents that don't exist. "
                "Rebuild it with: archsearch index build"
            )
        return found

    def frequencies(self, pair: int) -> NDArray[np.int32]:
        """How often the pair occurs in each of its documents."""
        known = self.kept.get((self, pair, "frequencies"))
        if known is not None:
            return known
        return self.kept.put((self, pair, "frequencies"), self.decoded_frequencies(pair))

    def decoded_frequencies(self, pair: int) -> NDArray[np.int32]:
        """The same, neither looked for in what is kept nor kept."""
        found = self._frequencies.group(pair, self._document_counts[pair])
        found += 1
        return found

    def ends(self, pair: int) -> NDArray[np.int64]:
        """Behind the last occurrence in each document, counted through all of the pair's."""
        known = self.kept.get((self, pair, "ends"))
        if known is not None:
            return known
        found = np.cumsum(self.frequencies(pair), dtype=np.int64)
        return self.kept.put((self, pair, "ends"), found)

    def frequencies_at(self, pair: int, chosen: NDArray[np.int64]) -> NDArray[np.int32]:
        """How often the pair occurs in some of its documents.

        Args:
            pair: the pair.
            chosen: rising places among the pair's documents.
        """
        known = self.kept.get((self, pair, "frequencies"))
        if known is not None:
            return known[chosen]
        found = self._frequencies.some(pair, self._document_counts[pair], chosen)
        found += 1
        return found

    def positions(
        self, pair: int, frequencies: NDArray[np.int32], chosen: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """Positions of the pair in some of its documents, one document after the other.

        Args:
            pair: the pair.
            frequencies: as `frequencies` gives them.
            chosen: rising places among the pair's documents.
        """
        if chosen.size == frequencies.size:
            return self._all_positions(pair, frequencies).astype(np.int32, copy=False)
        plain = self.plain_positions(pair)
        counts = frequencies[chosen]
        places = ranges(self.ends(pair)[chosen] - counts, counts)
        if plain is not None:
            return plain[places].astype(np.int32)
        return _rising(self._positions.some(pair, self._occurrence_counts[pair], places), counts)

    def _all_positions(
        self, pair: int, frequencies: NDArray[np.int32]
    ) -> NDArray[np.uint16] | NDArray[np.int32]:
        plain = self.plain_positions(pair)
        if plain is not None:
            return plain
        return _rising(self._positions.group(pair, self._occurrence_counts[pair]), frequencies)

    def keys(self, pair: int) -> NDArray[np.int64]:
        """Every occurrence, rising: ``document << POSITION_BITS | position``."""
        known = self.kept.get((self, pair, "keys"))
        if known is not None:
            return known
        frequencies = self.frequencies(pair)
        owners = self.documents(pair).astype(np.int64) << POSITION_BITS
        found = np.repeat(owners, frequencies)
        found |= self._all_positions(pair, frequencies)
        return self.kept.put((self, pair, "keys"), found)

    def plain_positions(self, pair: int) -> NDArray[np.uint16] | None:
        """Positions of the pair in all its documents, in place; None if gaps are written."""
        return self._positions.as_they_are(pair, self._occurrence_counts[pair])

    def documents_of(self, pairs: NDArray[np.int64]) -> Documents:
        """Documents of many pairs, one pair after the other."""
        counts = self.document_counts[pairs].astype(np.int64)
        return _rising(self._documents.groups(pairs, counts), counts)

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
        return np.where(plain, written, _rising(written, frequencies))


def ranges(starts: NDArray[np.int64], counts: NDArray[np.int32]) -> NDArray[np.int64]:
    """The numbers ``starts[i] … starts[i] + counts[i] - 1`` for each i, one after the other."""
    total = np.cumsum(counts, dtype=np.int64)
    if not total.size:
        return total
    return np.arange(total[-1]) + np.repeat(starts - total + counts, counts)


def _rising(gaps: NDArray[np.int32], counts: NDArray[Any]) -> NDArray[np.int32]:
    """Numbers from their gaps, in groups of `counts`, each of them beginning anew."""
    if not gaps.size:
        return gaps
    # The running total may overflow; differences of it are right all the same.
    total = np.cumsum(gaps + np.int32(1), dtype=np.int32)
    starts = np.cumsum(counts) - counts
    before = np.where(starts > 0, total[starts - 1], np.int32(0)) + np.int32(1)
    total -= np.repeat(before, counts)
    return total


def _column(table: MappedFile, name: str) -> NDArray[Any]:
    return table.array(name) if table.has(name) else np.empty(0, np.uint8)
