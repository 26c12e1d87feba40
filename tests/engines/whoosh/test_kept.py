"""Arrays that stay decoded: no more than there is room for, and nobody writes to them."""

from __future__ import annotations

import numpy as np
import pytest
from whoosh.query import And, Term

from archsearch.engines import WhooshEngine
from archsearch.engines.whoosh import scoring
from archsearch.engines.whoosh.kept import LEAST, Kept
from tests.engines.corpora import Source, built


def numbers(count: int) -> np.ndarray:
    return np.arange(count, dtype=np.int32)


def test_what_was_put_is_there_and_cannot_be_written_to():
    kept = Kept()
    array = kept.put("a", numbers(LEAST))
    assert kept.get("a") is array
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_a_short_array_and_one_beyond_the_room_are_not_kept():
    kept = Kept(room=4 * LEAST)
    kept.put("short", numbers(LEAST - 1))
    kept.put("long", numbers(LEAST + 1))
    assert kept.get("short") is None
    assert kept.get("long") is None


def test_a_full_room_is_cleared_for_the_next():
    kept = Kept(room=10 * LEAST)
    for name in "abc":
        kept.put(name, numbers(LEAST))
    assert [kept.get(name) is not None for name in "abc"] == [False, False, True]


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
        for number in range(3 * LEAST)
    ]
    reader = built(WhooshEngine(), tmp_path / "index", sources)
    # "delo" is in every third document: often enough for its scores to be laid out for all.
    assert scoring.FREQUENT > 3
    asked = And([Term("text", "delo"), Term("text", "opis")])
    first = reader.search(asked, limit=2000)
    again = reader.search(asked, limit=2000)
    fresh = WhooshEngine().reader(tmp_path / "index").search(Term("text", "delo"), limit=2000)
    assert first == again
    assert sorted(first.numbers) == sorted(fresh.numbers)
    assert first.total == LEAST
