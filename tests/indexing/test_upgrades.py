"""The kept generation of each release: opened with the same answers, or refused with a remedy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import archsearch
from archsearch.analysis import Analyzer, Vocabulary
from archsearch.cli import main
from archsearch.errors import OtherReleaseError
from archsearch.indexing import recipe
from archsearch.indexing.forward_index import ForwardIndex
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import inspect
from archsearch.indexing.update import update_index
from archsearch.settings import AnalysisSettings
from tests.generations import ANSWERS, KEPT, answers, kept, settings_of, unpack
from tests.indexing.holdings import Holdings, record

if TYPE_CHECKING:
    from pathlib import Path

#: How this release answers itself.
CURRENT = KEPT / archsearch.__version__
AGAIN = "if that is meant: make generation"


def refusal(index: Path) -> str:
    """Why an index isn't opened, "" if it is."""
    try:
        archsearch.open_index(index, settings_of(index))
    except OtherReleaseError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("folder", kept(), ids=lambda folder: folder.name)
def test_a_kept_generation_answers_as_it_did_or_names_the_command(folder, tmp_path):
    index = tmp_path / "index"
    unpack(folder, index)
    refused = refusal(index)
    if refused:
        assert folder != CURRENT, f"its own generation is refused; {AGAIN}: {refused}"
        assert "archsearch index build" in refused
        return
    found = answers(index)
    expected = json.loads((folder / ANSWERS).read_text(encoding="utf-8"))
    assert found == expected, AGAIN
    inspect(Generations(index).current(), settings_of(index))


def test_this_release_has_a_kept_generation():
    assert CURRENT in kept(), "make generation"


def test_the_analysis_gives_the_terms_that_lie_in_kept_generations(tmp_path):
    """Who changes what the analysis gives must raise ANALYZER_VERSION."""
    analyzer = Analyzer(AnalysisSettings())
    for folder in kept():
        index = tmp_path / folder.name
        unpack(folder, index)
        if refusal(index):
            continue
        searcher = archsearch.open_index(index, settings_of(index))
        for document_id in searcher.document_ids():
            record = searcher._serving.current().record(document_id)
            for version in record.document.versions:
                columns = analyzer.columns(version.text, version.language, Vocabulary())
                now, then = ForwardIndex.of(columns), record.forward[version.key]
                assert (now.forms, now.terms) == (then.forms, then.terms), (
                    f"raise ANALYZER_VERSION; {AGAIN}"
                )


def test_terms_of_another_analyser_meet_no_query(tmp_path, monkeypatch):
    index = tmp_path / "index"
    unpack(CURRENT, index)
    monkeypatch.setattr(recipe, "ANALYZER_VERSION", "of tomorrow")
    recipe.analyzer_version.cache_clear()
    try:
        with pytest.raises(OtherReleaseError, match="archsearch index build"):
            archsearch.open_index(index, settings_of(index))
        said = CliRunner().invoke(main, ["search", "Stalin", "--index", str(index)])
        assert said.exit_code != 0
        assert "archsearch index build" in said.output
    finally:
        monkeypatch.undo()
        recipe.analyzer_version.cache_clear()


@pytest.mark.parametrize(
    "library", ["pymorphy3", "pymorphy3-dicts-ru", "snowballstemmer", "PyStemmer"]
)
def test_another_release_of_a_library_that_gives_terms_is_another_analyser(monkeypatch, library):
    """PyStemmer gives the stems wherever it is installed."""
    before = recipe.analyzer_version(), recipe.recipe(AnalysisSettings())
    installed = recipe.version
    monkeypatch.setattr(
        recipe, "version", lambda name: "of tomorrow" if name == library else installed(name)
    )
    _forget()
    try:
        assert recipe.analyzer_version() != before[0]
        assert recipe.recipe(AnalysisSettings()) != before[1]
    finally:
        monkeypatch.undo()
        _forget()


def _forget() -> None:
    recipe.analyzer_version.cache_clear()
    recipe._code.cache_clear()


def test_an_update_by_another_analyser_builds_everything_anew(tmp_path, monkeypatch):
    holdings = Holdings(tmp_path)
    holdings.write("a", record("a1", "The caravan left."), record("a2", "The telegraph."))
    holdings.build()
    monkeypatch.setattr(recipe, "ANALYZER_VERSION", "of tomorrow")
    recipe.analyzer_version.cache_clear()
    try:
        built = update_index([], holdings.settings)
        assert (built.indexed, built.unchanged) == (2, 0)
        assert "of tomorrow" in built.manifest.analyzer
    finally:
        monkeypatch.undo()
        recipe.analyzer_version.cache_clear()
