from __future__ import annotations

import pytest

from archsearch.parallel.features import Features, skeleton, stub

ALIKE = [
    ("вашингтон", "washington"),
    ("шакирджан", "shakirjan"),
    ("алихан", "alihan"),
    ("андреевич", "andreyevich"),
    ("революция", "revolution"),
    ("тюря", "tore"),
    ("казвин", "qazvin"),
    ("хрущев", "khrushchev"),
]


@pytest.mark.parametrize(("russian", "english"), ALIKE)
def test_a_name_has_one_skeleton_in_both_scripts(russian: str, english: str) -> None:
    assert skeleton(russian) == skeleton(english)


def test_different_names_differ() -> None:
    assert skeleton("молотов") != skeleton("malenkov")


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("3 000 человек", "3,000 people"),
        ("1,05 тонны", "1.05 tons"),
        ("22 апреля", "22 April"),
        ("в мае", "in May"),
        ("Сталиным", "Stalin"),
        ("ВОЗ (WHO)", "WHO"),
    ],
)
def test_both_languages_share_numbers_months_and_names(russian: str, english: str) -> None:
    features = Features()
    assert features.of(russian) & features.of(english)


def test_other_numbers_and_words_share_nothing() -> None:
    features = Features()
    assert not features.of("3 000 человек в мае") & features.of("4,000 horses in June")


def test_forms_of_a_word_share_their_stub() -> None:
    assert len({stub(form) for form in ("мир", "мира", "мире")}) == 1
    assert len({stub(form) for form in ("народ", "народы", "народам")}) == 1


def test_stubs_of_vowels_alone_are_not_empty() -> None:
    assert stub("ее") == "ее"


def test_forgetting_words_keeps_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archsearch.parallel.features._REMEMBERED_WORDS", 3)
    features = Features()
    before = features.of("Сталин Молотов")
    features.of("one two three four five six")
    assert features.of("Сталин Молотов") == before
