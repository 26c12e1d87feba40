"""Pinyin, Palladius and Wade-Giles say the same syllables."""

from __future__ import annotations

import pytest

from archsearch.analysis import fold
from archsearch.analysis.names import chinese
from archsearch.analysis.names.costs import table_lines
from archsearch.analysis.names.scripts import spelling


def keys_of(written: str) -> set[str]:
    spelt = spelling(fold(written))
    assert spelt is not None
    return set(chinese.keys(spelt.letters, spelt.alphabet))


@pytest.mark.parametrize("line", table_lines("syllables.tsv"))
def test_the_three_systems_share_a_key(line: str) -> None:
    pinyin, palladius, wade = line.split("\t")
    for written in (*palladius.split("|"), wade):
        assert keys_of(pinyin) & keys_of(written), written


@pytest.mark.parametrize(
    "forms",
    [
        ("Zhou Enlai", "Чжоу Эньлай", "Чжоу Энь-лай", "Chou En-lai"),
        ("Deng Xiaoping", "Дэн Сяопин", "Teng Hsiao-p'ing"),
        ("Jiang Jieshi", "Цзян Цзеши", "Chiang Chieh-shih"),
        ("Song Ziwen", "Сун Цзывэнь", "Sung Tzu-wen"),
    ],
)
def test_whole_names_share_a_key(forms: tuple[str, ...]) -> None:
    assert set.intersection(*(keys_of(form) for form in forms))


@pytest.mark.parametrize("word", ["Stalin", "Хрущев", "Brandt"])
def test_other_names_are_no_syllables(word: str) -> None:
    assert keys_of(word) == set()
