"""Whole names: joined, split, by initials, by another name."""

from __future__ import annotations

from archsearch.analysis import Via
from archsearch.analysis.names import Authorities, NameExpansion, NameTable, expand_name
from archsearch.holdings.authority import Authority, AuthorityKind


def sequences(expansion: NameExpansion, start: int, end: int) -> list[tuple[tuple[str, ...], ...]]:
    return [each.slots for each in expansion.variants if (each.start, each.end) == (start, end)]


def test_words_written_as_one(table: NameTable) -> None:
    found = sequences(expand_name(table, ["mir", "jafar"]), 0, 2)
    assert any("мирджафар" in slots[0] for slots in found if len(slots) == 1)
    found = sequences(expand_name(table, ["ali", "khan"]), 0, 2)
    assert any("алихана" in slots[0] for slots in found if len(slots) == 1)


def test_one_word_written_as_two(table: NameTable) -> None:
    found = sequences(expand_name(table, ["alihan"]), 0, 1)
    assert any("али" in slots[0] and "хану" in slots[1] for slots in found if len(slots) == 2)


def test_initials_before_the_surname(table: NameTable) -> None:
    found = sequences(expand_name(table, ["joseph", "stalin"]), 0, 2)
    assert any(
        "и" in slots[0] and "в" in slots[1] and "сталину" in slots[2]
        for slots in found
        if len(slots) == 3
    )


def test_initials_and_patronymics_may_be_missing(table: NameTable) -> None:
    assert expand_name(table, ["i", "v", "stalin"]).optional == (True, True, False)
    assert expand_name(table, ["petr", "andreyevich", "ivanov"]).optional == (False, True, False)
    assert expand_name(table, ["petr", "andreyevich"]).optional == (False, False)


def test_other_names_of_an_authority(table: NameTable) -> None:
    authority = Authority(
        "zhou", AuthorityKind.PERSON, ("Zhou Enlai", "Чжоу Энь-лай", "Чжоу Эньлай", "周恩来")
    )
    stalin = Authority("stalin", AuthorityKind.PERSON, ("Stalin", "Филиппов", "Joseph Stalin"))
    known = Authorities([authority, stalin])
    expansion = expand_name(table, ["чжоу", "эньлаю"], authorities=known)
    aliases = [each.slots for each in expansion.variants if each.via is Via.ALIAS]
    assert (("周恩",), ("恩来",)) in aliases
    found = expand_name(table, ["joseph", "stalin"], authorities=known)
    assert any(each.slots == (("филиппов",),) for each in found.variants)
