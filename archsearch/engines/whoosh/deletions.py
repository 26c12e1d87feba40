"""Which documents of a segment are deleted, and how that changes its counts.

A segment's files are never written again. A deletion file beside them names the deleted
documents and, for every pair of term and field that they have, how many of its documents are
gone: so document frequencies leave deleted documents out without reading postings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.files import FileWriter, smallest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.files import FileEntry
    from archsearch.engines.whoosh.segment import Segment

#: Postings looked through at once.
BLOCK = 4_000_000


def write_deletions(path: Path, segment: Segment, deleted: NDArray[np.int32]) -> FileEntry:
    """Write the deletion file of a segment.

    Args:
        path: the new file.
        segment: the segment.
        deleted: all its deleted documents, rising.
    """
    gone = np.zeros(segment.count, np.bool_)
    gone[deleted] = True
    parts = list(reduced(segment, gone))
    writer = FileWriter(path)
    writer.array("documents", deleted.astype(np.int32))
    empty = np.empty(0, np.int64)
    writer.array("pairs", smallest(np.concatenate([empty, *(pairs for pairs, _ in parts)])))
    writer.array("counts", smallest(np.concatenate([empty, *(counts for _, counts in parts)])))
    return writer.finish()


def reduced(
    segment: Segment, gone: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs that deleted documents have, and how many of those; block by block."""
    postings = segment.postings
    counts = postings.document_counts.astype(np.int64)
    ends = np.cumsum(counts)
    cuts = np.searchsorted(ends, np.arange(BLOCK, ends[-1] if ends.size else 0, BLOCK))
    for pairs in np.split(np.arange(counts.size), np.unique(cuts)):
        if pairs.size:
            own = counts[pairs]
            hits = gone[postings.documents_of(pairs)]
            lost = np.add.reduceat(hits, np.cumsum(own) - own, dtype=np.int64)
            chosen = np.flatnonzero(lost)
            yield pairs[chosen], lost[chosen]
