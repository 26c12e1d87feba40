"""The text that OpenSearch's analysis takes apart again, and what is read from it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archsearch.engines.base import FieldTerms
from archsearch.engines.opensearch.encoding import (
    GAP,
    STACKED,
    Spelled,
    Speller,
    escaped,
    numbered,
    unescaped,
)

#: Some stand inside others, before and behind.
WORDS = ["мы", "стать", "мы стать", "сталь", "ста", "ать", "a b", "a|b", "100%", "%_", "%20;"]
rows = st.lists(
    st.tuples(st.integers(0, len(WORDS) - 1), st.integers(0, 30)), min_size=1, max_size=40
)


def field(table):
    terms, positions = np.array(table, np.int32).T
    return numbered(FieldTerms(terms, positions, len(table)))


def text(table):
    return Speller(WORDS).text(field(table))


@given(rows)
def test_each_position_has_its_terms(table):
    written = text(table).split(" ")
    assert len(written) == 1 + max(position for _, position in table)
    for place, slot in enumerate(written):
        expected = {escaped(WORDS[word]) for word, position in table if position == place}
        assert (set(slot.split(STACKED)) if slot != GAP else set()) == expected


def test_stacked_terms_and_gaps_are_written_plainly():
    assert text([(0, 0), (1, 1), (3, 1), (0, 4)]) == "мы стать|сталь %_ %_ мы"
    assert text([(0, 2)]) == "%_ %_ мы"


@given(rows)
def test_what_was_written_is_read_again(table):
    read = Spelled(text(table))
    assert read.terms == {WORDS[word] for word, _ in table}
    assert read.occurrences == len(set(table))
    for number, word in enumerate(WORDS):
        expected = sorted({position for each, position in table if each == number})
        assert read.positions(word) == expected


def test_a_field_without_terms_has_none():
    read = Spelled("")
    assert (read.terms, read.occurrences, read.positions("мы")) == (frozenset(), 0, [])


@given(st.text())
def test_escaping_loses_nothing(term):
    assert unescaped(escaped(term)) == term
