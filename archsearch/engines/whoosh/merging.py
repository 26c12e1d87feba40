"""Several segments → one, without their deleted documents.

Nothing is analysed again: postings are decoded a block of terms at a time and coded anew, stored
documents are copied as they are compressed. Memory is bounded as in building.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.columns_writer import ColumnsWriter
from archsearch.engines.whoosh.manifest import SegmentEntry
from archsearch.engines.whoosh.occurrences import FIELD_BITS, RUN_SIZE, Occurrences, merged
from archsearch.engines.whoosh.postings_writer import write_postings
from archsearch.engines.whoosh.stored import StoredWriter
from archsearch.systems import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.segment import Segment


class _Source:
    """One segment that is merged, and how its terms and documents are numbered afterwards."""

    def __init__(self, segment: Segment, ranks: dict[bytes, int], first_number: int) -> None:
        postings = segment.postings
        self.segment = segment
        self.kept = np.ones(segment.count, np.bool_)
        self.kept[segment.deleted] = False
        self.numbers = (np.cumsum(self.kept) - 1 + first_number).astype(np.int32)
        terms = [ranks[postings.terms.raw(number)] for number in range(len(postings.terms))]
        of_terms = np.array(terms, np.int64)
        pairs = np.arange(postings.fields.size)
        self.term_ranks = of_terms[postings.terms_of(pairs)]

    def occurrences(self, first: int, end: int) -> Occurrences:
        """Occurrences of the terms ranked ``[first, end)`` in documents that are kept."""
        postings = self.segment.postings
        low, high = np.searchsorted(self.term_ranks, [first, end])
        pairs = np.arange(low, high)
        keys = (self.term_ranks[low:high] << FIELD_BITS) | postings.fields[low:high]
        documents = postings.documents_of(pairs)
        frequencies = postings.frequencies_of(pairs)
        positions = postings.positions_of(pairs, frequencies)
        counts = postings.document_counts[pairs].astype(np.int64)
        kept = np.repeat(self.kept[documents], frequencies)
        return Occurrences(
            np.repeat(np.repeat(keys, counts), frequencies)[kept],
            np.repeat(self.numbers[documents], frequencies)[kept],
            positions[kept],
        )


def merge_segments(folder: Path, segments: Sequence[Segment]) -> SegmentEntry:
    """Write the live documents of `segments` as one segment into the new folder `folder`."""
    folder.mkdir(parents=True)
    strings = sorted({term for segment in segments for term in _terms(segment)})
    ranks = {term: rank for rank, term in enumerate(strings)}
    sources, count = [], 0
    for segment in segments:
        sources.append(_Source(segment, ranks, count))
        count += segment.count - segment.deleted.size
    chunks = _chunks(sources, len(strings))
    files = write_postings(folder, chunks, [term.decode("utf-8") for term in strings])
    columns = ColumnsWriter()
    stored = StoredWriter(folder)
    for source in sources:
        _copy_documents(source, columns, stored)
    files += [columns.write(folder), stored.finish()]
    sync_folder(folder)
    return SegmentEntry(
        name=folder.name,
        documents=count,
        columns={kind: tuple(names) for kind, names in columns.names().items()},
        fields=tuple(columns.field_numbers()),
        files=tuple(files),
    )


def _terms(segment: Segment) -> Iterator[bytes]:
    return (segment.postings.terms.raw(number) for number in range(len(segment.postings.terms)))


def _chunks(sources: Sequence[_Source], terms: int) -> Iterator[Occurrences]:
    """All occurrences in order of terms, about `RUN_SIZE` at a time."""
    counts = np.zeros(terms, np.int64)
    for source in sources:
        np.add.at(counts, source.term_ranks, source.segment.postings.occurrence_counts)
    ends = np.cumsum(counts)
    bounds = np.searchsorted(ends, np.arange(RUN_SIZE, ends[-1] if terms else 0, RUN_SIZE)) + 1
    for first, end in _pairwise(np.unique([0, *bounds.tolist(), terms])):
        chunk = merged([source.occurrences(first, end) for source in sources])
        if chunk.pairs.size:
            yield chunk


def _pairwise(bounds: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    return zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)


def _copy_documents(source: _Source, columns: ColumnsWriter, stored: StoredWriter) -> None:
    segment = source.segment
    lengths = {field: segment.lengths(field) for field in segment.entry.fields}
    keywords: dict[int, dict[str, list[str]]] = {}
    numbers: dict[int, dict[str, int]] = {}
    sort_keys: dict[int, dict[str, str]] = {}
    for name, number, value in segment.keyword_entries():
        keywords.setdefault(number, {}).setdefault(name, []).append(value)
    for name, number, integer in segment.number_entries():
        numbers.setdefault(number, {})[name] = integer
    for name, number, key in segment.sort_key_entries():
        sort_keys.setdefault(number, {})[name] = key
    for old in np.flatnonzero(source.kept).tolist():
        new = columns.begin(segment.identifiers.get(old))
        for field, values in lengths.items():
            if values[old]:
                columns.add_length(new, field, int(values[old]))
        own = {name: tuple(values) for name, values in keywords.get(old, {}).items()}
        columns.add(new, own, numbers.get(old, {}), sort_keys.get(old, {}))
        stored.add_compressed(bytes(segment.stored.compressed(old)))
