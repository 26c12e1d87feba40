"""The table: built from a vocabulary, saved, opened, the same ever after."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archsearch.analysis import fold
from archsearch.analysis.names import NameTable
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

QUERIES = ("alihan", "тюри", "chou", "kulja", "qasim", "蒋介石", "", "1945")


def test_an_opened_table_answers_as_the_built_one(table: NameTable, tmp_path: Path) -> None:
    table.save(tmp_path / "names")
    opened = NameTable.open(tmp_path / "names")
    assert len(opened) == len(table)
    for query in QUERIES:
        assert opened.expand(query) == table.expand(query)


def test_no_table_is_a_known_problem(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailableError, match="name table"):
        NameTable.open(tmp_path)


def test_another_format_is_a_known_problem(table: NameTable, tmp_path: Path) -> None:
    table.save(tmp_path)
    np.save(tmp_path / "format.npy", np.array([0]))
    with pytest.raises(IndexUnavailableError, match="another format"):
        NameTable.open(tmp_path)


def test_an_empty_vocabulary_makes_an_empty_table(tmp_path: Path) -> None:
    NameTable.build([]).save(tmp_path)
    assert NameTable.open(tmp_path).expand("alihan").variants == ()


def test_threads_read_at_once(table: NameTable) -> None:
    expected = [table.expand(query) for query in QUERIES]
    with ThreadPoolExecutor(8) as threads:
        for found in threads.map(lambda _: [table.expand(each) for each in QUERIES], range(32)):
            assert found == expected


@settings(max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=12).map(fold).filter(bool), max_size=20, unique=True))
def test_any_vocabulary_can_be_built(forms: list[str]) -> None:
    table = NameTable.build([(form, True) for form in forms])
    for form in forms:
        assert {each.form for each in table.expand(form).variants} <= set(forms)


WORDS = st.dictionaries(
    st.one_of(
        st.sampled_from(["тюря", "тюри", "касимов", "касим", "qasim", "chou", "чжоу", "the", "то"]),
        st.text(min_size=1, max_size=6).map(fold).filter(bool),
    ),
    st.booleans(),
    max_size=20,
)


@settings(max_examples=150)
@given(WORDS, st.lists(WORDS, min_size=1, max_size=3), st.booleans())
def test_a_table_made_from_another_is_the_same(
    before: dict[str, bool], later: list[dict[str, bool]], everything: bool
) -> None:
    table = NameTable.build(before.items())
    for after in later:
        wanted = {**before, **after} if everything else after
        table = table.remade(before.items(), wanted.items())
        fresh = NameTable.build(wanted.items())
        assert table._arrays.keys() == fresh._arrays.keys()
        for name, array in fresh._arrays.items():
            assert table._arrays[name].dtype == array.dtype, name
            assert table._arrays[name].tolist() == array.tolist(), name
        before = wanted


def test_what_begins_sentences_is_no_name() -> None:
    table = NameTable.build([("the", True), ("to", True), ("тюря", True), ("то", True)])
    assert [each.form for each in table.expand("tore").variants] == ["тюря"]
