"""What an index promises to whoever keeps it holds where the index lies in a cluster too."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archsearch import open_index
from archsearch.engines.opensearch.connection import connect
from archsearch.engines.opensearch.state import State
from archsearch.errors import IndexingError, IndexUnavailableError, UnknownDocumentError
from archsearch.indexing import build, withdrawn
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import inspect, roll_back
from archsearch.indexing.transfer import export_generation
from archsearch.search.golden import proof
from tests.indexing.holdings import Holdings, record

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def holdings(cluster, tmp_path) -> Iterator[Holdings]:
    made = Holdings(tmp_path, engine="opensearch")
    own = replace(cluster, prefix=f"{cluster.prefix}-promises", replicas=0)
    made.settings = replace(made.settings, opensearch=own)
    made.write("a", record("a1", "The caravan left."), record("a2", "A secretword stood there."))
    made.build()
    yield made
    client = connect(own)
    for each in client.cat.indices(index=f"{own.prefix}-*", format="json"):
        client.indices.delete(index=each["index"])


def searcher_of(holdings):
    return open_index(holdings.settings.index.path, holdings.settings)


def current(holdings):
    return Generations(holdings.settings.index.path).current()


def indexes(holdings) -> set[str]:
    own = holdings.settings.opensearch
    found = connect(own).cat.indices(index=f"{own.prefix}-*", format="json")
    return {each["index"] for each in found}


def aliased(holdings) -> set[str]:
    own = holdings.settings.opensearch
    return set(connect(own).indices.get_alias(name=own.prefix))


def is_hidden(searcher) -> bool:
    with pytest.raises(UnknownDocumentError):
        searcher.view("a2")
    return (
        searcher.search("secretword").total == 0
        and not searcher.complete("secretw")
        and not searcher.search("secretwrod").suggestions
        and set(searcher.document_ids()) == {"a1"}
        and searcher.document_count == 1
    )


def test_a_withdrawn_document_is_out_of_every_answer_and_of_the_cluster_with_a_build(holdings):
    searcher = searcher_of(holdings)
    assert searcher.complete("secretw")
    withdrawn.withdraw(holdings.settings.index.path, "a2")
    assert is_hidden(searcher)
    holdings.build()
    assert is_hidden(searcher)
    roll_back(holdings.settings, "", proof(holdings.settings))
    assert is_hidden(searcher)
    holdings.update()
    assert is_hidden(searcher)
    holdings.build()
    index = State.read(current(holdings).engine_path).index
    found = connect(holdings.settings.opensearch).indices.stats(index=index)["_all"]
    held = found["primaries"]["docs"]
    assert (held["count"], held["deleted"]) == (1, 0)
    withdrawn.restore(holdings.settings.index.path, "a2")
    holdings.update()
    assert searcher.search("secretword").total == 1


def test_the_alias_moves_with_the_pointer_and_no_more_is_kept_than_was_asked_for(holdings):
    for text in ("one", "two", "three"):
        holdings.write("a", record("a1", text))
        holdings.build()
        kept = Generations(holdings.settings.index.path).all()
        assert indexes(holdings) == {State.read(each.engine_path).index for each in kept}
        assert aliased(holdings) == {State.read(current(holdings).engine_path).index}
    roll_back(holdings.settings, "", proof(holdings.settings))
    assert aliased(holdings) == {State.read(current(holdings).engine_path).index}
    assert searcher_of(holdings).search("two").total == 1
    assert inspect(current(holdings), holdings.settings, proof(holdings.settings)).documents == 1


def test_an_update_answers_as_a_build_would(holdings):
    holdings.write("a", record("a1", "The camels left."), record("a3", "Hay and horses."))
    built = holdings.update()
    assert (built.indexed, built.removed) == (2, 1)
    updated = [searcher_of(holdings).search(each).to_dict() for each in ("camels", "hay", "left")]
    holdings.build()
    anew = [searcher_of(holdings).search(each).to_dict() for each in ("camels", "hay", "left")]
    for one, other in zip(updated, anew, strict=True):
        assert [each["id"] for each in one["hits"]] == [each["id"] for each in other["hits"]]
        assert one["total"] == other["total"]


@pytest.mark.parametrize("moment", ["publish", "settle"])
def test_a_build_that_dies_around_the_swap_leaves_an_index_that_answers(
    holdings, monkeypatch, moment
):
    searcher = searcher_of(holdings)
    wrong: list[object] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            if searcher.search("caravan camels OR caravan OR camels").total != 1:
                wrong.append("an answer of neither generation")

    def die(*_arguments: object) -> None:
        raise OSError(5, "The machine went down")

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        with monkeypatch.context() as patched:
            target = Generations if moment == "publish" else build
            patched.setattr(target, moment, die)
            holdings.write("a", record("a1", "The camels left."))
            with pytest.raises(IndexingError, match="went down"):
                holdings.build()
        expected = "caravan" if moment == "publish" else "camels"
        assert searcher_of(holdings).search(expected).total == 1
        assert inspect(current(holdings), holdings.settings, proof(holdings.settings))
        holdings.build()
    finally:
        stop.set()
        reader.join()
    assert wrong == []
    kept = Generations(holdings.settings.index.path).all()
    assert indexes(holdings) == {State.read(each.engine_path).index for each in kept}


def test_documents_that_the_cluster_lost_are_found_missing(holdings):
    index = State.read(current(holdings).engine_path).index
    client = connect(holdings.settings.opensearch)
    client.indices.put_settings(index=index, body={"index.blocks.write": False})
    client.delete(index=index, id="1", refresh=True)
    with pytest.raises(IndexUnavailableError, match="1 documents instead of 2"):
        inspect(current(holdings), holdings.settings, proof(holdings.settings))


def test_an_index_in_a_cluster_is_not_carried_in_a_file(holdings, tmp_path):
    with pytest.raises(IndexingError, match="whoosh"):
        export_generation(holdings.settings, tmp_path / "index.tar")
