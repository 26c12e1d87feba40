"""Tokens and columns are the same facts, and offsets always point into the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archsearch.analysis import Analyzer, Columns, Token, Vocabulary
from archsearch.settings import AnalysisSettings

ANALYZER = Analyzer()
LANGUAGES = ["ru", "en", "und", "uk", "de", "zh", "ug"]
#: Strings of what the rules look for, put together at random.
PIECES = st.sampled_from(
    ["С Т А Л И Н У", "и ", "в ", " ", "  ", "\n", "\r\n", "-", "прави-\nтельство", "г.", "1945",
     "т.", "Кульджа", "CCCP", "С.С.С.Р.", "с/с", "Алма-Ата", "лл. 352-359", "1944–45 гг.",
     "русскія", "0", "а", "Stalin's", "北京大學", "ئەلىخان", "\u00ad", "\u0301", "İ", "ß", "ﬁ",
     "😀", "\ud800", "\x00", "'", "¬\n", "ё", "Й", "и\u0306", ".", "/", "—", "𝕳", "ﷺ", "a" * 300]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join))


def as_tokens(columns: Columns) -> list[tuple[int, int, int, str, tuple[str, ...]]]:
    strings = columns.vocabulary.strings
    return [
        (
            int(columns.positions[row]),
            int(columns.starts[row]),
            int(columns.ends[row]),
            strings[columns.exact[row]],
            tuple(
                strings[t] for t in columns.terms[columns.offsets[row] : columns.offsets[row + 1]]
            ),
        )
        for row in range(columns.positions.size)
    ]


def facts(tokens: list[Token]) -> list[tuple[int, int, int, str, tuple[str, ...]]]:
    return [(each.position, each.start, each.end, each.exact, each.terms) for each in tokens]


VOCABULARY = Vocabulary()


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_columns_are_the_tokens(text, language):
    expected = facts(ANALYZER.tokens(text, language))
    assert as_tokens(ANALYZER.columns(text, language, Vocabulary())) == expected
    assert as_tokens(ANALYZER.columns(text, language, VOCABULARY)) == expected


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_offsets_point_into_the_source(text, language):
    tokens = ANALYZER.tokens(text, language)
    for before, token in zip([None, *tokens], tokens, strict=False):
        assert 0 <= token.start < token.end <= len(text)
        assert token.exact
        assert token.terms
        assert all(token.terms)
        assert len(set(token.terms)) == len(token.terms)
        if before:
            assert token.start >= before.start
            assert before.position <= token.position <= before.position + 1
    assert not tokens or tokens[0].position == 0


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_an_explanation_has_the_tokens(text):
    explanation = ANALYZER.explain(text, "und")
    assert list(explanation.tokens) == ANALYZER.tokens(text, "und")
    for stage in (*explanation.chunks, *explanation.repairs):
        assert 0 <= stage.start < stage.end <= len(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_text_has_no_tokens(language):
    assert ANALYZER.tokens("", language) == []
    columns = ANALYZER.columns(" \n", language, Vocabulary())
    assert columns.positions.size == 0
    assert columns.offsets.tolist() == [0]


def test_the_shelf_may_be_emptied_between_texts(monkeypatch):
    monkeypatch.setattr("archsearch.analysis.columns._MOST_KEYS", 3)
    analyzer, vocabulary = Analyzer(), Vocabulary()
    for text in ["один два три четыре пять", "шесть С Т А Л И Н У", "один два"] * 2:
        columns = analyzer.columns(text, "ru", vocabulary)
        assert as_tokens(columns) == facts(analyzer.tokens(text, "ru"))


def test_two_vocabularies_are_kept_apart():
    analyzer = Analyzer()
    first, second = Vocabulary(), Vocabulary(["прежнее"])
    for vocabulary in (first, second, first):
        columns = analyzer.columns("Сталину", "ru", vocabulary)
        assert vocabulary.strings[columns.exact[0]] == "сталину"


def test_the_settings_add_abbreviations():
    analyzer = Analyzer(AnalysisSettings(abbreviations={"упол": "уполномоченный", "т": "тетрадь"}))
    tokens = analyzer.tokens("упол. и т. 5", "ru")
    assert tokens[0].terms[0] == "уполномоченный"
    assert (tokens[0].start, tokens[0].end) == (0, 5)
    assert tokens[2].terms == ("тетрадь",)


def test_a_long_string_is_no_burden():
    text = "а" * 500_000 + " " + "-".join("бв" * 20_000) + " " + "и " * 50_000
    tokens = ANALYZER.tokens(text, "ru")
    assert max(len(term) for token in tokens for term in token.terms) < 1000
