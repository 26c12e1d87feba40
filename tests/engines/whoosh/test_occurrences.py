from __future__ import annotations

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.engines import FieldTerms
from archsearch.engines.whoosh.occurrences import FIELD_BITS, OccurrenceSorter
from archsearch.errors import IndexingError

rows = st.lists(
    st.tuples(st.integers(0, 40) | st.just(2**26), st.integers(0, 50) | st.just(2**31 - 1)),
    max_size=15,
)


@given(st.lists(st.tuples(st.integers(0, 3), rows), max_size=15), st.integers(1, 60))
def test_sorted_whatever_the_size_of_a_run(tmp_path_factory, documents, run_size):
    folder = tmp_path_factory.mktemp("runs")
    sorter = OccurrenceSorter(folder, run_size)
    expected = set()
    for number, (field, table) in enumerate(documents):
        terms, positions = np.array(table, np.int32).reshape(-1, 2).T
        sorter.add(number, field, FieldTerms(terms, positions, len(table)))
        expected |= {((term << FIELD_BITS) | field, number, place) for term, place in table}
    chunks = list(sorter.chunks())
    found = [
        row
        for chunk in chunks
        for row in zip(
            chunk.pairs.tolist(), chunk.documents.tolist(), chunk.positions.tolist(), strict=True
        )
    ]
    assert found == sorted(expected)
    ends = [(chunk.pairs[0], chunk.pairs[-1]) for chunk in chunks]
    assert all(before[1] < after[0] for before, after in itertools.pairwise(ends))
    sorter.close()
    assert list(folder.iterdir()) == []


def test_a_term_below_zero_is_refused(tmp_path):
    sorter = OccurrenceSorter(tmp_path)
    with pytest.raises(IndexingError):
        sorter.add(0, 0, FieldTerms(np.array([-1], np.int32), np.array([0], np.int32), 1))


def test_what_is_spilled_takes_no_memory(tmp_path):
    sorter = OccurrenceSorter(tmp_path, run_size=50_000)
    many = np.arange(60_000, dtype=np.int32)
    tracemalloc.start()
    for number in range(12):
        sorter.add(number, 0, FieldTerms(many, many, many.size))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Twelve runs are 5.8 MB packed; one that waits to be packed is 0.8 MB.
    assert held < 2_000_000
    assert sum(chunk.pairs.size for chunk in sorter.chunks()) == 12 * many.size
    sorter.close()
