"""Names of repositories, against what citations write."""

from importlib.resources import files

import pytest

from archsearch.errors import SettingsError
from archsearch.holdings.reference import parse_reference
from archsearch.holdings.repositories import (
    add_repositories,
    added_repositories,
    repository_named,
    usual_name,
)
from archsearch.holdings.shelf_mark import reference_keys, shelf_order


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


@pytest.fixture
def added():
    """Repositories as the settings add them, in this process alone."""
    before = added_repositories()
    add_repositories(
        (
            "GAKO | ГАКО | State Archive of Kursk Oblast | Государственный архив Курской области",
            "GARF | Архив Октябрьской революции",
        )
    )
    yield
    add_repositories(before)


@pytest.mark.usefixtures("added")
def test_a_repository_may_be_added():
    usual = {usual_name(name) for name in ("ГАКО", "Государственный архив Курской области", "GAKO")}
    assert usual == {"GAKO"}
    assert usual_name("Архив Октябрьской революции") == usual_name("ГАРФ") == "GARF"
    known = repository_named("ГАКО")
    assert (known.cyrillic, known.english) == ("ГАКО", "State Archive of Kursk Oblast")
    # Codes without labels are taken apart where their repository is known, and sort by its name.
    parsed = parse_reference("ГАКО 17/162/18, лл. 45-47")
    assert (parsed.fond, parsed.opis, parsed.delo, parsed.folios) == ("17", "162", "18", "45-47")
    english = parse_reference("State Archive of Kursk Oblast, f. 17, op. 162, d. 18, l. 45-47")
    assert reference_keys(english) == reference_keys(parsed)
    assert shelf_order(english) == shelf_order(parsed)


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize("written", ["", " | ", "X | ГАКО | ГАРФ", "GAKO | RGASPI"])
def test_what_can_not_be_added_is_refused_and_nothing_is_lost(written):
    with pytest.raises(SettingsError):
        add_repositories((written,))
    assert usual_name("Архив Октябрьской революции") == "GARF"


def test_nothing_stays_when_it_is_taken_back():
    add_repositories(("GAKO | ГАКО",))
    add_repositories(())
    assert usual_name("ГАКО") == "ГАКО"
