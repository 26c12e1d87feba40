"""What a build leaves in its generation for the librarian."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archsearch.cli import main
from archsearch.errors import IndexingError
from archsearch.indexing.build import build_index
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import inspect
from archsearch.indexing.update import update_index
from archsearch.settings import IndexSettings, Settings


@pytest.fixture
def holdings(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    (path / "a.txt").write_text("Дорога на Кульджу открыта.", "utf-8")
    (path / "b.txt").write_bytes(b"\x00\x01")
    (path / "c.txt").write_text("Снег сошёл.", "utf-8")
    (path / "lexicon.tsv").write_text("одно слово без перевода\n", "utf-8")
    return path


@pytest.fixture
def settings(tmp_path):
    return Settings(index=IndexSettings(path=tmp_path / "index"))


def lines(generation):
    return [*map(json.loads, generation.report_path.read_text("utf-8").splitlines())]


def test_one_bad_file_is_in_the_report_and_the_others_are_in_the_index(holdings, settings):
    built = build_index([holdings], settings)
    assert built.manifest.documents == 2
    assert [Path(line["path"]).name for line in lines(built.generation)] == [
        "b.txt",
        "lexicon.tsv",
    ]
    page = built.generation.report_page_path.read_text("utf-8")
    assert str(holdings / "b.txt") in page
    assert "is not a text file" in page
    assert {"report.html", "report.jsonl"} <= built.manifest.checksums.keys()
    inspect(built.generation, settings, None)


def test_an_update_reports_too(holdings, settings):
    build_index([holdings], settings)
    (holdings / "c.txt").write_text("Снег ещё лежит.", "utf-8")
    built = update_index([], settings)
    assert Path(lines(built.generation)[0]["path"]).name == "b.txt"
    assert "unchanged" in built.generation.report_page_path.read_text("utf-8")


def test_a_refusal_is_fatal_before_the_swap_where_that_is_asked_for(holdings, settings):
    (holdings / "lexicon.tsv").unlink()
    (holdings / "b.txt").rename(holdings / "b.bak")
    before = build_index([holdings], settings).generation
    (holdings / "b.bak").rename(holdings / "b.txt")
    with pytest.raises(IndexingError, match=r"1 refused, and --strict.*b\.txt"):
        build_index([holdings], settings, strict=True)
    generations = Generations(settings.index.path)
    assert generations.current() == before
    assert [each.name for each in generations.all()] == [before.name]


def test_check_writes_them_where_it_is_asked_to_and_tells_scripts(holdings, tmp_path):
    folder = tmp_path / "new" / "report"
    done = CliRunner().invoke(main, ["check", str(holdings), "--report", str(folder)])
    assert done.exit_code == 1
    assert f"Report: {folder / 'report.html'}" in done.output
    assert json.loads((folder / "report.jsonl").read_text("utf-8"))["severity"] == "refused"
    (holdings / "b.txt").unlink()
    assert CliRunner().invoke(main, ["check", str(holdings)]).exit_code == 0


def test_a_report_that_cannot_be_written_is_said(holdings, tmp_path):
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(main, ["check", str(holdings), "--report", str(tmp_path / "file/x")])
    assert done.exit_code == 1
    assert "The report can't be written into" in done.output
