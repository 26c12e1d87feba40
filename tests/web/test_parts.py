from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archsearch.web.parts import MatchLink, part_count, parts


def test_the_matches_of_other_parts_are_known_by_part_and_number():
    counts = [0, 2, 0, 0, 1, 0, 0, 3]
    second = parts(counts, 2, 2)
    assert (second.marks, second.all_marks, second.first_mark) == (0, 6, 3)
    assert second.before == MatchLink(1, 2)
    assert second.after == MatchLink(3, 3)
    assert parts(counts, 2, 4).after is None
    assert parts(counts, 2, 1).before is None


@given(st.lists(st.integers(0, 3), max_size=40), st.integers(1, 9))
def test_from_match_to_match_every_one_is_come_by_once(counts: list[int], size: int):
    seen = []
    for current in range(1, part_count(len(counts), size) + 1):
        here = parts(counts, size, current)
        assert here.marks == sum(counts[here.span])
        seen += range(here.first_mark, here.first_mark + here.marks)
        if here.after:
            assert here.after.mark == here.first_mark + here.marks
        if here.before:
            assert here.before.mark == here.first_mark - 1
    assert seen == list(range(1, sum(counts) + 1))
