"""What is read of the dictionary is what pymorphy3 itself finds, word for word."""

from __future__ import annotations

import random

import pytest

from archsearch.analysis.dictionary import (
    is_known,
    known_lemmas,
    likeliest_first,
    morphology,
    readings,
)
from archsearch.analysis.fold import fold
from archsearch.analysis.prediction import predicted_lemmas

SEED = 20_260_401
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяѣі"
PREFIXES = ("", "не", "по", "наи", "без", "супер", "сверх", "попо", "микро", "найн", "ъ", "абв")


@pytest.fixture(scope="module")
def known() -> list[str]:
    """Some thousand forms from all over the dictionary, folded."""
    drawn = random.Random(SEED)  # noqa: S311 - a fixed choice
    beginnings = {first + second for first in LETTERS[:32] for second in "аеиоулнрс"}
    dictionary = morphology().dictionary
    forms = []
    for beginning in sorted(beginnings):
        own = [fold(word) for word, *_ in dictionary.iter_known_words(beginning)]
        forms += drawn.sample(own, min(len(own), 40))
    return list(dict.fromkeys(form for form in forms if form.isalpha()))


@pytest.fixture(scope="module")
def unknown(known: list[str]) -> list[str]:
    """Forms with letters changed, prefixes before them, and letters at random."""
    drawn = random.Random(SEED)  # noqa: S311 - a fixed choice
    words = []
    for form in known:
        letters = list(form)
        for _ in range(drawn.randint(1, 3)):
            letters[drawn.randrange(len(letters))] = drawn.choice(LETTERS)
        words += ["".join(letters), drawn.choice(PREFIXES) + "".join(letters)]
        words.append(drawn.choice(PREFIXES) + form)
    words += ["".join(drawn.choices(LETTERS, k=drawn.randint(2, 6))) for _ in range(1_000)]
    words += ["шинъ-ли", "алма-атинец", "об'ект", "ё-моё", "ыы"]
    return [word for word in dict.fromkeys(words) if len(word) > 1 and not is_known(word)]


def test_readings_of_known_forms(known: list[str]):
    tags = morphology().dictionary.gramtab
    assert len(known) > 5_000
    for word in known:
        expected = [
            (parse.word, str(parse.tag), parse.normal_form, parse.score)
            for parse in morphology().parse(word)
        ]
        found = [
            (form, str(tags[tag]), lemma, share)
            for (form, tag, _, lemma, _), share in likeliest_first(word, readings(word))
        ]
        assert found == expected
        assert known_lemmas(word) == {lemma.replace("ё", "е") for _, _, lemma, _ in expected}


def test_predicted_lemmas_of_unknown_words(unknown: list[str]):
    assert len(unknown) > 8_000
    for word in unknown:
        parses = morphology().parse(word)
        assert predicted_lemmas(word) == tuple(dict.fromkeys(each.normal_form for each in parses))


def test_no_unknown_form_was_counted():
    """So predictions keep their order: no probability of running text changes it."""
    counted = {key.partition(":")[0] for key in morphology().prob_estimator.p_t_given_w.keys()}  # noqa: SIM118 - no dict
    folded = [word for word in counted if word == fold(word) and set(word) & set(LETTERS)]
    assert len(folded) > 10_000
    assert all(map(is_known, folded))


def test_an_unknown_word_is_no_word_of_the_dictionary():
    assert known_lemmas("бутявка") == set()
    assert readings("бутявка") == []
