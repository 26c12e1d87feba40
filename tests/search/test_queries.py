"""Which fields a clause is looked for in: those that have any of its words."""

from __future__ import annotations

from archsearch.analysis import Via
from archsearch.search.clause import Clause, Key, Pattern, Reading
from archsearch.search.queries import Queries
from archsearch.search.sought import Sought

FIELDS = ("title", "people", "text")
COUNTS = {"сталь": {"text": 3}, "сталину": {"title_exact": 1, "text_exact": 2}}


def clause(*keys):
    return Clause("query", FIELDS, (Reading((keys,), Via.FORM),))


def fields(*keys):
    return Queries(lambda term: COUNTS.get(term, {})).fields(clause(*keys))


def test_a_word_is_looked_for_where_it_stands():
    assert fields(Key("сталь", exact=False)) == ("text",)
    assert fields(Key("сталину", exact=True)) == ("title", "text")
    assert fields(Key("сталь", exact=False), Key("сталину", exact=True)) == ("title", "text")
    assert fields(Key("нет", exact=True)) == ()


def test_what_no_dictionary_tells_is_looked_for_everywhere():
    assert fields(Key("стадин", exact=True, edits=1)) == FIELDS
    pattern = Pattern("стал*", FIELDS, "стал*")
    assert Queries(lambda term: COUNTS[term]).fields(pattern) == FIELDS


def test_only_clauses_that_may_match_in_a_field_are_marked_there():
    steel, stalin = clause(Key("сталь", exact=False)), clause(Key("сталину", exact=True))
    sought = Sought([steel, stalin], [("text",), ("title", "text")])
    assert sought.numbers("text") == (0, 1)
    assert sought.numbers("title") == (1,)
    assert Sought([steel, stalin]).numbers("people") == (0, 1)
