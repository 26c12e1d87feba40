"""First pages from leaders: the same as weighing every document gives."""

from __future__ import annotations

import random

import pytest
from whoosh.query import And, DisjunctionMax, Or, Term

from archsearch.engines import WhooshEngine
from archsearch.engines.whoosh import leading
from archsearch.engines.whoosh.evaluate import evaluation_of
from tests.engines.corpora import Source, built

WORDS = ["fond", "opis", "delo", "delo", "list", "list", "list"]


def sources(count: int) -> list[Source]:
    drawn = random.Random(5)  # noqa: S311 - the same texts each time, no secret
    return [
        Source(
            f"d{number}",
            {
                name: [(at, [word]) for at, word in enumerate(drawn.choices(WORDS, k=size))]
                for name, size in (("text", drawn.randrange(1, 30)), ("title", 2))
            },
            {},
            {},
            {},
        )
        for number in range(count)
    ]


ASKED = [
    Term("text", "list"),
    Term("text", "delo", boost=3.0),
    Term("text", "absent"),
    DisjunctionMax([Term("text", "fond"), Term("text", "list", boost=0.3)]),
    DisjunctionMax([Term("text", "fond"), Term("title", "opis"), Term("text", "absent")], boost=2),
    DisjunctionMax([Term("text", "absent"), Term("title", "delo")]),
    DisjunctionMax([Term("text", "fond", boost=0.0), Term("text", "list")]),
    Or([Term("text", "fond"), Term("text", "list")]),
    And([Term("text", "fond"), Term("text", "list")]),
]


@pytest.mark.parametrize("query", ASKED, ids=str)
@pytest.mark.parametrize("without", [(), ("d3", "d77", "d150")], ids=["all", "some gone"])
def test_a_page_is_that_of_weighing_all(tmp_path, monkeypatch, query, without):
    built(WhooshEngine(), tmp_path / "index", sources(300)).close()
    pages = [(10, 0), (10, 20), (leading.LEADERS, 0), (10, leading.LEADERS), (0, 0)]
    answers, scores = [], []
    for least in (1, 10**9):
        monkeypatch.setattr(leading, "LEAST", least)
        reader = WhooshEngine().reader(tmp_path / "index", without)
        for _ in range(2):
            found = [reader.search(query, limit=limit, offset=offset) for limit, offset in pages]
            answers.append([(each.numbers, each.total) for each in found])
            scores.append([score for each in found for score in each.scores])
    assert all(answer == answers[0] for answer in answers)
    assert all(own == pytest.approx(scores[0]) for own in scores)


def test_leaders_are_used_for_frequent_words_alone(tmp_path, monkeypatch):
    reader = built(WhooshEngine(), tmp_path / "index", sources(300))
    evaluation = leading_evaluation(reader)
    assert leading.first_page(evaluation, ASKED[0], 10) is None
    monkeypatch.setattr(leading, "LEAST", 1)
    assert leading.first_page(evaluation, ASKED[0], 10) is not None
    assert leading.first_page(evaluation, ASKED[0], leading.LEADERS + 1) is None
    for query in ASKED[-3:]:
        assert leading.first_page(evaluation, query, 10) is None


def test_too_late_for_leaders_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(leading, "LEAST", 1)
    reader = built(WhooshEngine(), tmp_path / "index", sources(300))
    found = reader.search(ASKED[3], deadline=0.0)
    assert not found.complete


def leading_evaluation(reader):
    return evaluation_of(reader._collection, reader._scoring, None)
