"""Nominatives of inflected forms, and the names that surnames are made from."""

from __future__ import annotations

import pytest

from archsearch.analysis.names.bases import Relation, bases
from archsearch.analysis.names.scripts import spelling


def bases_of(word: str) -> dict[str, Relation]:
    spelt = spelling(word)
    assert spelt is not None
    return bases(spelt)


@pytest.mark.parametrize(
    ("form", "nominative"),
    [
        ("алиханом", "алихан"),
        ("тюрей", "тюря"),
        ("егнаровым", "егнаров"),
        ("вышинскому", "вышинский"),
        ("эньлаем", "эньлай"),
        ("павла", "павел"),
        ("ильи", "илья"),
        ("хрущева", "хрущев"),
        ("кульдже", "кульджа"),
    ],
)
def test_a_form_has_its_nominative(form: str, nominative: str) -> None:
    assert bases_of(form)[nominative] is Relation.FORM


@pytest.mark.parametrize(
    ("surname", "name"),
    [("касимов", "касим"), ("касыми", "касым"), ("qasimi", "qasim"), ("шакирджанов", "шакирджан")],
)
def test_a_surname_has_its_root(surname: str, name: str) -> None:
    assert name in bases_of(surname)


def test_other_surnames_stay_whole() -> None:
    assert "иван" not in bases_of("иванов")
