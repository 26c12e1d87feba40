"""The order of the shelves, over the sample holdings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archsearch.holdings.shelf_mark import shelf_order
from archsearch.indexing.build import build_index
from archsearch.search import open_index
from archsearch.settings import IndexSettings, Settings

if TYPE_CHECKING:
    from archsearch.search import Searcher, Shelves

HOLDINGS = Path(__file__).parents[2] / "data" / "holdings"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    index = tmp_path_factory.mktemp("shelves") / "index"
    build_index([HOLDINGS], Settings(index=IndexSettings(path=index)))
    return open_index(index)


@pytest.fixture(scope="module")
def shelves(searcher: Searcher) -> Shelves:
    return searcher.shelves()


def test_a_level_has_those_below_it_and_its_documents_in_order(shelves: Shelves):
    shelf = shelves.shelf("garf/d9999", 100)
    assert shelf
    assert [level.key for level in shelf.levels] == ["garf", "garf/d9999"]
    assert sum(count for _, count in shelf.below) == shelf.total == len(shelf.documents)
    orders = [shelf_order(each.reference) for each in shelf.documents]
    assert orders == sorted(orders)


def test_dela_are_counted_not_spelt(shelves: Shelves):
    shelf = shelves.shelf("garf/d9999/1", 100)
    assert shelf
    numbers = [int(level.number) for level, _ in shelf.below]
    assert numbers == sorted(numbers)
    assert {level.kind for level, _ in shelf.below} == {"delo"}


def test_from_the_repositories_every_document_with_a_fond_is_come_by(
    searcher: Searcher, shelves: Shelves
):
    def below(key: str) -> set[str]:
        shelf = shelves.shelf(key, 1000)
        assert shelf
        found = {each.id for each in shelf.documents}
        if shelf.below:
            assert set().union(*(below(level.key) for level, _ in shelf.below)) <= found
        return found

    repositories = {"garf", "rgaspi", "avp rf", "tsga rk", "rgia", "rgva"}
    reached = set().union(*map(below, repositories))
    assert reached == {
        each for each in searcher.document_ids() if searcher.document(each).reference.repository
    }


def test_without_its_repository_a_fond_is_found_too(shelves: Shelves):
    shelf = shelves.shelf("/r9401", 10)
    assert shelf
    assert [each.id for each in shelf.documents] == ["121726"]


@pytest.mark.parametrize("key", ["", "zz", "/", "garf/", "garf/zz", "garf/d9999/1/12/9"])
def test_where_nothing_stands_there_is_no_shelf(shelves: Shelves, key: str):
    assert shelves.shelf(key, 10) is None


def test_neighbours_are_each_others(searcher: Searcher, shelves: Shelves):
    for each in searcher.document_ids():
        following = shelves.neighbours(each).next
        if following:
            back = shelves.neighbours(following.id).previous
            assert back
            assert back.id == each
