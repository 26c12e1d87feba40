"""The vocabulary of a build numbers as a dictionary would, in little memory."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from archsearch.indexing import vocabulary as module
from archsearch.indexing.vocabulary import PackedVocabulary

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8) | st.sampled_from(
    ["", "а", "б", "a", "𐍈", "\0", "слово" * 100]
)
BATCHES = st.lists(st.lists(TEXTS, max_size=30), max_size=8)
MANY, BATCH = 100_000, 5_000
#: Bytes of a string: its UTF-8 and where it ends; its hash and up to four slots.
STRING_BYTES, FINDING_BYTES = 20 + 8, 8 + 16


def numbered(batches):
    known: dict[str, int] = {}
    numbers = [[known.setdefault(string, len(known)) for string in batch] for batch in batches]
    return numbers, list(known)


def check(batches):
    vocabulary = PackedVocabulary()
    numbers = [vocabulary.numbers_of(batch).tolist() for batch in batches]
    expected, strings = numbered(batches)
    assert numbers == expected
    assert len(vocabulary) == len(strings)
    assert list(vocabulary.finish()) == strings


@given(BATCHES)
def test_they_are_numbered_by_appearance(batches):
    check(batches)


def test_few_slots_fill_and_grow(monkeypatch):
    monkeypatch.setattr(module, "_FEWEST_SLOTS", 2)
    given(BATCHES)(check)()


def test_strings_of_one_hash_are_told_apart(monkeypatch):
    monkeypatch.setattr(module, "hash", len, raising=False)
    given(BATCHES)(check)()


def test_many_strings_over_many_batches():
    words = [f"слово{number * 7919 % 30_011}" for number in range(60_000)]
    check([words[first : first + BATCH] for first in range(0, len(words), BATCH)])


def test_a_string_takes_few_bytes_and_fewer_when_it_is_finished():
    tracemalloc.start()
    vocabulary = PackedVocabulary()
    for first in range(0, MANY, BATCH):
        vocabulary.numbers_of([f"слово{number:010}" for number in range(first, first + BATCH)])
    kept, _ = tracemalloc.get_traced_memory()
    strings = vocabulary.finish()
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # What grows in place has room for an eighth more.
    assert kept < MANY * (STRING_BYTES + FINDING_BYTES) * 9 / 8
    assert left < MANY * STRING_BYTES * 9 / 8
    assert strings[MANY - 1] == f"слово{MANY - 1:010}"
