import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.query import And, Not, Or, Phrase, Prefix, Query, Term, Wildcard

from archsearch.search.lenient import mend
from archsearch.search.parse import ANYWHERE, parse


def word(text, field=ANYWHERE):
    return Term(field, text)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("Alihan", word("Alihan")),
        ("Alihan Tore", And([word("Alihan"), word("Tore")])),
        ("Alihan AND Tore", And([word("Alihan"), word("Tore")])),
        ("Алихан И Тюря", And([word("Алихан"), word("Тюря")])),
        ("Ghulja OR Yining", Or([word("Ghulja"), word("Yining")])),
        ("Кульджа ИЛИ Инин", Or([word("Кульджа"), word("Инин")])),
        ("a NOT b", And([word("a"), Not(word("b"))])),
        ("a НЕ b", And([word("a"), Not(word("b"))])),
        ("a -b", And([word("a"), Not(word("b"))])),
        ("a -(b OR c)", And([word("a"), Not(Or([word("b"), word("c")]))])),
        ("(a OR b) c", And([Or([word("a"), word("b")]), word("c")])),
        ("title:letter", word("letter", "title")),
        ("person:(Alihan Tore)", And([word("Alihan", "person"), word("Tore", "person")])),
        ("lang:ru", word("ru", "lang")),
        ("ali*", Prefix(ANYWHERE, "ali")),
        ("al?han", Wildcard(ANYWHERE, "al?han")),
        ("word^2", Term(ANYWHERE, "word", boost=2.0)),
    ],
)
def test_the_query_language(typed, tree):
    assert parse(typed) == tree


@pytest.mark.parametrize(
    "typed",
    [
        "Алма-Ата",
        "1945-04",
        "Р-9401сс",
        "http://x",
        "foo:bar",
        "г.Кульджа",
        "OR",
        "NOT",
        "[SHAKIRJAN]",
    ],
)
def test_what_looks_like_an_operator_is_a_word(typed):
    assert parse(typed) == word(typed)


def test_a_phrase_keeps_its_words_and_its_distance():
    tree = parse('title:"Red Army"~5')
    assert isinstance(tree, Phrase)
    assert (tree.fieldname, list(tree.words), tree.slop) == ("title", ["Red", "Army"], 5)


@given(st.text(alphabet='ab "()-:*?^~«» \\[]{}ANDORNOTИЛИ12', max_size=60))
def test_whatever_is_typed_has_a_tree(typed):
    assert isinstance(parse(mend(typed, 1000).text), Query)


def test_a_wildcard_of_one_letter_is_still_a_wildcard():
    assert parse("?") == Wildcard(ANYWHERE, "?")
