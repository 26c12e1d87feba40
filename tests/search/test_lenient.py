import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.search.lenient import MAX_NESTING, mend


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Alihan Tore", "Alihan Tore"),
        ("  Alihan \t Tore ", "Alihan Tore"),
        ("«Красной Армии»", '"Красной Армии"'),
        ("“Red Army”", '"Red Army"'),
        ('"Red Army', '"Red Army"'),
        ('Red Army"', "Red Army"),
        ("(a OR b", " a OR b"),
        ("a OR b)", "a OR b "),
        ('"a (b"', '"a (b"'),
        ("–Сталин", "-Сталин"),
        ("1944–45", "1944–45"),
        ("a\x00b", "a b"),
    ],
)
def test_a_slip_is_mended(typed, mended):
    assert mend(typed, 1000).text == mended


@pytest.mark.parametrize("typed", ['"open', "(open", "closed)", "x" * 2000])
def test_what_was_changed_is_said(typed):
    assert len(mend(typed, 1000).notices) == 1


@pytest.mark.parametrize("typed", ["Alihan Tore", '"Red Army"', "(a OR b) c", "Алма-Ата"])
def test_nothing_is_said_of_a_good_query(typed):
    assert mend(typed, 1000).notices == ()


def test_brackets_that_nest_too_deep_are_dropped():
    deep = "(" * (MAX_NESTING + 5) + "a" + ")" * (MAX_NESTING + 5)
    mended = mend(deep, 1000).text
    assert mended.count("(") == mended.count(")") == MAX_NESTING


@given(st.text(max_size=200))
def test_whatever_is_typed_comes_out_balanced(typed):
    text = mend(typed, 100).text
    assert text.count('"') % 2 == 0
    outside = "".join(text.split('"')[::2])
    depth = 0
    for character in outside:
        depth += (character == "(") - (character == ")")
        assert depth >= 0
    assert depth == 0
