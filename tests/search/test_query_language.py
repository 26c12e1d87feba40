"""The query language, asked of the sample holdings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archsearch import open_index
from archsearch.errors import EmptyQueryError
from archsearch.holdings.reference import parse_reference
from archsearch.holdings.shelf_mark import shelf_order

LETTER = "121726"


@pytest.fixture(scope="module")
def searcher(sample_index):
    return open_index(sample_index)


def ids(searcher, query):
    return [hit.id for hit in searcher.search(query, limit=100).hits]


@pytest.mark.parametrize(
    "query",
    [
        'ref:"GARF R-9401 2 95"',
        'ref:"GARF, Fond R-9401ss, Opis\' 2, Delo 95"',
        'ref:"ф. Р-9401сс, оп. 2, д. 95, л. 355"',
        'ref:"ГАРФ, ф. Р-9401, оп. 2, д. 95, лл. 352-353"',
        "шифр:Р-9401",
        "фонд:Р-9401",
        "Фонд:r-9401ss",
    ],
)
def test_any_notation_of_a_code_finds_its_document(searcher, query):
    assert ids(searcher, query) == [LETTER]


@pytest.mark.parametrize(
    "query",
    ['ref:"ф. Р-9401сс, оп. 2, д. 95, л. 360"', 'ref:"РГАСПИ, ф. Р-9401"', 'ref:"R-9401 2 96"'],
)
def test_another_folio_fond_or_delo_is_another_document(searcher, query):
    assert ids(searcher, query) == []


def test_a_whole_fond_is_listed_as_on_the_shelves(searcher):
    answer = searcher.search("фонд:Д-9996", limit=100)
    codes = [hit.document.reference.written for hit in answer.hits]
    assert len(codes) > 5
    assert codes == sorted(codes, key=lambda code: shelf_order(parse_reference(code)))
    assert answer.sort == "reference"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date:1945-04-22", True),
        ("date:1945-04", True),
        ("дата:1945", True),
        ('date:"весна 1945"', True),
        ('date:"22 апреля 1945"', True),
        ("date:[1944 TO 1946]", True),
        ("date:1944..1946", True),
        ("date:[1945-04 TO *]", True),
        ("date:[* TO 1945-04-22]", True),
        ("date:1945-05", False),
        ("date:[1946 TO 1950]", False),
        ("date:none", False),
    ],
)
def test_a_date_finds_what_may_be_of_it(searcher, query, found):
    assert (LETTER in ids(searcher, query)) is found


def test_dates_are_labelled_by_how_sure_they_are(searcher):
    labels = {h.id: h.date_is for h in searcher.search("date:1945-04", limit=100).hits}
    assert labels[LETTER] == "certain"
    assert set(labels.values()) == {"certain", "possible"}


def test_undated_documents_can_be_asked_for(searcher):
    hits = searcher.search("date:none").hits
    assert hits
    assert all(hit.document.date.start is None for hit in hits)


def test_what_is_no_date_is_left_out_and_said(searcher):
    answer = searcher.search("date:завтра Сталин")
    assert LETTER in [hit.id for hit in answer.hits]
    assert any("завтра" in notice for notice in answer.notices)


def test_the_letters_as_typed_find_no_other_form(searcher):
    assert LETTER in ids(searcher, '="Сталину"')
    assert LETTER in ids(searcher, "=сталину")
    answer = searcher.search('="Сталинами"')
    assert answer.total == 0


def test_the_letters_as_typed_keep_their_field(searcher):
    titled = set(ids(searcher, 'title:="Letter"'))
    assert titled
    assert titled < set(ids(searcher, '="letter"'))


def test_words_near_each_other_stand_in_any_order(searcher):
    assert LETTER in ids(searcher, '"Union Soviet"~5')
    assert LETTER not in ids(searcher, '"Union Soviet"')


def test_a_tilde_takes_misprints_and_says_so(searcher):
    hits = searcher.search("Кульждинский~").hits + searcher.search("угнетатеей~").hits
    assert {match.via for hit in hits for match in hit.matched} >= {"typo"}


def test_aliases_of_fields_are_the_fields(searcher):
    for one, other in (("место", "place"), ("имя", "person"), ("название", "title")):
        assert ids(searcher, f"{one}:Кульджа") == ids(searcher, f"{other}:Кульджа")
    assert ids(searcher, "место:Кульджа")


@pytest.mark.parametrize(
    ("typed", "meant", "reason"),
    [
        ("Fkb[fy", "Алихан", "keyboard"),
        ("ыефдшт", "stalin", "keyboard"),
        ("euytnfntkz", "угнетателя", "keyboard"),
        ("Р-9401сс", 'ref:"Р-9401сс"', "reference"),
        ("1945-04", 'date:"1945-04"', "date"),
        ("караввнн", "караван", "spelling"),
    ],
)
def test_what_was_meant_is_offered(searcher, typed, meant, reason):
    offered = {each.reason: each.query for each in searcher.search(typed).suggestions}
    assert reason in offered
    if reason != "spelling":
        assert offered[reason] == meant
    assert searcher.search(offered[reason]).total


def test_nothing_is_offered_for_a_query_that_finds(searcher):
    assert searcher.search("Сталин").suggestions == ()


def test_completions_are_the_holdings_own(searcher):
    assert any(each.kind == "place" for each in searcher.complete("кульд"))
    assert [each.text for each in searcher.complete("мирза")]
    assert searcher.complete("") == []


@given(st.text(alphabet='ab "()-:*?^~=+[]{}«»Сталин19datref', max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_slip_is_an_error(searcher, typed):
    try:
        answer = searcher.search(typed, limit=2)
    except EmptyQueryError:
        return
    assert answer.total >= len(answer.hits)
