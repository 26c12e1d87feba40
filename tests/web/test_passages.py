from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archsearch.search import MarkedText, Passage
from archsearch.web.passages import passage_names, passage_place

_TEXTS = st.lists(st.text("абв \n", max_size=4), max_size=30)


def passages(texts: list[str]) -> list[Passage]:
    return [Passage(number, {"ru": MarkedText(text)}) for number, text in enumerate(texts, 1)]


@given(_TEXTS)
def test_every_passage_is_found_by_its_name_and_by_its_number(texts: list[str]):
    made = passages(texts)
    names = passage_names(made)
    assert len(set(names)) == len(names)
    assert [passage_place(made, name) for name in names] == list(range(len(made)))
    assert [passage_place(made, str(each.number)) for each in made] == list(range(len(made)))


def test_a_name_outlasts_what_changes_before_it():
    before = passage_names(passages(["Копия", "Маршалу С Т А Л И Н У", "Кульджа"]))
    after = passage_names(passages(["Копия", "Перевод", "Маршалу  С Т А Л И Н У", "Кульджа"]))
    assert after[2:] == before[1:]


def test_there_is_no_other_passage():
    for asked in ("0", "2", "-1", "t", "tzzzzzz", "999999999999999999999", "١", ""):
        assert passage_place(passages(["Копия"]), asked) is None
