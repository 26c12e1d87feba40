"""Each engine says where the other one fits better, and is silent where it fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archsearch.indexing.advice import FEWEST_IN_A_CLUSTER, MOST_ON_ONE_MACHINE, advice
from archsearch.indexing.generations import Generations


@pytest.fixture
def manifest(sample_index):
    return Generations(sample_index).current().manifest()


@pytest.mark.parametrize(
    ("engine", "documents", "other"),
    [
        ("whoosh", MOST_ON_ONE_MACHINE + 1, "opensearch"),
        ("opensearch", FEWEST_IN_A_CLUSTER - 1, "whoosh"),
    ],
)
def test_the_other_engine_is_named(manifest, engine, documents, other):
    said = advice(replace(manifest, engine=engine, documents=documents))
    assert f"“{other}”" in said
    assert str(documents) in said


@pytest.mark.parametrize(
    ("engine", "documents"),
    [("whoosh", MOST_ON_ONE_MACHINE), ("opensearch", FEWEST_IN_A_CLUSTER), ("whoosh", 1)],
)
def test_nothing_is_said_where_the_engine_fits(manifest, engine, documents):
    assert advice(replace(manifest, engine=engine, documents=documents)) == ""
