from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archsearch.analysis import Analyzer
from archsearch.parallel import Lexicon
from archsearch.parallel.counterparts import Side, counterparts

if TYPE_CHECKING:
    from collections.abc import Mapping

ANALYZER = Analyzer()


def lexicon_of(words: Mapping[str, str]) -> Lexicon:
    entries: dict[str, dict[str, float]] = {}
    for russian, english in words.items():
        one, other = (ANALYZER.tokens(word, "und")[0].terms[0] for word in (russian, english))
        entries.setdefault(one, {})[other] = 0.6
        entries.setdefault(other, {})[one] = 0.6
    return Lexicon(entries)


def side(text: str, language: str) -> Side:
    return Side(text, ANALYZER.tokens(text, language))


def marked(russian: str, english: str, words: Mapping[str, str] | None = None) -> set[str]:
    left, right = side(russian, "ru"), side(english, "en")

    def word(of: Side, number: int) -> str:
        return of.text[of.tokens[number].start : of.tokens[number].end]

    pairs = counterparts(left, right, lexicon_of(words or {}))
    return {f"{word(left, one)}={word(right, other)}" for one, other in pairs}


def test_the_lexicon_marks_forms_of_its_words() -> None:
    found = marked("Дома над рекой", "Houses by the river", {"дом": "house", "река": "river"})
    assert found == {"Дома=Houses", "рекой=river"}


def test_names_meet_across_scripts() -> None:
    found = marked("Правительства - АЛИХАН ТЮРЯ", "Government - ALIHAN TORE [SHAKIRJAN]")
    assert found == {"АЛИХАН=ALIHAN", "ТЮРЯ=TORE"}


def test_letter_spaced_and_inflected_names_meet() -> None:
    assert "С Т А Л И Н У=Stalin" in marked("Маршалу С Т А Л И Н У", "Dear Marshal Stalin")
    assert "Владимира=Vladimir" in marked("уважаемого Владимира", "of dear Vladimir")


def test_numbers_meet() -> None:
    assert marked("22 апреля 1945", "22 April 1945") >= {"22=22", "1945=1945"}


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("часть дома", "the part of a house"),
        ("страна в руинах", "a strain in ruins"),
        ("премьер-министр", "the prime thing"),
        ("Молотов", "Malenkov"),
    ],
)
def test_who_isnt_sure_marks_nothing(russian: str, english: str) -> None:
    assert not marked(russian, english, {"премьер-министр": "prime"} if "-" in russian else None)


def test_repeated_words_keep_their_order() -> None:
    left = side("вода течёт долго и очень медленно, а потом снова вода", "ru")
    right = side("water runs for long and very slowly, and after that again water", "en")
    pairs = dict(counterparts(left, right, lexicon_of({"вода": "water"})))
    assert pairs[0] == 0
    assert pairs[len(left.tokens) - 1] == len(right.tokens) - 1


@settings(deadline=None)
@given(st.text(alphabet="аБв Дж-19", max_size=40), st.text(alphabet="aBc Dj-19", max_size=40))
def test_each_word_has_one_counterpart_at_most(russian: str, english: str) -> None:
    left, right = side(russian, "ru"), side(english, "en")
    pairs = counterparts(left, right, Lexicon())
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert list(pairs) == sorted(pairs)
    assert all(one < len(left.tokens) and other < len(right.tokens) for one, other in pairs)
