"""Reference codes compared in any notation, and sorted as they stand on the shelves."""

import pytest

from archsearch.holdings.reference import parse_reference
from archsearch.holdings.shelf_mark import (
    leaves,
    read_reference,
    reference_keys,
    russian_fond,
    shelf_order,
    usual_fond,
)

KEYS = {"garf/r9401", "garf/r9401/2", "garf/r9401/2/95"}


@pytest.mark.parametrize(
    "written",
    [
        "GARF, Fond R-9401ss, Opis' 2, Delo 95, ll. 352-359",
        "ГАРФ, ф. Р-9401сс, оп. 2, д. 95, лл. 352–359",
        "ГАРФ, ф. Р-9401, оп. 2, д. 95",
        "GARF R-9401 2 95",
        "ГАРФ Р-9401/2/95",
    ],
)
def test_every_notation_has_the_same_keys(written):
    keys = set(reference_keys(read_reference(written)))
    assert keys >= KEYS
    assert "/r9401/2/95" in keys


def test_a_level_that_is_missing_ends_the_keys():
    assert reference_keys(parse_reference("ф. 17, д. 3")) == ("/17",)


def test_a_number_stands_below_its_group():
    assert reference_keys(parse_reference("BArch, B 136/59748"))[1::-1] == (
        "/b 136/59748",
        "/b 136",
    )


def test_a_delo_with_a_letter_comes_after_the_one_without():
    codes = [f"ГАРФ, ф. 1, оп. 1, д. {delo}" for delo in ("2", "10", "95", "95а", "96")]
    assert (
        sorted([*codes[3:], *codes[:3]], key=lambda code: shelf_order(parse_reference(code)))
        == codes
    )


def test_leaves_are_those_named():
    assert leaves(parse_reference("ГАРФ, ф. 1, оп. 2, д. 3, лл. 352–354, 361 об.")) == (
        352,
        353,
        354,
        361,
    )


def test_the_order_is_that_of_the_shelves():
    codes = [
        f"ГАРФ, ф. {fond}, оп. 1, д. {delo}" for fond, delo in ((2, 2), (2, 10), (10, 1), (10, 9))
    ]
    assert (
        sorted([*codes[2:], *codes[:2]], key=lambda code: shelf_order(parse_reference(code)))
        == codes
    )


def test_a_word_is_no_code():
    assert not reference_keys(read_reference("каталог писем"))


@pytest.mark.parametrize(
    ("russian", "english"), [("Р-9401сс", "R-9401ss"), ("Д-9999", "D-9999"), ("558", "558")]
)
def test_a_fond_has_one_number_in_both_notations(russian, english):
    assert usual_fond(russian) == usual_fond(english) == english
    assert russian_fond(english) == russian_fond(russian) == russian


@pytest.mark.parametrize("fond", ["", "B 136", "Личный фонд Мао", "DFA/6"])
def test_a_fond_of_another_kind_stays_as_it_is(fond):
    assert usual_fond(fond) == russian_fond(fond) == fond
