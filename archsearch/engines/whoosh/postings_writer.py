"""Sorted occurrences → posting files of a segment.

Three streams (documents, frequencies, positions; see `coding`), and a table with a row for every
pair of term and field that occurs, sorted by term, then field: so one look-up of a word in the
term dictionary yields its postings in every field. The densest pairs have bits as well
(`position_bits`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.analysis.row import begins
from archsearch.engines.strings import PackedStrings
from archsearch.engines.whoosh.coding import ESCAPE, encode, how_many
from archsearch.engines.whoosh.dictionary import write_packed
from archsearch.engines.whoosh.files import FileWriter, smallest
from archsearch.engines.whoosh.occurrences import FIELD_BITS, MAX_FIELDS, Occurrences
from archsearch.engines.whoosh.position_bits import BitsWriter
from archsearch.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.files import FileEntry

STREAMS = ("documents", "frequencies", "positions")
TERMS_FILE = "terms.bin"
#: Stands in place of a group's width where the positions of a pair are written as they are, in two
#: bytes each, and not as gaps: so they can be looked up without reading those before.
AS_THEY_ARE = 3
#: A pair that stands so often in its documents has its positions written so, though most of its
#: gaps would fit one byte: reading up to the one that is wanted would take long.
OFTEN = 4
#: So has one of whose gaps at most so many in a hundred would fit one byte, for then the others
#: take five, and the gaps more room than the positions.
MOSTLY = 75


def write_postings(
    folder: Path, chunks: Iterable[Occurrences], strings: Sequence[str]
) -> list[FileEntry]:
    """Write all posting files of a segment into `folder`."""
    writers = {stream: FileWriter(folder / f"{stream}.bin") for stream in STREAMS}
    bits = BitsWriter(folder)
    try:
        table = _PairTable()
        for chunk in chunks:
            _write_chunk(chunk, writers, bits, table)
        entries = [writers[stream].finish() for stream in STREAMS]
        terms, dense = table.write(folder, strings)
        entries.append(bits.finish(dense))
    except BaseException:
        for writer in writers.values():
            writer.abort()
        bits.abort()
        raise
    return [*entries, terms]


def _write_chunk(
    chunk: Occurrences, writers: dict[str, FileWriter], bits: BitsWriter, table: _PairTable
) -> None:
    chunk, source = _each_once(chunk, table)
    pairs, documents, positions = chunk.pairs, chunk.documents, chunk.positions
    new_pair = begins(pairs)
    new_posting = new_pair.copy()
    new_posting[1:] |= documents[1:] != documents[:-1]
    posting_starts = np.flatnonzero(new_posting)
    pair_starts = np.flatnonzero(new_pair)
    first_postings = np.searchsorted(posting_starts, pair_starts)
    posting_bounds = np.append(first_postings, posting_starts.size)
    occurrence_bounds = np.append(pair_starts, pairs.size)
    frequencies = np.diff(np.append(posting_starts, pairs.size))
    gaps = _gaps(positions, posting_starts)
    as_they_are = _as_they_are(positions, gaps, pair_starts, np.diff(posting_bounds))
    chosen = np.repeat(as_they_are, np.diff(occurrence_bounds))
    np.copyto(gaps, positions, where=chosen, casting="unsafe")
    streams = {
        "documents": (_gaps(documents[posting_starts], first_postings), posting_bounds, None),
        "frequencies": ((frequencies - 1).astype(np.uint32), posting_bounds, None),
        "positions": (gaps, occurrence_bounds, as_they_are),
    }
    numbers = bits.add_dense(
        positions, posting_starts, posting_bounds, occurrence_bounds, as_they_are
    )
    table.add("bits", numbers[source])
    table.add("document_counts", np.diff(posting_bounds)[source])
    table.add("occurrence_counts", np.diff(occurrence_bounds)[source])
    for name, (values, bounds, two_bytes) in streams.items():
        coded = encode(values, bounds, two_bytes)
        table.add(f"{name}.offsets", (coded.offsets[:-1] + writers[name].size)[source])
        widths = coded.widths
        if two_bytes is not None:
            widths = np.where(two_bytes, AS_THEY_ARE, widths)
        table.add(f"{name}.widths", widths[source])
        writers[name].append(coded.data)


def _each_once(chunk: Occurrences, table: _PairTable) -> tuple[Occurrences, NDArray[np.int64]]:
    """The pairs of a chunk without those that stand just where the one before them does.

    A form that is its own lemma, as most words that occur once are, stands alike in the field of
    terms and in that of forms: it is written once, and both pairs point there.

    Returns:
        The occurrences that are left, and for each pair of the chunk its place among those.
    """
    starts = np.flatnonzero(begins(chunk.pairs))
    pairs = chunk.pairs[starts]
    table.add("pairs", pairs)
    counts = np.diff(np.append(starts, chunk.pairs.size))
    alike = np.zeros(pairs.size, np.bool_)
    alike[1:] = (pairs[1:] >> FIELD_BITS == pairs[:-1] >> FIELD_BITS) & (counts[1:] == counts[:-1])
    places = np.flatnonzero(np.repeat(alike, counts))
    if places.size:
        before = places - np.repeat(counts[alike], counts[alike])
        same = chunk.documents[places] == chunk.documents[before]
        same &= chunk.positions[places] == chunk.positions[before]
        firsts = np.cumsum(counts[alike]) - counts[alike]
        alike[alike] = np.logical_and.reduceat(same, firsts)
    if not alike.any():
        return chunk, np.arange(pairs.size)
    kept = ~np.repeat(alike, counts)
    once = Occurrences(chunk.pairs[kept], chunk.documents[kept], chunk.positions[kept])
    return once, np.cumsum(~alike) - 1


def _as_they_are(
    positions: NDArray[np.int32],
    gaps: NDArray[np.uint32],
    pair_starts: NDArray[np.int64],
    documents: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Which pairs have their positions written as they are."""
    occurrences = np.diff(np.append(pair_starts, positions.size))
    fitting = np.maximum.reduceat(positions, pair_starts) < ESCAPE[2]
    small = how_many(gaps < ESCAPE[1], pair_starts)
    chosen: NDArray[np.bool_] = (occurrences >= OFTEN * documents) | (
        small * 100 <= occurrences * MOSTLY
    )
    return chosen & fitting


def _gaps(values: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """How many numbers are left out before each, within groups of rising numbers."""
    gaps = np.empty(values.size, np.int32)
    np.subtract(values[1:], values[:-1], out=gaps[1:])
    gaps -= 1
    gaps[starts] = values[starts]
    return gaps.view(np.uint32)


class _PairTable:
    """Gathers the rows of all pairs, in the order of term ids; writes them in that of terms."""

    def __init__(self) -> None:
        self._columns: dict[str, list[NDArray[Any]]] = {}

    def add(self, name: str, values: NDArray[Any]) -> None:
        self._columns.setdefault(name, []).append(smallest(values))

    def write(self, folder: Path, strings: Sequence[str]) -> tuple[FileEntry, NDArray[np.int64]]:
        """The file, and for each row the number of its bits."""
        empty = np.empty(0, np.int64)
        # Each list goes as soon as it is joined: there are rows for every word of every field.
        columns = {name: np.concatenate(self._columns.pop(name)) for name in list(self._columns)}
        pairs = columns.pop("pairs", empty)
        packed = strings if isinstance(strings, PackedStrings) else PackedStrings(strings)
        terms, first, rows = _by_string(pairs, packed)
        writer = FileWriter(folder / TERMS_FILE)
        write_packed(writer, "terms", packed, terms)
        writer.array("first_pairs", smallest(first))
        writer.array("fields", (pairs[rows] & (MAX_FIELDS - 1)).astype(np.uint8))
        bits = columns.pop("bits", empty).astype(np.int64)[rows]
        for name, values in columns.items():
            writer.array(name, smallest(values[rows]))
        return writer.finish(), bits


def _by_string(
    pairs: NDArray[np.unsignedinteger[Any]], strings: PackedStrings
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pairs in the order of ids, put in that of their terms' strings.

    Returns:
        (t,) the ids of the terms, their strings rising; (t + 1,) the first row of each, and
        behind the last; and for each row the place of its pair.
    """
    ids = pairs >> FIELD_BITS
    starts = np.flatnonzero(begins(ids))
    ids = ids[starts]
    if ids.size and ids[-1] >= len(strings):
        raise IndexingError("A document has a term that the vocabulary lacks.")
    order = strings.rising(ids)
    counts = np.diff(starts, append=pairs.size)[order]
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    rows = np.repeat(starts[order] - first[:-1], counts)
    rows += np.arange(pairs.size)
    return ids[order], first, rows
