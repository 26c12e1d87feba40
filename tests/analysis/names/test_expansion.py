"""A word finds its other spellings and cases, and says which is which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis import Via, fold
from archsearch.analysis.names import Authorities, NameTable
from archsearch.holdings.authority import Authority, AuthorityKind


def kinds(table: NameTable, word: str) -> dict[str, Via]:
    return {each.form: each.via for each in table.expand(fold(word)).variants}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Alihan", "алихан алихана алихану алиханом alihan elihan"),
        ("Stalin", "сталин сталина сталину"),
        ("Kulja", "кульджа кульджи кульдже"),
        ("Алихана", "алихан алиханом alihan"),
        ("Павел", "павла"),
        ("Льва", "лев"),
        ("Chruschtschow", "хрущев хрущева"),
        ("Trotzki", "троцкий троцкого"),
        ("Enlai", "эньлай эньлая"),
        ("Zhou", "чжоу chou"),
        ("Qasim", "касыми касимов касимову"),
        ("ئەلىخان", "алихан alihan"),
        ("Shaoqi", "шаоци"),
        ("Shao-ch'i", "шаоци shaoqi"),
    ],
)
def test_finds_other_spellings_and_cases(table: NameTable, query: str, found: str) -> None:
    assert set(found.split()) <= kinds(table, query).keys()


def test_says_which_is_which(table: NameTable) -> None:
    stalin = kinds(table, "Сталин")
    assert stalin["сталин"] is Via.EXACT
    assert stalin["сталину"] is Via.FORM
    assert stalin["stalin"] is Via.TRANSLITERATION
    assert kinds(table, "Qasim")["касимов"] is Via.SIMILAR
    assert kinds(table, "ئەلىخان")["alihan"] is Via.TRANSLITERATION


def test_kinds_are_tiers(table: NameTable) -> None:
    order = list(Via)
    for word in ("Сталина", "Alihan", "Тюри", "Chou"):
        ranks = [order.index(each.via) for each in table.expand(fold(word)).variants]
        assert ranks == sorted(ranks)


def test_short_names_need_company(table: NameTable) -> None:
    found = {each.form: each for each in table.expand("tore").variants}
    assert found["тюря"].needs_company
    assert found["тюри"].needs_company
    assert not found["tore"].needs_company


def test_strangers_are_left_out(table: NameTable) -> None:
    assert not {"ленинград", "рузвельт", "москва"} & kinds(table, "Stalin").keys()
    assert "иванов" not in kinds(table, "Ivan")


def test_words_that_are_no_names_are_left_out(table: NameTable) -> None:
    assert kinds(table, "угнетатель") == {}
    assert kinds(table, "oppressor") == {}


def test_the_limit_cuts_and_says_so(table: NameTable) -> None:
    whole = table.expand("alihan")
    cut = table.expand("alihan", limit=2)
    assert cut.variants == whole.variants[:2]
    assert cut.left_out == len(whole.variants) - 2


def test_aliases_come_from_the_authorities(table: NameTable) -> None:
    ghulja = Authority("kulja", AuthorityKind.PLACE, ("Ghulja", "Yining", "Кульджа", "Инин"))
    found = {
        each.form: each.via
        for each in table.expand("yining", authorities=Authorities([ghulja])).variants
    }
    assert found["кульдже"] is Via.ALIAS
    assert found["ghulja"] is Via.ALIAS
    assert found["инин"] is Via.TRANSLITERATION


@given(st.text(max_size=30))
def test_every_variant_is_in_the_vocabulary(
    table: NameTable, tokens: list[tuple[str, bool]], word: str
) -> None:
    known = {form for form, _ in tokens}
    for each in table.expand(fold(word)).variants:
        assert each.form in known
        assert 0 < each.weight <= 1
