"""Marks over a hand-made forward index, written as the text that it stands for."""

import numpy as np
import pytest

from archsearch.analysis import Via
from archsearch.indexing.forward_index import ForwardIndex, TokenTable
from archsearch.search.clause import Clause, Key, Pattern, Reading
from archsearch.search.marks import Marker

TEXT = "глава правительства алихан тюря писал сталину алихан"


def find_marks(text, index, clauses):
    return Marker(clauses).marks(text, index)


def forward(text=TEXT, terms=None):
    """Words of a text, each indexed under itself and under what `terms` adds."""
    forms = tuple(dict.fromkeys(text.split()))
    owners = {}
    for number, form in enumerate(forms):
        for term in (form, *(terms or {}).get(form, ())):
            owners.setdefault(term, []).append(number)
    starts = [0]
    for each in text.split():
        starts.append(starts[-1] + len(each) + 1)
    starts = np.array(starts[:-1], np.int32)
    table = TokenTable(
        counts=np.array([len(numbers) for numbers in owners.values()], np.int32),
        owners=np.array([number for numbers in owners.values() for number in numbers], np.int32),
        tokens=np.array([forms.index(each) for each in text.split()], np.int32),
        positions=np.arange(len(starts), dtype=np.int32),
        starts=starts,
        ends=starts + np.array([len(each) for each in text.split()], np.int32),
    )
    return ForwardIndex(forms, tuple(owners), lambda: table)


def clause(*readings):
    return Clause("query", ("text",), readings)


def reading(*words, via=Via.EXACT, exact=True, **options):
    return Reading(tuple((Key(word, exact),) for word in words), via, **options)


def shown(marks, text=TEXT):
    for mark in reversed(marks):
        text = f"{text[: mark.start]}[{text[mark.start : mark.end]}]{text[mark.end :]}"
    return text


def marked(*clauses, index=None):
    return shown(find_marks(TEXT, index or forward(), enumerate(clauses)))


def test_every_occurrence_of_a_word_is_marked():
    expected = "глава правительства [алихан] тюря писал сталину [алихан]"
    assert marked(clause(reading("алихан"))) == expected


def test_a_form_is_found_by_its_term():
    index = forward(terms={"сталину": ("сталин",)})
    found = find_marks(TEXT, index, [(0, clause(reading("сталин", via=Via.FORM, exact=False)))])
    assert shown(found).endswith("[сталину] алихан")
    assert [mark.via for mark in found] == [Via.FORM]


def test_a_term_is_no_surface_form():
    index = forward(terms={"сталину": ("сталин",)})
    assert find_marks(TEXT, index, [(0, clause(reading("сталин")))]) == ()


def test_of_a_phrase_only_whole_occurrences_are_marked():
    expected = "глава правительства [алихан] [тюря] писал сталину алихан"
    assert marked(clause(reading("алихан", "тюря"))) == expected


@pytest.mark.parametrize(("slop", "found"), [(1, 0), (2, 2), (3, 2)])
def test_proximity_is_a_distance_of_positions(slop, found):
    near = clause(reading("тюря", "сталину", slop=slop))
    assert len(find_marks(TEXT, forward(), [(0, near)])) == found


def test_a_phrase_has_an_order():
    assert marked(clause(reading("тюря", "алихан"))) == TEXT


def test_a_short_name_needs_company():
    short = clause(reading("тюря", via=Via.SIMILAR, needs_company=True))
    assert marked(short) == TEXT
    expected = "глава правительства [алихан] [тюря] писал сталину [алихан]"
    assert marked(short, clause(reading("алихан"))) == expected


@pytest.mark.parametrize(("text", "found"), [("с тюря", 1), ("С тюря", 2)])
def test_an_initial_is_a_capital(text, found):
    initial = clause(reading("с", via=Via.SIMILAR, needs_company=True))
    both = enumerate([initial, clause(reading("тюря"))])
    assert len(find_marks(text, forward("с тюря"), both)) == found


def test_a_misprint_is_marked():
    key = Key("сталину", exact=True, edits=1)
    misread = clause(Reading(((key,),), Via.TYPO))
    assert len(find_marks("писал сталпну", forward("писал сталпну"), [(0, misread)])) == 1


def test_company_is_near():
    short = clause(reading("глава", via=Via.SIMILAR, needs_company=True))
    assert marked(short, clause(reading("сталину"))) == TEXT.replace("сталину", "[сталину]")


def test_the_strongest_kind_wins():
    weak, strong = reading("тюря", via=Via.SIMILAR), reading("тюря", via=Via.EXACT)
    assert [mark.via for mark in find_marks(TEXT, forward(), [(0, clause(weak, strong))])] == [
        Via.EXACT
    ]


def test_a_pattern_marks_what_it_fits():
    expected = "глава правительства [алихан] тюря писал сталину [алихан]"
    assert marked(Pattern("ал*н", ("text",), "ал*н")) == expected


def test_an_empty_text_has_no_marks():
    assert find_marks("", forward(""), [(0, clause(reading("алихан")))]) == ()
