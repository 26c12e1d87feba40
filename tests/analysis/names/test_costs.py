"""The shipped costs: they load, and read a word as its neighbours in the table do."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis.names.costs import costs
from archsearch.analysis.names.paths import Distances, likeliest_keys, likeliest_spellings
from archsearch.analysis.names.scripts import Alphabet

LATIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(("source", "target"), list(product(Alphabet, Alphabet)))
def test_every_letter_has_a_reading(source: Alphabet, target: Alphabet) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz" if source is Alphabet.LATIN else "абвгдежзиклмнопрстуфхц"
    for letter in letters:
        lattice = costs(source, target).lattice(letter)
        assert any(step.cost >= 0 for steps in lattice.steps[0].values() for step in steps)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("stalin", "сталин"), ("alihan", "алихан"), ("ivanov", "иванов"), ("smith", "смит")],
)
def test_reads_plain_names(latin: str, cyrillic: str) -> None:
    found = costs(Alphabet.LATIN, Alphabet.CYRILLIC)
    assert found.likeliest(latin) == cyrillic
    assert likeliest_spellings(found.lattice(latin), 1)[0][0] == cyrillic


@given(LATIN)
def test_a_likely_spelling_costs_no_more_than_its_path(word: str) -> None:
    lattice = costs(Alphabet.LATIN, Alphabet.CYRILLIC).lattice(word)
    for found, cost in likeliest_spellings(lattice, 3):
        assert Distances(lattice).to(found, 99.0) <= cost + 1e-6
    assert all(cost >= 0 for _, cost in likeliest_keys(lattice, 5))


def test_beyond_the_bound_is_infinitely_far() -> None:
    lattice = costs(Alphabet.LATIN, Alphabet.CYRILLIC).lattice("stalin")
    assert Distances(lattice).to("рузвельт", 5.0) == math.inf
