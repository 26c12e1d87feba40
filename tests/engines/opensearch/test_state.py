"""What is damaged, missing or out of reach is refused with a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from whoosh import query

from archsearch.engines import OpenSearchEngine
from archsearch.engines.opensearch.connection import connect
from archsearch.engines.opensearch.dictionary import DICTIONARY_FILE
from archsearch.engines.opensearch.state import FORMAT, STATE_FILE
from archsearch.errors import IndexUnavailableError, SearchError
from tests.engines.corpora import FIELDS, Source, built, indexed


@pytest.fixture(scope="module")
def engine(cluster):
    return OpenSearchEngine(replace(cluster, prefix=f"{cluster.prefix}-state", replicas=0))


@pytest.fixture
def index(engine, tmp_path):
    documents = [
        Source(f"d{n}", {"text": [(0, ["караван"]), (1, [f"w{n}"])]}, {"lang": [f"l{n}"]}, {}, {})
        for n in range(40)
    ]
    # Generations lie side by side in their home.
    path = tmp_path / "home" / "generation" / "engine"
    built(engine, path, documents).close()
    return path


def edited(index, **values):
    path = index / STATE_FILE
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_a_newer_format_is_refused(engine, index):
    edited(index, format=FORMAT + 1)
    with pytest.raises(IndexUnavailableError, match=f"format {FORMAT + 1}"):
        engine.reader(index)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": "x"}'])
def test_a_damaged_state_is_refused(engine, index, text):
    (index / STATE_FILE).write_text(text)
    with pytest.raises(IndexUnavailableError, match="damaged"):
        engine.reader(index)


def test_a_truncated_dictionary_is_refused(engine, index):
    path = index / DICTIONARY_FILE
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexUnavailableError, match="damaged"):
        engine.reader(index)


def test_a_changed_dictionary_is_found(engine, index):
    path = index / DICTIONARY_FILE
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexUnavailableError, match="changed"):
        engine.reader(index).verify()


def test_an_index_that_the_cluster_lost_is_refused(engine, index, cluster):
    reader = engine.reader(index)
    name = json.loads((index / STATE_FILE).read_text())["index"]
    connect(cluster).indices.delete(index=name)
    with pytest.raises(IndexUnavailableError, match="no longer has"):
        reader.search(query.Every())
    with pytest.raises(IndexUnavailableError, match="doesn't have"):
        engine.reader(index)


def test_a_cluster_out_of_reach_is_told(index, cluster, free_port):
    away = replace(cluster, hosts=(f"http://127.0.0.1:{free_port}",))
    with pytest.raises(IndexUnavailableError, match="can't be reached"):
        OpenSearchEngine(away).reader(index)


def test_more_values_than_fit_one_answer_are_counted(engine, index, monkeypatch):
    monkeypatch.setattr("archsearch.engines.opensearch.facets.AT_ONCE", 7)
    reader = engine.reader(index)
    found = reader.search(query.Term("text", "караван"), facets=["lang"])
    assert found.facets == {"lang": {f"l{n}": 1 for n in range(40)}}


def test_hits_are_leafed_through_beyond_one_answer(engine, index, monkeypatch):
    monkeypatch.setattr("archsearch.engines.opensearch.paging.WINDOW", 7)
    reader = engine.reader(index)
    numbers = reader.search(query.Every(), limit=30, offset=5).numbers
    assert numbers == tuple(range(5, 35))


def test_what_no_generation_needs_is_removed(engine, index, cluster):
    other = index.parent.parent / "second" / "engine"
    built(engine, other, [Source("a", {"text": [(0, ["a"])]}, {}, {}, {})]).close()
    elsewhere = index.parents[2] / "neighbour" / "generation" / "engine"
    built(engine, elsewhere, [Source("b", {"text": [(0, ["b"])]}, {}, {}, {})]).close()
    engine.settle(other, [other])
    with pytest.raises(IndexUnavailableError):
        engine.reader(index)
    assert engine.reader(other).document_count == 1
    assert engine.reader(elsewhere).document_count == 1
    alias = f"{cluster.prefix}-state"
    served = json.loads((other / STATE_FILE).read_text())["index"]
    assert served in connect(cluster).indices.get_alias(name=alias)


def test_terms_may_hold_any_sign(engine, tmp_path):
    terms = ["a b", "a|b", "%", "%_", "а%20;б", "tab\there", "\x1f", "ё"]
    source = Source(
        "d", {"text": [(place, [term]) for place, term in enumerate(terms)]}, {}, {}, {}
    )
    reader = built(engine, tmp_path / "index", [source])
    for place, term in enumerate(terms):
        assert reader.search(query.Term("text", term)).total == 1, term
        assert reader.occurrences("text", term, [0]).positions.tolist() == [place]
    assert reader.search(query.Phrase("text", terms)).total == 1


def test_a_query_beyond_the_contract_is_refused(engine, index):
    reader = engine.reader(index)
    with pytest.raises(SearchError, match="near each other"):
        reader.search(query.SpanNear2([query.Term("text", "караван")] * 2, ordered=False))
    many = [query.Term("text", "караван")] * 6
    with pytest.raises(SearchError, match="so far"):
        reader.search(query.SpanNear2(many, slop=20))


def test_a_build_that_was_broken_off_leaves_no_index(engine, tmp_path, cluster):
    before = connect(cluster).indices.get(index="*")
    writer = engine.writer(tmp_path / "index", FIELDS)
    writer.add(indexed(Source("a", {"text": [(0, ["a"])]}, {}, {}, {}), {}))
    with pytest.raises(IndexError):
        writer.commit([])
    writer.abort()
    assert connect(cluster).indices.get(index="*").keys() == before.keys()
    assert list((tmp_path / "index").iterdir()) == []
