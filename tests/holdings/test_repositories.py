"""Names of repositories, against what citations write."""

from importlib.resources import files

import pytest

from archsearch.holdings.repositories import repository_named, usual_name


@pytest.mark.parametrize(
    "name",
    [
        "ГАРФ",
        "GARF",
        "garf",
        "State Archive of the Russian Federation",
        "Государственный архив Российской Федерации",
        " Государственный  архив Российской Федерации",
    ],
)
def test_a_repository_goes_by_its_abbreviations_and_names(name):
    assert usual_name(name) == "GARF"


def test_an_unknown_repository_is_what_it_is_written_as():
    assert repository_named("Музей чая") is None
    assert usual_name("Музей чая") == "Музей чая"


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("АВПРФ", "AVP RF"),
        ("ГА РФ", "GARF"),
        ("ЦХСД", "RGANI"),
        ("PRO", "TNA"),
        ("State Archive of the Russian Federation (GARF)", "GARF"),
        ("Archive of Foreign Policy, Russian Federation (AVP RF), Moscow", "AVP RF"),
        ("Obtained by N. N. RGASPI", "RGASPI"),
        ("Москва, РГВА", "RGVA"),
        ("Museum (closed)", "Museum (closed)"),
    ],
)
def test_a_repository_is_found_within_what_is_written_of_it(name, usual):
    assert usual_name(name) == usual


def test_no_name_belongs_to_two_repositories():
    lines = (files("archsearch.holdings") / "data/repositories.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows
    assert [name for row in rows for name in row if usual_name(name) != row[0]] == []
