"""The text that OpenSearch's analysis takes apart again, and the blob kept beside it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archsearch.engines.base import FieldTerms
from archsearch.engines.opensearch.encoding import (
    GAP,
    STACKED,
    as_text,
    escaped,
    numbered,
    pack,
    unpack,
)

WORDS = ["мы", "стать", "сталь", "a b", "a|b", "100%"]
rows = st.lists(
    st.tuples(st.integers(0, len(WORDS) - 1), st.integers(0, 30)), min_size=1, max_size=40
)


def field(table):
    terms, positions = np.array(table, np.int32).T
    return numbered(FieldTerms(terms, positions, len(table))).spelled(WORDS)


@given(rows)
def test_each_position_has_its_terms(table):
    written = as_text(field(table)).split(" ")
    assert len(written) == 1 + max(position for _, position in table)
    for place, slot in enumerate(written):
        expected = {escaped(WORDS[word]) for word, position in table if position == place}
        assert (set(slot.split(STACKED)) if slot != GAP else set()) == expected


def test_stacked_terms_and_gaps_are_written_plainly():
    assert as_text(field([(0, 0), (1, 1), (2, 1), (0, 4)])) == "мы стать|сталь %_ %_ мы"
    assert as_text(field([(0, 2)])) == "%_ %_ мы"


@given(rows)
def test_the_blob_gives_back_what_was_packed(table):
    packed = field(table)
    (read,) = unpack(pack({"text": packed})).values()
    assert read.terms == packed.terms
    assert read.positions.tolist() == packed.positions.tolist()
    assert read.numbers.tolist() == packed.numbers.tolist()
