from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.analysis import Analyzer, Vocabulary
from archsearch.parallel import Alignment, Passage, align, lexicon_pairs
from archsearch.parallel.terms import first_terms

if TYPE_CHECKING:
    from archsearch.holdings import Document

ANALYZER = Analyzer()


def test_one_term_a_word() -> None:
    vocabulary = Vocabulary()
    text = "Стали сталь. Северо-восток Китая."
    columns = ANALYZER.columns(text, "ru", vocabulary)
    terms = first_terms(columns, 0, len(text))
    words = len({token.position for token in ANALYZER.tokens(text, "ru")})
    assert len(terms) == words
    start = text.index("Китая")
    assert vocabulary.strings[first_terms(columns, start, len(text))[0]] == "китай"
    assert first_terms(columns, start, start).size == 0


def test_each_passage_of_both_languages_is_a_pair(letter: Document) -> None:
    vocabulary = Vocabulary()
    columns = {
        version.key: ANALYZER.columns(version.text, version.language, vocabulary)
        for version in letter.versions
    }
    alignment = align(letter)
    pairs = list(lexicon_pairs(letter, alignment, columns))
    assert len(pairs) == len(alignment.passages)
    left, right = ([vocabulary.strings[term] for term in side] for side in pairs[4])
    assert "красный" in left
    assert "red" in right


def test_strangers_teach_nothing(letter: Document) -> None:
    vocabulary = Vocabulary()
    columns = {
        version.key: ANALYZER.columns(version.text, version.language, vocabulary)
        for version in letter.versions
    }
    alone = Alignment((Passage({"ru": (0, 10)}),), aligned=False)
    assert not list(lexicon_pairs(letter, alone, columns))
    single = Alignment((Passage({"ru": (0, 10)}),))
    assert not list(lexicon_pairs(letter, single, columns))
