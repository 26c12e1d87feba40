"""Letter-spaced rows: divided into words, or left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archsearch.analysis.spaced import divide
from tests.analysis.notation import cut, marked

if TYPE_CHECKING:
    from archsearch.analysis import Analyzer


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("С Т А Л И Н У", "СТАЛИНУ"),
        ("я в и д е л", "я|видел"),
        ("в  о б л а с т и", "в|области"),
        ("в р а м к а х  р е г и о н а", "в|рамках|региона"),
        ("К р а с н а я  А р м и я", "Красная|Армия"),
        ("К р а с н а я А р м и я", "Красная|Армия"),
        ("с о в е т с к о е п р а в и т е л ь с т в о", "советское|правительство"),
        ("У р у м ч и", "Урумчи"),
        ("К р а т к о е", "Краткое"),
        ("л о в ѣ к ъ", "ловѣкъ"),
        ("T O P S E C R E T", "TOP|SECRET"),
        ("V e r m e r k", "Vermerk"),
    ],
)
def test_a_row_is_divided(row, words):
    division = divide(row)
    assert division
    assert "|".join(word.letters for word in division.words) == words
    for word in division.words:
        assert row[word.start : word.end].replace(" ", "") == word.letters


@pytest.mark.parametrize(
    "row", ["а б в", "а б в г д", "A B C D", "К Л М", "и и и и и", "и в с", "А И В", "x y z"]
)
def test_a_row_is_left_alone(row):
    assert divide(row) is None


def test_an_unsure_division_is_found_joined_too(analyzer: Analyzer):
    source = "в с с с р"
    assert marked(analyzer, source, "вссср") == "[в с с с р]"
    assert cut(analyzer, source) == "в|с с с р"


def test_what_may_be_one_surname_is_found_joined_too(analyzer: Analyzer):
    source = "И С Л А М Б Е К О В У"
    assert marked(analyzer, source, "исламбекову") == f"[{source}]"


def test_a_roman_numeral_ends_a_row(analyzer: Analyzer):
    assert cut(analyzer, "П а в е л I") == "П а в е л|I"


def test_a_row_ends_with_its_line(analyzer: Analyzer):
    assert cut(analyzer, "К о п и я\nв е р н а") == "К о п и я|в е р н а"


def test_a_spaced_word_between_others_keeps_the_phrase(analyzer: Analyzer):
    tokens = analyzer.tokens("Маршалу С Т А Л И Н У привет", "ru")
    assert [(token.position, token.exact) for token in tokens] == [
        (0, "маршалу"),
        (1, "сталину"),
        (2, "привет"),
    ]
