import pytest

from archsearch.analysis import Vocabulary
from archsearch.indexing.surfaces import SurfaceForms, is_name


def names_of(analyzer, *texts, running=True):
    """The forms of texts that may be names."""
    vocabulary, surfaces = Vocabulary(), SurfaceForms()
    for text in texts:
        surfaces.note(text, analyzer.columns(text, "und", vocabulary), running=running)
    forms, counts = surfaces.noted()
    return {vocabulary.strings[form] for form in forms[is_name(counts)]}


@pytest.mark.parametrize(
    ("texts", "word", "may_be"),
    [
        (["He wrote to Stone in May."], "stone", True),
        (["Stone by stone. Stone walls."], "stone", False),
        (["A stone, a stone, a stone and a stone; Dr Stone came."], "stone", False),
        (["Глава правительства АЛИХАН ТЮРЯ"], "алихан", True),
        (["Глава правительства АЛИХАН ТЮРЯ", "глава"], "глава", False),
        (["Вышел Петров. Вышел вечер; вышел."], "петров", True),
        (["Вышел Петров. Вышел вечер; вышел."], "вышел", False),
        (["Маршалу С Т А Л И Н У"], "сталину", True),
        (["я видел ئەلىخان"], "ئەلىخان", True),
        (["He wrote to \U00010412\U0001043b in May."], "\U0001043a\U0001043b", True),
        (["He wrote to \U0001043a\U0001043b in May."], "\U0001043a\U0001043b", False),
    ],
)
def test_what_may_be_a_name(analyzer, texts, word, may_be):
    assert (word in names_of(analyzer, *texts)) == may_be


def test_a_title_says_nothing_of_words_that_are_also_small(analyzer):
    title = "The Stone Road"
    assert "stone" in names_of(analyzer, title, running=False)
    vocabulary, surfaces = Vocabulary(), SurfaceForms()
    for text, running in ((title, False), ("a stone", True)):
        surfaces.note(text, analyzer.columns(text, "en", vocabulary), running=running)
    forms, counts = surfaces.noted()
    assert not is_name(counts)[forms == vocabulary.ids["stone"]].any()


def test_a_text_without_words_counts_nothing(analyzer):
    assert names_of(analyzer, "", " … ") == set()
