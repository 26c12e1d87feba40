"""A hit says on which page or leaf its passages stand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from archsearch.holdings import PageBreak
from archsearch.indexing.build import build_index
from archsearch.search import open_index
from archsearch.settings import IndexSettings, Settings

#: Two drawn pages as tesseract read them, with their images.
RECOGNISED = Path(__file__).parents[1] / "readers" / "files" / "ocr"
LEAVES = (
    "[л. 355]\nСтанция Хоргос. Снег сошёл, дорога открыта.\n\n"
    "[л. 355 об.]\nПетровский выехал в Кульджу.\n\n"
    "[л. 356]\nНаблюдатель Корнилов остался на станции.\n"
)
SHEETS = "The snow has gone.\n\n\fThe horses have left.\n\n\fThe observer has stayed.\n"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paged")
    holdings = folder / "holdings"
    holdings.mkdir()
    (holdings / "report.ru.txt").write_text(LEAVES, encoding="utf-8")
    (holdings / "sheets.en.txt").write_text(SHEETS, encoding="utf-8")
    (holdings / "bare.txt").write_text("Бугаев остался без листов.\n", encoding="utf-8")
    return indexed(holdings)


@pytest.fixture(scope="module")
def recognised(tmp_path_factory):
    holdings = tmp_path_factory.mktemp("recognised") / "holdings"
    holdings.mkdir()
    for path in RECOGNISED.iterdir():
        if path.suffix != ".hocr":
            shutil.copy(path, holdings)
    return indexed(holdings)


def indexed(holdings):
    settings = Settings(index=IndexSettings(path=holdings.parent / "index"))
    build_index([holdings], settings)
    return open_index(holdings.parent / "index", settings)


def pages_of(searcher, query):
    (hit,) = searcher.search(query, translations=False).hits
    return [marked.page_name() for passage in hit.passages for marked in passage.texts.values()]


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("Хоргос", "л. 355"),
        ("Петровский", "л. 355 об."),
        ("Корнилов", "л. 356"),
        ("observer", "p. 3"),
        ("Бугаев", ""),
    ],
)
def test_a_passage_is_on_the_page_of_its_first_mark(searcher, query, page):
    assert pages_of(searcher, query)[0] == page


def test_the_answer_as_json_says_the_page(searcher):
    hit = json.loads(json.dumps(searcher.search("Петровский").to_dict()))["hits"][0]
    assert hit["passages"][0]["ru"]["page"] == "л. 355 об."
    (bare,) = searcher.search("Бугаев").to_dict()["hits"]
    assert bare["passages"][0]["ru"]["page"] is None


def test_a_text_tells_where_pages_begin_in_it_and_where_it_stands(searcher):
    view = searcher.view("report.ru", "")
    (version,) = view.document.versions
    shown = [passage.texts["ru"] for passage in view.passages]
    assert [version.text[each.start :].startswith(each.text) for each in shown] == [True] * len(
        shown
    )
    begun = [
        PageBreak(each.start + page.offset, page.label) for each in shown for page in each.breaks
    ]
    assert begun == list(version.pages)


def test_a_mark_lies_on_its_word_in_the_image_of_its_page(recognised):
    (hit,) = recognised.search("лошадей").hits
    document = hit.document
    (version,) = document.versions
    marked = next(m for p in hit.passages for m in p.texts.values() if m.marks)
    start, end = (marked.start + edge for edge in marked.marks[0])
    (box,) = version.boxes.within(start, end)
    assert version.text[box.start : box.end].startswith("лошад")
    assert (marked.page.label, document.scans[marked.page.scan].source) == (
        "1",
        "report_0001.png",
    )


def test_a_word_that_a_plain_hyphen_breaks_is_found_and_lies_on_both_lines(recognised):
    (hit,) = recognised.search("обозов").hits
    version = hit.document.versions[0]
    marked = next(m for p in hit.passages for m in p.texts.values() if m.marks)
    boxes = [
        box
        for start, end in marked.marks
        for box in version.boxes.within(marked.start + start, marked.start + end)
    ]
    assert [version.text[box.start : box.end] for box in boxes] == ["обо-", "зов."]
