"""What writing postings keeps in memory doesn't grow with the documents."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.occurrences import Occurrences
from archsearch.engines.whoosh.postings_writer import write_postings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Documents of each pair of the test, and how often it stands in each: often enough for bits.
DOCUMENTS, TIMES = 10_000, 4


def dense(pairs: int) -> Iterator[Occurrences]:
    """Pairs that stand at the same places in all documents."""
    documents = np.repeat(np.arange(DOCUMENTS, dtype=np.int32), TIMES)
    positions = np.tile(np.arange(TIMES, dtype=np.int32), DOCUMENTS)
    for pair in range(pairs):
        yield Occurrences(
            np.broadcast_to(np.int64(pair << 6), documents.size), documents, positions
        )


def peak(folder: Path, pairs: int) -> int:
    """Bytes that writing so many dense pairs takes at most."""
    folder.mkdir()
    strings = [f"term{number:04}" for number in range(pairs)]
    tracemalloc.start()
    files = write_postings(folder, dense(pairs), strings)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    written = {each.name: each for each in files}
    assert written["bits.bin"].arrays["firsts"][1] == pairs * DOCUMENTS
    assert {path.name for path in folder.iterdir()} == set(written)
    return most


def test_dense_pairs_are_not_kept(tmp_path):
    few, many = peak(tmp_path / "few", 5), peak(tmp_path / "many", 40)
    # What is kept of a document of a pair would be four bytes: 1.4 MB for the others.
    assert many - few < 700_000


def test_a_frequent_pair_takes_little_for_each_occurrence(tmp_path):
    assert peak(tmp_path / "one", 1) < 45 * DOCUMENTS * TIMES
