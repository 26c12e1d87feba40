from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

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


def test_memory_is_bounded_and_what_is_kept_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archsearch.parallel.features._REMEMBERED_WORDS", 50)
    features = Features()
    kept = features.keep(stub("народ"))
    for number in range(2000):
        features.of(f"{number} {number + 1} народ{number}")
    assert len(features._ids) < 300
    assert kept in features.of("народы")


def test_threads_number_features_alike() -> None:
    features = Features()
    texts = [f"Иванов {n} word{n % 7} " * 3 for n in range(300)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(features.of, texts))
    assert len(set(features._ids.values())) == len(features._ids)
