"""Names of repositories, against what citations write."""

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


def test_no_name_belongs_to_two_repositories():
    found = repository_named("АВП РФ")
    assert found is not None
    assert {usual_name(name) for name in found.names} == {"AVP RF"}
