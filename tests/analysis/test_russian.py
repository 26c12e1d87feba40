"""Terms of Russian words: lemmas, predictions, stems, old and careless spelling."""

from __future__ import annotations

import pytest

from archsearch.analysis.russian import STEM_MARK, is_word, russian_terms
from tests.analysis.notation import marked


@pytest.mark.parametrize(
    "forms",
    [
        "Кульджа Кульджи Кульдже Кульджу Кульджой",
        "Тюря Тюри Тюрей Тюрю",
        "Апресов Апресова Апресову Апресовым Апресове",
        "Телакуров Телакурова Телакуровых Телакуровым",
        "Шицая Шицаю",
        "мѣсто место мѣста",
        "большая большаго большія",
        "разсказ рассказа",
        "Россія Россіи Россію Россия",
        "он ея её",
        "он онѣ",
        "идти итти шел",
        "прийти притти",
        "съезд с'езд с'езда",
        "объявить об'явить",
        "русскій русскія русские",
        "Петръ Петра",
        "Ѳедоръ Федор",
        "собиралися собираться",
        "спасииибо спасибо",
        "стекляными стеклянный",
        "все весь всех",
        "то тот того",
    ],
)
def test_every_form_finds_every_other(analyzer, forms):
    text = forms
    for form in forms.split():
        assert marked(analyzer, text, form) == " ".join(f"[{each}]" for each in text.split())


def test_likely_lemmas_are_stacked_and_unlikely_ones_left_out():
    assert set(russian_terms("стали")[0]) == {"стать", "сталь"}
    assert russian_terms("лет")[0] == ("год",)
    assert russian_terms("так")[0] == ("так",)


def test_an_unknown_word_keeps_itself_and_a_stem():
    terms, rule = russian_terms("кульджой")
    assert {"кульджа", "кульджой", STEM_MARK + "кульдж"} <= set(terms)
    assert rule == "predicted"


def test_a_stem_finds_no_word_of_the_same_letters():
    assert not set(russian_terms("кульдж")[0]) & {STEM_MARK}
    assert all(term.startswith(STEM_MARK) == (index > 0)
               for index, term in enumerate(russian_terms("кульдж")[0]))  # fmt: skip


@pytest.mark.parametrize("word", ["мѣсто", "Россія", "большаго", "итти", "СТАЛИНУ"])
def test_words_in_any_spelling_are_words(word):
    assert is_word(word)


@pytest.mark.parametrize("word", ["прави-", "тельство", "кульджа", "зззз"])
def test_others_are_none(word):
    assert not is_word(word)


def test_known_words_are_not_taken_for_old_spelling():
    assert russian_terms("благо")[1] == "dictionary"
    assert russian_terms("мария")[0] == ("мария",)
    assert russian_terms("статьи")[1] == "dictionary"
