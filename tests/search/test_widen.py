"""Queries of many words: what may be missing, what must stand together, what is a misprint."""

from __future__ import annotations

import json

import pytest

from archsearch import open_index
from archsearch.indexing.build import build_index
from archsearch.search.widen import ANY_WORD, MISREAD, SCATTERED
from archsearch.settings import IndexSettings, Settings

FILLER = "The caravan went on through the snow without a halt. " * 20
TEXTS = {
    "apart": f"A museum was built. {FILLER} The originally green gate. {FILLER} It was named well.",
    "most": "The museum was originally a mill, and visitors came from the whole valley.",
    "letter": "A letter from the head of the station to Petrovsky about the price of hay.",
    "misprint": "The statoin was closed in winter.",
    "main": "The main road was closed. The main duty was paid.",
    "pages": f"{'Lantern. ' * 9}{FILLER * 3}{'Compass. ' * 9}",
    "page": f"A lantern hung there. {FILLER} They had lost the compass. {FILLER}",
    "signed": "The bill was signed by M. Ozerov.",
    "grin": "Yesterday Colonel Grin wrote from the town.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("widen")
    rows = [
        {"id": name, "title": "Untitled", "text_en": text, "original_language": "en"}
        for name, text in TEXTS.items()
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "holdings.jsonl").write_text(lines, encoding="utf-8")
    settings = Settings(index=IndexSettings(path=folder / "index"))
    build_index([folder / "holdings.jsonl"], settings)
    return open_index(folder / "index")


def ids(results):
    return [hit.id for hit in results.hits]


def test_function_words_may_be_missing(searcher):
    results = searcher.search("What is the letter to Petrovsky about?")
    assert ids(results) == ["letter"]
    assert results.notices == ()


def test_function_words_are_marked_only_where_there_is_nothing_else(searcher):
    (hit,) = searcher.search("letter about the hay").hits
    marked = {match.form for match in hit.matched}
    assert marked == {"letter", "hay"}
    assert searcher.search("about the").total == 1


def test_words_far_apart_give_way_to_most_of_them_together(searcher):
    results = searcher.search("museum originally named")
    assert ids(results)[:2] == ["most", "apart"]
    assert results.notices == (SCATTERED,)


def test_two_words_far_apart_are_both_there(searcher):
    results = searcher.search("museum originally")
    assert ids(results) == ["most", "apart"], "together comes first"
    assert results.notices == ()


def test_words_that_meet_on_no_page_rank_last_and_the_hit_says_so(searcher):
    page, pages = searcher.search("lantern compass").hits
    assert (page.id, pages.id) == ("page", "pages")
    assert (page.words_apart, pages.words_apart) == (False, True)
    assert page.score < pages.score, "or rank and label would not be told apart from score"


def test_a_word_that_occurs_is_no_misprint_of_another(searcher):
    assert searcher.search("caravan station").notices == (ANY_WORD,)
    assert searcher.search("winter statoim").notices == (MISREAD,)


def test_a_question_mark_after_several_words_is_no_wildcard(searcher):
    assert ids(searcher.search("When was the main road closed?")) == ["main"]
    assert ids(searcher.search("roa?")) == ["main"]


def test_an_ordinary_word_is_no_name(searcher):
    assert ids(searcher.search("green")) == ["apart"]
    assert ids(searcher.search("Green")) == ["apart", "grin"]


def test_an_ordinary_word_in_small_letters_is_no_initial(searcher):
    assert searcher.search("Maxim Ozerov").notices == ()
    assert searcher.search("museum ozerov").notices == (ANY_WORD,)


def test_any_word_counts_by_how_many_there_are(searcher):
    results = searcher.search("price hay Petrovsky valley")
    assert results.notices == (ANY_WORD,)
    assert ids(results) == ["letter", "most"]
