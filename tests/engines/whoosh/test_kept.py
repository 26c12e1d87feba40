"""Arrays that stay decoded: no more than there is room for, and nobody writes to them."""

from __future__ import annotations

import weakref

import numpy as np
import pytest
from whoosh.query import And, Term

from archsearch.engines import WhooshEngine
from archsearch.engines.whoosh.collection import SMALL
from archsearch.engines.whoosh.kept import OVERHEAD, Kept
from archsearch.engines.whoosh.postings import FREQUENT
from tests.engines.corpora import Source, built

COUNT = 100
#: What so many numbers count for.
SIZE = 4 * COUNT + OVERHEAD


def numbers(count: int) -> np.ndarray:
    return np.arange(count, dtype=np.int32)


def test_what_was_put_is_there_and_cannot_be_written_to():
    kept = Kept()
    array = kept.put("a", numbers(COUNT))
    assert kept.get("a") is array
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_an_array_beyond_half_the_room_is_not_kept():
    kept = Kept(room=2 * SIZE)
    kept.put("fits", numbers(COUNT))
    kept.put("long", numbers(COUNT + 1))
    assert kept.get("fits") is not None
    assert kept.get("long") is None


def test_what_was_not_asked_for_goes_first():
    kept = Kept(room=4 * SIZE)
    for name in "abcd":
        kept.put(name, numbers(COUNT))
        kept.get("a")
    kept.put("e", numbers(COUNT))
    assert [name for name in "abcde" if kept.get(name) is not None] == ["a", "d", "e"]


def test_no_more_is_kept_than_there_is_room_for():
    kept = Kept(room=6 * SIZE)
    arrays = []
    for name in range(50):
        arrays.append(weakref.ref(kept.put(name, numbers(COUNT))))
        kept.get(name // 2)
        assert sum(array() is not None for array in arrays) <= 6


def test_asked_again_a_question_has_the_same_answer(tmp_path):
    words = ["fond", "opis", "delo"]
    sources = [
        Source(
            f"d{number}",
            {"text": [(place, [word]) for place, word in enumerate(words[: 1 + number % 3])]},
            {},
            {},
            {},
        )
        for number in range(3 * SMALL)
    ]
    reader = built(WhooshEngine(), tmp_path / "index", sources)
    # "delo" is in every third document: often enough for a table of all documents.
    assert FREQUENT > 3
    asked = And([Term("text", "delo"), Term("text", "opis")])
    first = reader.search(asked, limit=2000)
    again = reader.search(asked, limit=2000)
    fresh = WhooshEngine().reader(tmp_path / "index").search(Term("text", "delo"), limit=2000)
    assert first == again
    assert sorted(first.numbers) == sorted(fresh.numbers)
    assert first.total == SMALL
