"""The main job on the sample holdings: a query, its hits, their marks in both versions."""

import json
from threading import Thread

import pytest

from archsearch import open_index
from archsearch.errors import EmptyQueryError, IndexUnavailableError, UnknownDocumentError

LETTER = "121726"

#: What a reader may type, and the versions in which the letter contains it.
NEEDED = [
    ("Alihan Tore", {"ru", "en"}),
    ("Алихан Тюря", {"ru", "en"}),
    ("Алихана Тюри", {"ru", "en"}),
    ("Сталин", {"ru", "en"}),
    ("Сталину", {"ru", "en"}),
    ("Stalin", {"ru", "en"}),
    ("Кульджи", {"ru", "en"}),
    ("угнетатель", {"ru"}),
    ("oppressor", {"en"}),
    ("East Turkestan", {"ru", "en"}),
]


@pytest.fixture(scope="module")
def searcher(sample_index):
    return open_index(sample_index)


def hit_of(results, document_id=LETTER):
    return next(hit for hit in results.hits if hit.id == document_id)


@pytest.mark.parametrize(("query", "versions"), NEEDED)
def test_the_reference_letter_is_found_and_marked(searcher, query, versions):
    hit = hit_of(searcher.search(query))
    assert {key for key, count in hit.marks.items() if count} >= versions


@pytest.mark.parametrize("query", ["Alihan Tore", "Алихан Тюря", "Алихана Тюри"])
def test_the_letter_is_the_first_hit_for_its_author(searcher, query):
    assert searcher.search(query).hits[0].id == LETTER


@pytest.mark.parametrize(
    ("query", "version", "form"),
    [
        ("Stalin", "ru", "С Т А Л И Н У"),
        ("Сталин", "ru", "С Т А Л И Н У"),
        ("Сталин", "en", "Stalin"),
        ("Alihan", "ru", "АЛИХАН"),
        ("Alihan", "en", "ALIHAN"),
        ("Tore Alihan", "ru", "ТЮРЯ"),
        ("угнетатель", "ru", "угнетателей"),
    ],
)
def test_a_mark_covers_the_whole_of_what_matched(searcher, query, version, form):
    view = searcher.view(LETTER, query)
    marked = {
        text.text[start:end]
        for passage in view.passages
        for key, text in passage.texts.items()
        if key == version
        for start, end in text.marks
    }
    assert form in marked


@pytest.mark.parametrize(("query", "_"), NEEDED)
def test_the_count_of_marks_is_the_number_of_marks(searcher, query, _):
    for hit in searcher.search(query).hits:
        view = searcher.view(hit.id, query)
        for key, count in hit.marks.items():
            shown = sum(len(p.texts[key].marks) for p in view.passages if key in p.texts)
            assert count == shown == view.marks[key]


def test_every_mark_of_a_hit_lies_in_its_text(searcher):
    for hit in searcher.search("Кульджа OR письмо OR letter", limit=50).hits:
        for passage in hit.passages:
            for text in passage.texts.values():
                ends = [0, *(place for mark in text.marks for place in mark), len(text.text)]
                assert ends == sorted(ends)


def test_the_exact_form_is_above_the_inflected_one(searcher):
    vias = [hit.matched[0].via for hit in searcher.search("телеграф", limit=50).hits]
    assert vias == sorted(
        vias, key=["exact", "form", "transliteration", "alias", "similar", "translation"].index
    )


def test_words_are_all_needed(searcher):
    assert hit_of(searcher.search("Сталину колонизаторы"))
    both = searcher.search("Сталину термометр")
    assert both.total == 0 or any("some of them" in notice for notice in both.notices)


def test_what_no_document_has_whole_is_searched_in_parts_and_says_so(searcher):
    results = searcher.search("oppressor xyzzyplugh")
    assert hit_of(results)
    assert any("some of them" in notice for notice in results.notices)


def test_a_word_may_match_in_either_version(searcher):
    assert hit_of(searcher.search("угнетатель oppressor"))


def test_a_word_can_be_excluded(searcher):
    assert LETTER not in {hit.id for hit in searcher.search("Сталин -фашистов").hits}


def test_a_phrase_is_found_in_order_only(searcher):
    assert hit_of(searcher.search('"Красную Армию"'))
    assert hit_of(searcher.search('"Красная Армия"'))
    assert searcher.search('"Армию Красную"').total == 0


def test_a_version_can_be_demanded(searcher):
    russian = {hit.id for hit in searcher.search("lang:ru Stalin", limit=100).hits}
    assert LETTER in russian
    for hit in searcher.search("lang:en -lang:ru", limit=100).hits:
        assert [version.key for version in hit.document.versions] == ["en"]


def test_variants_can_be_switched_off(searcher):
    hit = hit_of(searcher.search("Stalin", variants=False))
    assert hit.marks["ru"] == 0
    assert hit.marks["en"] > 0


def test_nothing_found_says_so(searcher):
    results = searcher.search("xyzzyplugh")
    assert (results.total, results.hits) == (0, ())
    assert results.notices


@pytest.mark.parametrize("query", ["", "   ", "()", "—", '""'])
def test_an_empty_query_is_an_error_that_says_what_to_do(searcher, query):
    with pytest.raises(EmptyQueryError, match=r"[Tt]ype"):
        searcher.search(query)


@pytest.mark.parametrize("query", ['"Stalin', "(Stalin", "Stalin)", '((("Stalin', "Stalin AND"])
def test_a_slip_is_no_error(searcher, query):
    assert searcher.search(query).notices


def test_an_unknown_document_is_an_error(searcher):
    with pytest.raises(UnknownDocumentError, match="nowhere"):
        searcher.view("nowhere")
    with pytest.raises(UnknownDocumentError):
        searcher.document("nowhere")


def test_no_index_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(IndexUnavailableError, match="archsearch index build"):
        open_index(tmp_path)


def test_pages_of_hits_follow_each_other(searcher):
    every = [hit.id for hit in searcher.search("Кульджа", limit=100).hits]
    paged = [
        hit.id
        for offset in range(0, len(every), 3)
        for hit in searcher.search("Кульджа", limit=3, offset=offset).hits
    ]
    assert paged == every
    assert searcher.search("Кульджа", limit=3).total == len(every)


def test_the_json_of_a_search(searcher):
    answer = json.loads(json.dumps(searcher.search("Alihan Tore").to_dict()))
    assert set(answer) >= {"query", "total", "took_ms", "notices", "hits"}
    hit = answer["hits"][0]
    assert hit["id"] == LETTER
    assert set(hit["title"]) >= {"en", "ru"}
    assert hit["date"] == {"edtf": "1945-04-22", "written": "April 22, 1945"}
    assert hit["reference"] | {"written": ""} == {
        "repository": "GARF",
        "fond": "R-9401ss",
        "opis": "2",
        "delo": "95",
        "folios": "352-359",
        "written": "",
    }
    assert {"query": "alihan", "form": "АЛИХАН", "version": "ru", "via": "transliteration"} in hit[
        "matched"
    ]
    assert {"query": "alihan", "form": "ALIHAN", "version": "en", "via": "exact"} in hit["matched"]
    start, end = hit["passages"][0]["ru"]["marks"][0]
    assert hit["passages"][0]["ru"]["text"][start:end] == "АЛИХАН"


def test_many_threads_get_the_same_answers(searcher):
    expected = [hit.id for hit in searcher.search("Кульджа").hits]
    answers = []

    def ask():
        answers.extend([hit.id for hit in searcher.search("Кульджа").hits] for _ in range(5))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 40


def test_chinese_characters_find_the_names_of_the_authority_file(searcher):
    results = searcher.search("伊宁", limit=20)
    hit = hit_of(results)
    assert {key for key, count in hit.marks.items() if count} == {"ru", "en"}
    assert {match.via for match in hit.matched} == {"alias"}
