"""Facets, sorting and leafing, on the sample holdings."""

import shutil

import pytest

from archsearch import open_index
from archsearch.indexing.build import build_index
from archsearch.search import FACETS, Selection, Sort
from archsearch.settings import IndexSettings, Settings

COMMON = "Кульджа"


@pytest.fixture(scope="module")
def searcher(sample_index):
    return open_index(sample_index)


def values(results, name):
    return {
        value.value: value.count
        for facet in results.facets
        if facet.name == name
        for value in facet.values
    }


def total(searcher, **chosen):
    facets = {name: (value,) if isinstance(value, str) else value for name, value in chosen.items()}
    return searcher.search(COMMON, selection=Selection(facets)).total


def test_a_facets_count_is_what_choosing_it_finds(searcher):
    results = searcher.search(COMMON)
    assert {facet.name for facet in results.facets} <= set(FACETS)
    for facet in results.facets:
        for value in facet.values[:4]:
            assert total(searcher, **{facet.name: value.value}) == value.count


def test_values_of_one_facet_widen_and_facets_narrow(searcher):
    results = searcher.search(COMMON)
    years = values(results, "year")
    one, other = list(years)[:2]
    assert max(years[one], years[other]) < total(searcher, year=(one, other))
    person = next(iter(values(results, "person")))
    both = total(searcher, year=(one, other), person=person)
    assert both <= min(total(searcher, year=(one, other)), total(searcher, person=person))


def test_a_chosen_facet_still_offers_its_other_values(searcher):
    every = values(searcher.search(COMMON), "year")
    chosen = searcher.search(COMMON, selection=Selection({"year": (next(iter(every)),)}))
    assert values(chosen, "year") == every
    assert [v.value for f in chosen.facets if f.name == "year" for v in f.values if v.selected] == [
        next(iter(every))
    ]


def test_dates_rise_and_undated_documents_come_last(searcher):
    hits = searcher.search(COMMON, limit=100, selection=Selection(sort=Sort.DATE)).hits
    starts = [hit.document.date.start or float("inf") for hit in hits]
    assert starts == sorted(starts)
    assert len(set(starts)) > 2


def test_pages_neither_repeat_nor_miss_a_hit(searcher):
    whole = [hit.id for hit in searcher.search(COMMON, limit=100).hits]
    leafed, cursor = [], ""
    while True:
        page = searcher.search(COMMON, limit=3, cursor=cursor)
        leafed += [hit.id for hit in page.hits]
        cursor = page.next_cursor
        if not cursor:
            break
    assert leafed == whole
    assert len(whole) > 6


def test_a_cursor_outlives_a_rebuild(sample_index, tmp_path):
    folder = tmp_path / "index"
    shutil.copytree(sample_index, folder)
    searcher = open_index(folder)
    first = searcher.search(COMMON, limit=3)
    settings = Settings(index=IndexSettings(path=folder))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "manifest.csv").write_text("id,title_ru,text_ru\nk-1,Кульджа,Кульджа\n")
    build_index([tmp_path / "new"], settings)
    assert searcher.search(COMMON).total == 1
    assert searcher.search(COMMON, limit=3, cursor=first.next_cursor).total == first.total
    lost = searcher.search(COMMON, cursor="20200101T000000Z-00000000.0")
    assert any("rebuilt" in notice for notice in lost.notices)


def test_an_answer_says_what_was_searched(searcher):
    answer = searcher.search(COMMON).to_dict()
    assert answer["searched"] == searcher.document_count
    assert answer["without_text"] >= 0
    assert answer["total_is"] == "exact"
    assert answer["index_built"].startswith("20")
