"""The commands, run as a person runs them, over the sample holdings."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from archsearch.cli import main

ROOT = Path(__file__).parents[2]


def archsearch(*arguments, cwd=None):
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "archsearch", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)


@pytest.fixture
def run(sample_index):
    def call(*arguments):
        return CliRunner().invoke(main, [*arguments, "--index", str(sample_index)])

    return call


def test_search_prints_titles_references_and_both_versions(run):
    shown = run("search", "Alihan Tore")
    assert shown.exit_code == 0
    assert "Letter from Alihan Tore" in shown.output
    assert "GARF" in shown.output
    assert "ALIHAN TORE" in shown.output
    assert "АЛИХАН ТЮРЯ" in shown.output


def test_search_as_json_is_json_and_nothing_else(run):
    shown = run("search", "Alihan Tore", "--json", "--limit", "1")
    answer = json.loads(shown.stdout)
    assert [hit["id"] for hit in answer["hits"]] == ["121726"]


def test_show_prints_the_whole_document(run):
    shown = run("show", "121726")
    assert "УВАЖАЕМОМУ" in shown.output
    assert "Authenticated by" in shown.output


def test_status_names_the_generation(run):
    assert re.search(r"^\* \d{8}T\d{12}Z-[0-9a-f]{8}: \d+ documents", run("index", "status").output)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["search", ""], "Type a word"),
        (["show", "nowhere"], "nowhere"),
    ],
)
def test_a_known_problem_is_one_sentence(run, arguments, sentence):
    shown = run(*arguments)
    assert shown.exit_code == 1
    assert sentence in shown.output
    assert "Traceback" not in shown.output
    assert len(shown.output.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["search"], ["check"], ["nonsense"], ["search", "a", "--limit", "0"]]
)
def test_misuse_exits_with_2(run, arguments):
    assert run(*arguments).exit_code == 2


def test_no_index_says_how_to_build_one(tmp_path):
    shown = CliRunner().invoke(main, ["search", "x", "--index", str(tmp_path)])
    assert shown.exit_code == 1
    assert "archsearch index build" in shown.output


def test_a_build_says_what_it_did_and_the_index_answers(tmp_path):
    built = archsearch("index", "build", ROOT / "data/holdings", "--index", tmp_path)
    assert built.returncode == 0, built.stderr
    assert re.search(r"Indexed \d+ documents", built.stdout)
    assert "…" in built.stderr  # plain lines where there is no terminal
    found = archsearch("search", "Сталину", "--index", tmp_path)
    assert "121726" in found.stdout


def test_a_passage_stands_below_the_name_of_its_page(tmp_path):
    text = "[л. 355]\nСнег сошёл.\n\n[л. 355 об.]\nПетровский выехал в Кульджу.\n"
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    index = ["--index", str(tmp_path / "index")]
    CliRunner().invoke(main, ["index", "build", str(tmp_path / "report.txt"), *index])
    found = CliRunner().invoke(main, ["search", "Петровский", *index]).output
    assert re.search(r"л\. 355 об\.\s*\n.*355 об.*\n\s*Петровский выехал", found)
    whole = CliRunner().invoke(main, ["show", "report", *index]).output
    assert re.search(r"л\. 355\s*\n", whole)


def test_what_is_good_is_indexed_and_what_is_refused_is_named(tmp_path):
    holdings = tmp_path / "holdings"
    holdings.mkdir()
    (holdings / "manifest.csv").write_text(
        "id,title_en,text_en,file_ru\n"
        "good-1,A good record,Weather report from Ghulja,\n"
        "bad-1,A bad record,,missing.txt\n",
        encoding="utf-8",
    )
    built = archsearch("index", "build", holdings, "--index", tmp_path / "index")
    assert built.returncode == 1
    assert "missing.txt" in built.stderr
    assert "Traceback" not in built.stderr
    assert "good-1" in archsearch("search", "Ghulja", "--index", tmp_path / "index").stdout


def test_check_reads_and_indexes_nothing(tmp_path):
    checked = archsearch("check", ROOT / "data/holdings", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["check"], ["index", "build"]])
def test_a_missing_path_is_named(tmp_path, arguments):
    shown = archsearch(*arguments, tmp_path / "nowhere", "--index", tmp_path / "index")
    assert shown.returncode == 1
    assert "nowhere" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_an_empty_folder_leaves_the_index_as_it_was(tmp_path):
    (tmp_path / "empty").mkdir()
    index = tmp_path / "index"
    archsearch("index", "build", ROOT / "data/holdings", "--index", index)
    failed = archsearch("index", "build", tmp_path / "empty", "--index", index)
    assert failed.returncode == 1
    assert "No document could be read" in failed.stderr
    assert "121726" in archsearch("search", "Stalin", "--index", index).stdout


def commands(group=main, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=lambda each: str(each)[:40])
def test_every_command_and_option_has_help_and_is_in_the_readme(path, command):
    assert command.help
    for parameter in command.params:
        assert parameter.param_type_name == "argument" or parameter.help, parameter.name
    assert f"archsearch {' '.join(path)}" in (ROOT / "README.md").read_text(encoding="utf-8")
