"""A searcher of one collection answers as if the others weren't in the index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from archsearch import open_index
from archsearch.errors import UnknownDocumentError
from archsearch.indexing.build import build_index
from archsearch.search.selection import Selection
from archsearch.settings import IndexSettings, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch import Searcher

SHOWN, HIDDEN = "Reading room", "Other papers"
QUERIES = (
    *("caravan", "Караван", "Islambekov", "Исламбеков", "NOT caravan", "cara*", "caravn~"),
    *('"first caravan"', "date:1946", "person:Islambekov", "collection:Other", "zebra", "Zebrov"),
    "caravan OR zebra",
)


def rows(collection: str, name: str, word: str) -> list[dict[str, str]]:
    return [
        {
            "id": f"{collection[:1]}-{number}".lower(),
            "title_en": f"{word} letter {number}",
            "text_en": f"The first caravan of {name}: {word} {number}. "
            + "Ledger of horses. " * (number < 4),
            "text_ru": f"Первый караван Исламбекова, {number}.",
            "date": f"194{number}",
            "people": f"{name}|Islambekov",
            "places": f"{name}town",
            "collection": collection,
            "former_ids": f"old-{collection[:1]}-{number}",
        }
        for number in range(2, 8)
    ]


def built(folder: Path, records: list[dict[str, str]]) -> Path:
    folder.mkdir()
    holdings = folder / "holdings.jsonl"
    holdings.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    build_index([holdings], Settings(index=IndexSettings(path=folder / "index")))
    return folder / "index"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Searcher, Searcher]:
    """One collection of an index of two, and an index of that collection alone."""
    folder = tmp_path_factory.mktemp("collections")
    shown = rows(SHOWN, "Solovyov", "books")
    mixed = [each for pair in zip(rows(HIDDEN, "Zebrov", "zebra"), shown, strict=True)
             for each in pair]  # fmt: skip
    return (
        open_index(built(folder / "mixed", mixed), collection=SHOWN),
        open_index(built(folder / "alone", shown)),
    )


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("sort", [None, "date"])
def test_it_finds_and_counts_what_an_index_of_it_alone_does(both, query: str, sort: str | None):
    part, alone = (each.search(query, selection=Selection(sort=sort)).to_dict() for each in both)
    for name in ("total", "facets", "searched", "without_text", "notices", "suggestions"):
        assert part[name] == alone[name], name
    assert {hit["id"] for hit in part["hits"]} == {hit["id"] for hit in alone["hits"]}


def test_other_documents_are_not_there(both):
    part, _ = both
    assert part.document("r-5").id == "r-5"
    for ask in (part.document, part.view, part.alike):
        with pytest.raises(UnknownDocumentError):
            ask("o-5")
    assert part.redirected("old-O-5") == ""
    assert part.redirected("old-R-5") == "r-5"


def test_lists_and_counts_are_of_the_collection(both):
    part, alone = both
    names = ("collection", "person", "place", "year")
    assert part.counts(*names) == alone.counts(*names)
    assert sorted(part.document_ids()) == sorted(alone.document_ids())
    assert part.document_count == alone.document_count == part.manifest.documents == 6


@pytest.mark.parametrize("beginning", ["Zeb", "zeb", "Sol", "boo", "cara", "Isl"])
def test_only_what_it_holds_is_completed(both, beginning: str):
    part, alone = both
    found = [(each.text, each.kind) for each in part.complete(beginning)]
    assert found == [(each.text, each.kind) for each in alone.complete(beginning)]


def test_a_concordance_is_of_the_collection(both):
    part, alone = both
    assert len(part.concordance("caravan").lines) == len(alone.concordance("caravan").lines) == 6


def test_documents_like_another_are_of_the_collection(both):
    part, alone = both
    found = [each.id for each in part.alike("r-2")]
    assert found == [each.id for each in alone.alike("r-2")] == ["r-3"]


def test_a_collection_that_is_not_there_is_empty(tmp_path: Path):
    searcher = open_index(built(tmp_path / "i", rows(SHOWN, "A", "books")), collection="Nowhere")
    assert searcher.search("caravan").total == 0
    assert searcher.document_count == 0
