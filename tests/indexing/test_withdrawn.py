"""A withdrawn document is out of everything, at once and for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from archsearch import open_index
from archsearch.errors import IndexingError, IndexUnavailableError, UnknownDocumentError
from archsearch.indexing import withdrawn
from archsearch.indexing.inspection import roll_back
from archsearch.indexing.status import status_of
from archsearch.search.golden import proof
from tests.indexing.holdings import Holdings, record


@pytest.fixture
def holdings(tmp_path):
    made = Holdings(tmp_path)
    made.write("a", record("a1", "The caravan left."), record("a2", "A secretword stood there."))
    made.build()
    return made


def is_hidden(searcher):
    with pytest.raises(UnknownDocumentError):
        searcher.view("a2")
    return (
        searcher.search("secretword").total == 0
        and searcher.search("secretword", variants=False).hits == ()
        and not searcher.complete("secretw")
        and set(searcher.document_ids()) == {"a1"}
        and searcher.document_count == 1
        and searcher.is_gone("a2")
        and not any("secret" in each.query for each in searcher.search("secretwrod").suggestions)
    )


def test_it_is_out_of_every_answer_at_once_and_after_a_rebuild(holdings):
    index = holdings.settings.index.path
    searcher = open_index(index)
    assert searcher.search("secretword").total == 1
    withdrawn.withdraw(index, "a2")
    assert is_hidden(searcher)
    assert is_hidden(open_index(index))
    holdings.build()
    assert is_hidden(searcher)
    roll_back(holdings.settings, "", proof(holdings.settings))
    assert is_hidden(searcher)
    assert list(status_of(index).withdrawn) == ["a2"]


def test_it_comes_back(holdings):
    index = holdings.settings.index.path
    searcher = open_index(index)
    withdrawn.withdraw(index, "a2")
    assert is_hidden(searcher)
    withdrawn.restore(index, "a2")
    assert searcher.search("secretword").total == 1
    withdrawn.withdraw(index, "a2")
    assert holdings.update().removed == 1
    withdrawn.restore(index, "a2")
    assert searcher.search("secretword").total == 0
    assert holdings.update().indexed == 1
    assert searcher.search("secretword").total == 1


def test_twice_is_a_mistake_that_is_named(holdings):
    index = holdings.settings.index.path
    with pytest.raises(IndexingError, match="not withdrawn"):
        withdrawn.restore(index, "a2")
    withdrawn.withdraw(index, "a2")
    with pytest.raises(IndexingError, match="already"):
        withdrawn.withdraw(index, "a2")


def test_a_list_that_cannot_be_read_shows_nothing_rather_than_too_much(holdings):
    index = holdings.settings.index.path
    searcher = open_index(index)
    withdrawn.withdraw(index, "a2")
    (index / withdrawn.LIST).write_text("{", encoding="utf-8")
    with pytest.raises(IndexUnavailableError, match="withdrawn"):
        searcher.search("caravan")


def test_two_at_once_lose_nothing(holdings):
    index = holdings.settings.index.path
    names = [f"n{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: withdrawn.withdraw(index, name), names))
    assert set(withdrawn.withdrawn(index)) == set(names)
