"""Consonant keys: one word as a column, parts as the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis.names.keys import classes, finished, joined, key, keys, number

LETTERS = st.text("абвгджзийклмнопрстуфхцчшщыьэюя", min_size=1, max_size=14)


def test_spellings_of_one_sound_share_a_key() -> None:
    assert key("кульджа") == key("гульжа") == key("кулджа")
    assert key("алихан") == key("элихан")
    assert key("тюря") != key("сталин")


@given(st.lists(LETTERS, min_size=1, max_size=10))
def test_a_column_is_its_words(words: list[str]) -> None:
    assert keys(words) == [key(word) for word in words]


@given(LETTERS, LETTERS)
def test_parts_make_the_whole(head: str, tail: str) -> None:
    assert finished(joined(classes(head), classes(tail))) == key(head + tail)


@given(LETTERS)
def test_a_key_is_a_number(word: str) -> None:
    assert 0 <= number(key(word)) < 1 << 60
