"""What every engine promises, on generated corpora and against plain reckoning."""

from __future__ import annotations

import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from whoosh import query

from archsearch.errors import IndexingError, IndexUnavailableError
from tests.engines.corpora import (
    FIELDS,
    KEYWORDS,
    WORDS,
    Source,
    built,
    corpora,
    indexed,
    queries,
    sources,
)

#: Corpora that a test is tried on: a cluster takes a second for each, a folder milliseconds.
EXAMPLES = {"whoosh": 40, "opensearch": 3}


def over(*strategies):
    """A test that takes an engine and what each of `strategies` draws."""

    def decorate(check):
        def test(engine):
            @settings(
                max_examples=EXAMPLES[engine.name],
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow],
                # Corpora are small enough to read; making them smaller still takes minutes.
                phases=(Phase.explicit, Phase.reuse, Phase.generate),
            )
            @given(st.tuples(*strategies))
            def run(drawn):
                check(engine, *drawn)

            run()

        return test

    return decorate


def answer(reader, asked):
    """Scores by id, total and facets: what doesn't depend on document numbers."""
    found = reader.search(asked, limit=1000, facets=list(KEYWORDS))
    ids = [reader.document_id(number) for number in found.numbers]
    return dict(zip(ids, found.scores, strict=True)), found.total, found.facets


def same(first, second):
    assert first[0] == pytest.approx(second[0], abs=1e-4)
    assert first[1:] == second[1:]


@over(corpora())
def test_columns_are_those_of_the_documents(engine, documents):
    with tempfile.TemporaryDirectory() as folder:
        reader = built(engine, Path(folder) / "index", documents)
        assert reader.document_count == len(documents)
        for source in documents:
            number = reader.number(source.id)
            assert reader.document_id(number) == source.id
            assert reader.stored(number) == f"stored {source.id}".encode()
        assert reader.number("absent") is None
        found = reader.search(query.Every(), limit=100, facets=["lang", "absent"])
        counted = Counter(v for s in documents for v in set(s.keywords.get("lang", [])))
        assert found.facets == {"lang": counted, "absent": {}}
        for value in KEYWORDS["lang"]:
            ids = {s.id for s in documents if value in s.keywords.get("lang", [])}
            found = reader.search(query.Term("lang", value), limit=100)
            assert {reader.document_id(n) for n in found.numbers} == ids
            assert set(found.scores) <= {0.0}
        reader.close()


@over(corpora(), st.integers(1898, 1912), st.integers(0, 6), st.booleans(), st.booleans())
def test_ranges_are_those_of_the_numbers(engine, documents, start, width, startexcl, endexcl):
    end = start + width
    with tempfile.TemporaryDirectory() as folder:
        reader = built(engine, Path(folder) / "index", documents)
        asked = query.NumericRange("year", start, end, startexcl, endexcl)
        found = reader.search(asked, limit=100)
        expected = {
            source.id
            for source in documents
            if (year := source.numbers.get("year")) is not None
            and start + startexcl <= year <= end - endexcl
        }
        assert {reader.document_id(number) for number in found.numbers} == expected
        reader.close()


@over(
    corpora(),
    st.lists(
        st.tuples(st.sampled_from(["year", "ref", "absent"]), st.booleans()), min_size=1, max_size=2
    ),
    st.integers(0, 4),
)
def test_sorting_puts_missing_values_last(engine, documents, sort, offset):
    with tempfile.TemporaryDirectory() as folder:
        reader = built(engine, Path(folder) / "index", documents)
        expected = list(documents)
        for name, descending in reversed(sort):

            def value(source, name=name):
                return {**source.numbers, **source.sort_keys}.get(name)

            present = [s for s in expected if value(s) is not None]
            present.sort(key=value)
            if descending:
                present.sort(key=value, reverse=True)
            expected = present + [s for s in expected if value(s) is None]
        found = reader.search(query.Every(), limit=5, offset=offset, sort=sort)
        ids = [reader.document_id(number) for number in found.numbers]
        assert ids == [source.id for source in expected][offset : offset + 5]
        assert found.total == len(documents)
        reader.close()


@over(corpora(), st.sampled_from(list(FIELDS)), st.sampled_from(["", "a", "ст"]))
def test_terms_are_counted(engine, documents, field, prefix):
    with tempfile.TemporaryDirectory() as folder:
        reader = built(engine, Path(folder) / "index", documents)
        counted = Counter(
            term
            for source in documents
            for term in {t for _, terms in source.fields.get(field, []) for t in terms}
        )
        expected = sorted((t, n) for t, n in counted.items() if t.startswith(prefix))
        assert list(reader.terms(field, prefix)) == expected
        for word in WORDS:
            assert reader.document_frequency(field, word) == counted[word]
            assert reader.document_frequencies(word).get(field, 0) == counted[word]
            assert all(reader.document_frequencies(word).values())
        reader.close()


@over(corpora(), st.sampled_from(list(FIELDS)), st.sampled_from(WORDS), st.randoms())
def test_occurrences_are_where_the_terms_stand(engine, documents, field, word, random):
    with tempfile.TemporaryDirectory() as folder:
        reader = built(engine, Path(folder) / "index", documents)
        asked = random.sample(range(len(documents)), random.randint(0, len(documents)))
        found = reader.occurrences(field, word, asked)
        expected = [
            (place, position)
            for place, number in enumerate(asked)
            for position, terms in documents[number].fields.get(field, [])
            if word in terms
        ]
        pairs = zip(found.documents.tolist(), found.positions.tolist(), strict=True)
        assert sorted(pairs) == expected
        reader.close()


@st.composite
def edits(draw):
    """Documents, then lists of changes: a new version of a document, or None to remove it."""
    base = draw(corpora())
    steps = draw(
        st.lists(
            st.dictionaries(
                st.sampled_from([f"d{n}" for n in range(14)]), st.booleans(), max_size=4
            ),
            min_size=1,
            max_size=4,
        )
    )
    changes = [
        {key: draw(sources(key)) if kept else None for key, kept in step.items()} for step in steps
    ]
    return base, changes


@over(edits(), st.lists(queries, min_size=1, max_size=5))
def test_an_update_answers_as_a_build_would(engine, edited, asked):
    documents, steps = edited
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        built(engine, path / "0", documents).close()
        current = {source.id: source for source in documents}
        for serial, step in enumerate(steps, start=1):
            update(engine, path / str(serial), path / str(serial - 1), step)
            current |= step
        current = {key: source for key, source in current.items() if source}
        updated = engine.reader(path / str(len(steps)))
        rebuilt = built(engine, path / "rebuilt", list(current.values()))
        updated.verify()
        assert updated.document_count == rebuilt.document_count == len(current)
        for key in [f"d{n}" for n in range(14)]:
            assert (updated.number(key) is None) == (key not in current)
        for each in [*asked, query.Term("lang", "ru"), query.NumericRange("year", 1902, 1906)]:
            same(answer(updated, each), answer(rebuilt, each))
        for field in FIELDS:
            assert list(updated.terms(field)) == list(rebuilt.terms(field))
        updated.close()
        rebuilt.close()


def update(engine, path, base, step):
    path.mkdir()
    numbers = {}
    writer = engine.writer(path, FIELDS, base)
    for key, source in step.items():
        if source:
            writer.add(indexed(source, numbers))
        else:
            writer.remove(key)
    writer.commit(list(numbers))


def plain(number, words="сталь сто"):
    slots = [(position, [word]) for position, word in enumerate(words.split())]
    return Source(f"d{number}", {"text": slots}, {}, {}, {})


def test_equal_scores_keep_the_order_of_documents(engine, tmp_path):
    reader = built(engine, tmp_path / "index", [plain(number) for number in range(50)])
    pages = [
        reader.search(query.Term("text", "сто"), limit=7, offset=offset).numbers
        for offset in range(0, 50, 7)
    ]
    assert [number for page in pages for number in page] == list(range(50))
    assert reader.search(query.Term("text", "сто"), limit=0).total == 50


def test_a_deadline_that_has_passed_gives_a_partial_answer(engine, tmp_path):
    reader = built(engine, tmp_path / "index", [plain(number) for number in range(5)])
    for asked in (
        query.Term("text", "сто"),
        query.Not(query.Term("text", "сто")),
        query.Prefix("text", "с"),
        query.Phrase("text", ["сталь", "сто"]),
    ):
        found = reader.search(asked, deadline=time.monotonic() - 1)
        assert (found.total, found.complete) == (0, False)
        assert reader.search(asked, deadline=time.monotonic() + 60).complete


def test_an_id_can_be_added_once(engine, tmp_path):
    (tmp_path / "index").mkdir()
    writer = engine.writer(tmp_path / "index", FIELDS)
    writer.add(indexed(plain(1), {}))
    with pytest.raises(IndexingError, match="d1"):
        writer.add(indexed(plain(1), {}))
    writer.abort()


def test_an_aborted_build_leaves_nothing(engine, tmp_path):
    (tmp_path / "index").mkdir()
    writer = engine.writer(tmp_path / "index", FIELDS)
    writer.add(indexed(plain(1), {}))
    writer.abort()
    assert list((tmp_path / "index").iterdir()) == []


def test_an_aborted_update_leaves_nothing(engine, tmp_path):
    built(engine, tmp_path / "base", [plain(1)]).close()
    (tmp_path / "index").mkdir()
    writer = engine.writer(tmp_path / "index", FIELDS, tmp_path / "base")
    writer.add(indexed(plain(2), {}))
    writer.abort()
    assert list((tmp_path / "index").iterdir()) == []


def test_a_folder_without_an_index_is_refused(engine, tmp_path):
    with pytest.raises(IndexUnavailableError, match="no index"):
        engine.reader(tmp_path)


def test_an_empty_index_answers(engine, tmp_path):
    reader = built(engine, tmp_path / "index", [])
    for asked in (query.Every(), query.Term("text", "a"), query.Prefix("text", "a")):
        found = reader.search(asked, facets=["lang"], sort=[("year", True)])
        assert (found.numbers, found.total, found.complete) == ((), 0, True)
    assert list(reader.terms("text")) == []


def test_many_threads_read_at_once(engine, tmp_path):
    words = ["сталь", "сто", "стать", "с"]
    documents = [plain(n, " ".join(words[: 1 + n % 4])) for n in range(200)]
    reader = built(engine, tmp_path / "index", documents)
    expected = [reader.search(query.Term("text", word)) for word in words]
    fresh = engine.reader(tmp_path / "index")
    wrong = []

    def ask():
        for _ in range(EXAMPLES[engine.name]):
            answers = [fresh.search(query.Term("text", word)) for word in words]
            if answers != expected or fresh.stored(7) != b"stored d7":
                wrong.append(answers)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_closed_index_is_unavailable(engine, tmp_path):
    reader = built(engine, tmp_path / "index", [plain(1)])
    reader.close()
    with pytest.raises(IndexUnavailableError):
        reader.search(query.Every())


def test_a_negative_position_is_refused(engine, tmp_path):
    (tmp_path / "index").mkdir()
    writer = engine.writer(tmp_path / "index", FIELDS)
    document = indexed(plain(1), {})
    document.fields["text"].positions[0] = np.int32(-1)
    with pytest.raises(IndexingError):
        writer.add(document)
    writer.abort()
