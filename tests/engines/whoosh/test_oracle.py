"""Ours against stock Whoosh: the same documents, the same scores."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from whoosh import query

from archsearch.engines import WhooshEngine
from tests.engines.corpora import Source, built, corpora, fields, queries, terms
from tests.engines.oracle import answer, stock_searcher

TOLERANCE = 1e-4
oracle_settings = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # Corpora are small enough to read; making them smaller still takes minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def check(sources: list[Source], asked: list[query.Query]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = built(WhooshEngine(), Path(folder) / "index", sources)
        searcher = stock_searcher(sources)
        for each in asked:
            expected = answer(searcher, each)
            found = reader.search(each, limit=len(sources))
            assert dict(zip(found.numbers, found.scores, strict=True)) == pytest.approx(
                expected, abs=TOLERANCE
            )
            assert found.total == len(expected)
            assert list(found.scores) == sorted(found.scores, reverse=True)
        reader.close()


@oracle_settings
@given(corpora(), st.lists(queries, min_size=1, max_size=8))
def test_scores_are_those_of_stock_whoosh(sources, asked):
    check(sources, asked)


@oracle_settings
@given(
    corpora(),
    st.lists(
        st.builds(
            query.SpanNear2,
            st.lists(terms, min_size=2, max_size=3),
            slop=st.integers(1, 4),
            ordered=st.just(False),
        )
        | st.builds(query.SpanNot, terms, terms)
        | st.builds(query.SpanFirst, terms, st.integers(0, 3))
        | st.builds(query.SpanBefore, terms, terms)
        | st.builds(
            query.TermRange, fields, st.just("ab"), st.just("bb"), constantscore=st.just(False)
        )
        | st.builds(
            query.Regex, fields, st.sampled_from(["a.*", "^с"]), constantscore=st.just(False)
        )
        | st.builds(query.Or, st.lists(terms, min_size=2, max_size=3), scale=st.just(0.5)),
        min_size=1,
        max_size=6,
    ),
)
def test_kinds_of_query_without_arrays_run_on_whoosh(sources, asked):
    check(sources, asked)
