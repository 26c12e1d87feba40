from __future__ import annotations

from archsearch.search.words import Words


def test_two_names_may_begin_alike():
    words = Words({}, {"person": {"Абдулла": 1, "Хамраев, Абдулла": 2}, "place": {"Абдулла": 1}})
    found = [(each.text, each.kind) for each in words.complete("абд", 5)]
    assert found == [("Хамраев, Абдулла", "person"), ("Абдулла", "person"), ("Абдулла", "place")]
