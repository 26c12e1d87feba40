from __future__ import annotations

from archsearch.parallel.grouping import by_paragraphs, by_screens, join_all
from archsearch.parallel.paragraphs import SCREEN, Text


def test_groups_end_where_both_versions_end_a_paragraph() -> None:
    lefts, rights = [(0, 10), (11, 30), (31, 40)], [(0, 30), (31, 50)]
    pairs = [((0, 10), (0, 12)), ((11, 20), (13, 20)), ((21, 30), (21, 30)), ((31, 40), (31, 50))]
    assert by_paragraphs(pairs, lefts, rights) == [pairs[:3], pairs[3:]]


def test_a_paragraph_without_counterpart_is_a_group() -> None:
    lefts, rights = [(0, 10), (11, 20), (21, 30)], [(0, 10), (11, 20)]
    pairs = [((0, 10), (0, 10)), ((11, 20), None), ((21, 30), (11, 20))]
    assert by_paragraphs(pairs, lefts, rights) == [[pair] for pair in pairs]


def test_a_sentence_without_counterpart_stays_in_its_paragraph() -> None:
    pairs = [((0, 10), (0, 10)), ((11, 20), None), ((21, 30), (11, 20))]
    assert by_paragraphs(pairs, [(0, 30)], [(0, 20)]) == [pairs]


def test_what_is_left_over_isnt_lost() -> None:
    pairs = [((0, 10), (0, 10)), ((11, 20), None)]
    assert by_paragraphs(pairs, [(0, 30)], [(0, 20)]) == [pairs]


def test_screens_are_filled_and_not_exceeded() -> None:
    text = Text("x" * 9 * SCREEN, "en")
    step = SCREEN // 3
    pairs = [((n * step, n * step + step - 1), (n * step, n * step + 9)) for n in range(9)]
    groups = by_screens(pairs, text, text)
    assert [join_all(pairs[n : n + 3]) for n in (0, 3, 6)] == groups


def test_what_has_no_counterpart_is_divided() -> None:
    text = Text(("Слово. " * SCREEN).strip(), "ru")
    groups = by_screens([((0, len(text.text)), None)], text, text)
    assert len(groups) > 1
    assert all(one is not None and one[1] - one[0] <= SCREEN for one, _ in groups)
    assert by_screens([(None, (0, len(text.text)))], text, text) == [
        (None, one) for one, _ in groups
    ]
