from hypothesis import given
from hypothesis import strategies as st

from archsearch.analysis import Vocabulary

STRINGS = st.lists(st.sampled_from(["a", "b", "с", "d", "е", "f"]))


@given(STRINGS, STRINGS)
def test_many_are_numbered_as_one_by_one(first, second):
    together, alone = Vocabulary(first), Vocabulary(first)
    assert together.numbers_of(second) == [alone.id(string) for string in second]
    assert together.strings == alone.strings
    assert len(together) == len({*first, *second})


def test_what_is_finished_keeps_its_strings():
    vocabulary = Vocabulary(["a", "b"])
    assert vocabulary.finish() == ["a", "b"]
    assert len(vocabulary) == 2
    assert not vocabulary.ids
