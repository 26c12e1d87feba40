"""A batch says nothing of what its process did before."""

import numpy as np
import pytest

from archsearch.holdings import Document, Role, Version
from archsearch.indexing import batches
from archsearch.indexing.batches import Batch, analyse_batch
from archsearch.settings import AnalysisSettings

LETTER = "Алихан Тюря пишет Сталину о Кульдже."
TRANSLATION = "Alihan Tore writes to Stalin about Ghulja."
OTHER = "О Кульдже и Урумчи пишет другой, in his own words of 1945."


def _document(number: int, russian: str, english: str) -> Document:
    return Document(
        id=f"d{number}",
        versions=(
            Version(key="ru", language="ru", role=Role.ORIGINAL, text=russian),
            Version(key="en", language="en", role=Role.TRANSLATION, text=english),
        ),
    )


def _same(one: Batch, other: Batch) -> bool:
    stored = [
        here.stored == there.stored
        for here, there in zip(one.documents, other.documents, strict=True)
    ]
    return (
        one.strings == other.strings
        and all(stored)
        and all(
            np.array_equal(field.terms, there.fields[name].terms)
            for here, there in zip(one.documents, other.documents, strict=True)
            for name, field in here.fields.items()
        )
    )


def test_does_not_depend_on_what_the_process_read_before():
    documents = (_document(1, LETTER, TRANSLATION),)
    settings = AnalysisSettings(abbreviations={"кульдж": "Кульджа"})
    fresh = analyse_batch(documents, settings)
    analyse_batch((_document(2, OTHER, OTHER),), settings)
    again = analyse_batch(documents, settings)
    assert _same(fresh, again)
    assert np.array_equal(fresh.counts, again.counts)
    assert len(fresh.lessons.pairs) == len(again.lessons.pairs)
    for one, other in zip(fresh.lessons.pairs, again.lessons.pairs, strict=True):
        assert all(map(np.array_equal, one, other))


def test_has_only_its_own_strings_and_counts_them():
    analyse_batch((_document(2, OTHER, OTHER),), AnalysisSettings())
    batch = analyse_batch((_document(1, LETTER, TRANSLATION),), AnalysisSettings())
    assert "урумчи" not in batch.strings
    assert len(set(batch.strings)) == len(batch.strings) == len(batch.counts)
    text = batch.documents[0].fields["text_exact"]
    assert [batch.strings[term] for term in text.terms[:2]] == ["алихан", "тюря"]
    assert batch.counts[text.terms].any(axis=1).all()


def test_a_vocabulary_grown_large_is_left(monkeypatch: pytest.MonkeyPatch):
    documents = (_document(1, LETTER, TRANSLATION),)
    before = analyse_batch(documents, AnalysisSettings())
    monkeypatch.setattr(batches, "_MOST_STRINGS", 0)
    assert _same(before, analyse_batch(documents, AnalysisSettings()))


def test_no_documents():
    assert analyse_batch((), AnalysisSettings()).strings == ()
