"""Languages without a chain of their own, and words in a text of another language."""

from __future__ import annotations

import pytest

from archsearch.analysis import Analyzer, language_of, script_of
from tests.analysis.notation import marked, read


@pytest.mark.parametrize(
    ("source", "query", "language", "expected"),
    [
        ("新疆的北京大學", "北京大学", "zh", "新疆的[北京][大學]"),
        ("他到過烏魯木齊", "鲁木", "zh", "他到過烏[魯木]齊"),
        ("كتاب ئەلىخان تۆرە", "ئەلىخان", "ug", "كتاب [ئەلىخان] تۆرە"),
        ("مُحَمَّد علي", "محمد", "ar", "[مُحَمَّد] علي"),
        ("علي", "علی", "ar", "[علي]"),
        ("Die Straße in Köln", "Koln", "de", "Die Straße in [Köln]"),
        ("Die Straße in Köln", "STRASSE", "de", "Die [Straße] in Köln"),
        ("Der Vertrag mit „Сталиным“", "Сталин", "de", "Der Vertrag mit „[Сталиным]“"),
        ("the [pristupit k obiedineniiu] of Сталину", "Сталин", "en",
         "the [pristupit k obiedineniiu] of [Сталину]"),
        ("по словам the Secretary's office", "secretary", "ru",
         "по словам the [Secretary's] office"),
        ("they went and had gone", "go", "en", "they [went] and had [gone]"),
        ("he left the left wing", "left", "en", "he [left] the [left] wing"),
        ("Opis' 2, Kul'dzha", "Kuldzha", "en", "Opis' 2, [Kul'dzha]"),
        ("R-9401ss", "9401ss", "en", "R-[9401ss]"),
    ],
)  # fmt: skip
def test_what_is_found(analyzer, source, query, language, expected):
    # Pairs of Han characters overlap; the notation shows the first of each.
    assert marked(analyzer, source, query, language) == expected


def test_han_positions_let_a_phrase_of_characters_match(analyzer: Analyzer):
    tokens = analyzer.tokens("北京大學", "zh")
    single = [token for token in tokens if token.end - token.start == 1]
    assert [(token.position, token.terms) for token in single] == [
        (0, ("北",)),
        (1, ("京",)),
        (2, ("大",)),
        (3, ("学",)),
    ]


@pytest.mark.parametrize(
    ("word", "language"), [("Вінниця", "uk"), ("Қазақстан", "kk"), ("йәниму", "ug")]
)
def test_cyrillic_of_other_languages_keeps_its_letters(analyzer, word, language):
    assert read(analyzer, word, language) == [word.casefold()]
    assert analyzer.tokens(word, language)[0].terms == (word.casefold(),)


def test_a_query_finds_other_cyrillic_by_its_exact_form(analyzer: Analyzer):
    assert read(analyzer, "Вінниця", "und") == read(analyzer, "Вінниця", "uk")


@pytest.mark.parametrize(
    ("text", "script", "language"),
    [
        ("Маршалу Stalin С Т А Л И Н У", "Cyrl", "ru"),
        ("ALIHAN TORE [Тюря]", "Latn", "en"),
        ("北京", "Hani", "zh"),
        ("東京の大学", "Kana", "ja"),
        ("ئەلىخان", "Arab", "ug"),
        ("1945 — №", "Zyyy", "und"),
        ("", "Zyyy", "und"),
    ],
)
def test_the_script_decides_the_language(text, script, language):
    assert script_of(text) == script
    assert language_of(text) == language


def test_every_block_of_the_reference_holding_has_its_script():
    assert language_of("22 апреля 1945г.\nг.Кульджа.") == "ru"
    assert language_of("Ghulja [Yining]") == "en"
