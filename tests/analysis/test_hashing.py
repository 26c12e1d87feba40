"""Chunks are found again by their hashes, wherever they stand and however many there are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis.hashing import _PERIOD, HashTable, hashes
from archsearch.analysis.letters import cut

WORDS = st.lists(st.text("абвabc1-", min_size=1, max_size=12), min_size=1, max_size=30)


def hashed(text: str) -> list[int]:
    chunks = cut(text)
    assert chunks.codes is not None
    return hashes(chunks.codes, chunks.starts, chunks.ends).tolist()


@given(WORDS, st.integers(0, 40))
def test_a_chunk_has_one_hash_wherever_it_stands(words, spaces):
    assert hashed(" " * spaces + " ".join(words)) == [hashed(word)[0] for word in words]


@given(WORDS)
def test_different_chunks_have_different_hashes(words):
    distinct = set(words)
    assert len({hashed(word)[0] for word in distinct}) == len(distinct)
    assert 0 not in hashed(" ".join(words))


def test_powers_begin_anew_in_a_long_text():
    text = " " * (_PERIOD + 7) + "слово" + " " * _PERIOD + "слово"
    assert hashed(text) == hashed("слово") * 2


def test_the_order_of_letters_counts():
    assert len(set(hashed("кот ток кто отк"))) == 4


def test_a_table_finds_what_it_was_given_and_nothing_else():
    drawn = np.random.default_rng(1)
    # Most in one place of the table, so that they are looked for further on; and it grows.
    some = drawn.integers(1, 1 << 40, 30_000, np.uint64)
    others = drawn.integers(1, 1 << 63, 30_000, np.uint64)
    new = np.unique(np.concatenate((some, others)))
    drawn.shuffle(new)
    known, unknown = new[::2], new[1::2]
    table = HashTable()
    for start in range(0, known.size, 700):
        part = known[start : start + 700]
        table.add(part, np.arange(start, start + part.size, dtype=np.int32))
    assert table.find(known).tolist() == list(range(known.size))
    assert set(table.find(unknown).tolist()) == {-1}
    assert table.find(np.empty(0, np.uint64)).size == 0
