"""What the README tells a reader to paste works as it stands."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archsearch import open_index
from archsearch.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def pasted(tmp_path_factory):
    """A folder in which the example of the README was pasted, and what it printed."""
    folder = tmp_path_factory.mktemp("pasted")
    (script,) = blocks("sh")
    programs = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        ["sh", "-eu"],
        input=script,
        cwd=folder,
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    )
    return folder, run.stdout


def test_the_example_finds_both_records(pasted):
    folder, printed = pasted
    assert "Read 2 records" in printed
    hits = open_index(folder / "my-index").search("Solovieva").hits
    assert {hit.document.id for hit in hits} == {"k-17", "k-18"}
    assert all(hit.marks["ru"] and hit.marks["en"] for hit in hits)


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_examples_run(pasted, code):
    folder, _ = pasted
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)


def test_the_blueprint_answers_under_its_prefix(pasted, monkeypatch):
    folder, _ = pasted
    monkeypatch.chdir(folder)
    names = {"__name__": "catalogue"}
    exec(next(code for code in blocks("python") if "blueprint" in code), names)  # noqa: S102 - the README's own code
    answer = names["app"].test_client().get("/catalogue/search/?q=Solovieva")
    assert answer.status_code == 200
    assert "/catalogue/search/documents/k-17" in answer.text


def test_every_command_is_named():
    for name in main.commands:
        assert re.search(rf"^    archsearch {name}\b", README, re.MULTILINE), name
