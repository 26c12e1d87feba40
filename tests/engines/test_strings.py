"""Packed strings are what they were made of."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.engines import strings as module
from archsearch.engines.strings import PackedStrings, encode

#: No token has half of a surrogate pair.
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
LISTS = st.lists(TEXTS, max_size=40)
#: Words that begin alike, some of them the beginning of others or with a letter that is nothing.
ALIKE = st.lists(st.text("аб\0𐍈", min_size=0, max_size=12), unique=True, max_size=60)
MANY = 20_000


@given(LISTS, LISTS)
def test_they_are_what_came(first, second):
    packed = PackedStrings(first)
    packed.extend(encode(second))
    both = first + second
    assert list(packed) == both
    assert len(packed) == len(both)
    assert [packed[place] for place in range(-len(both), len(both))] == both + both
    assert packed[1:] == both[1:]
    assert [packed.raw(place) for place in range(len(both))] == [each.encode() for each in both]


def test_one_that_is_not_there():
    with pytest.raises(IndexError):
        PackedStrings(["one"])[1]


def test_half_of_a_pair_is_refused():
    with pytest.raises(UnicodeEncodeError):
        encode(["\ud800"])


@given(LISTS, LISTS, st.data())
def test_strings_are_compared_whole(first, second, data):
    second = [*second, *first]
    pairs = data.draw(
        st.lists(
            st.tuples(
                st.integers(0, max(0, len(first) - 1)), st.integers(0, max(0, len(second) - 1))
            ),
            max_size=60 if first else 0,
        )
    )
    numbers = np.array([one for one, _ in pairs], np.int32)
    places = np.array([other for _, other in pairs], np.int64)
    equal = PackedStrings(first).equal(numbers, encode(second), places)
    assert equal.tolist() == [first[one] == second[other] for one, other in pairs]


@pytest.mark.parametrize("size", [1, 3, 1 << 16])
def test_they_rise_and_are_chosen(size, monkeypatch):
    monkeypatch.setattr(module, "PART", size)

    @given(ALIKE, st.data())
    def check(strings, data):
        packed = PackedStrings(strings)
        chosen = data.draw(
            st.lists(st.sampled_from(range(len(strings))), unique=True) if strings else st.just([])
        )
        numbers = np.array(chosen, np.int32)
        assert list(packed.chosen(numbers)) == [strings[number] for number in chosen]
        rising = [strings[number] for number in numbers[packed.rising(numbers)].tolist()]
        assert rising == sorted(rising)
        assert len(rising) == len(chosen)

    check()


def test_sorting_makes_few_strings_at_once(monkeypatch):
    monkeypatch.setattr(module, "PART", 256)
    packed = PackedStrings(f"{number * 7919 % MANY:05} and more of it" for number in range(MANY))
    tracemalloc.start()
    packed.rising(np.arange(MANY, dtype=np.int32))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # A few numbers a string; one object each takes 54 bytes alone, and its place in a list eight.
    assert most < 45 * MANY
