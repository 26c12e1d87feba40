"""A plain word is what the rules would read, and nothing that they would read otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archsearch.analysis.abbreviations import Abbreviations
from archsearch.analysis.chunk import Chunk, read_chunk
from archsearch.analysis.plain import PlainWord, plain_words
from archsearch.analysis.repairs import kind_of
from archsearch.analysis.words import Chain, terms_of

ABBREVIATIONS = Abbreviations({"doc": "document", "12": "двенадцать"})
CHUNKS = st.one_of(
    st.text("абвгдёЁСТАlinСCOзzZ.ßﬁKİ07'-", min_size=1, max_size=9),
    st.sampled_from(
        ["г.", "т.", "Doc.", "doc", "12", "CCCP", "7", "я", "a.", "ый" * 60, "1" * 101]
    ),
)
CHAINS = st.sampled_from([Chain(), Chain(russian=False), Chain(english=False)])


def plain_word(chunk: str, chain: Chain) -> PlainWord | None:
    """What is said of one chunk, whatever stands beside it."""
    beside = ["Москва", chunk, "London."]
    return plain_words(beside, chain, ABBREVIATIONS)[1]


@settings(max_examples=400, deadline=None)
@given(CHUNKS, CHAINS)
def test_the_rules_read_a_plain_word_as_one(chunk, chain):
    plain = plain_word(chunk, chain)
    if plain is None:
        return
    (token,) = read_chunk(Chunk(chunk, 0, len(chunk), chain, ABBREVIATIONS))
    assert (token.position, token.start, token.end) == (0, 0, plain.end)
    assert (token.exact, token.terms) == (plain.exact, terms_of(plain.exact, chain)[0])
    assert plain.kind == kind_of(chunk, ABBREVIATIONS, chain)


@pytest.mark.parametrize("chunk", ["Сталину", "Moscow", "МОСКВА...", "ёлка", "1945", "CCCP", "7"])
def test_most_chunks_are_plain(chunk):
    assert plain_word(chunk, Chain()) is not None


@pytest.mark.parametrize(
    "chunk", ["г.", "Doc.", "12", "я", "a.", "с/с", "Алма-Ата", "Cталин", "Stalin's", "й" * 101]
)
def test_the_rules_decide_about_others(chunk):
    assert plain_word(chunk, Chain()) is None
