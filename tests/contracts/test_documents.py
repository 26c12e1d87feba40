"""What the documents promise holds: examples work when pasted, tables agree with the code."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archsearch.readers.columns import COLUMNS, VERSION_COLUMNS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def shell_examples(document):
    """The examples of a document that say `archsearch index build` on files they make."""
    blocks = re.findall(r"^```sh\n(.*?)^```", document.read_text(encoding="utf-8"), re.S | re.M)
    return [block for block in blocks if "<<" in block and "archsearch index build" in block]


EXAMPLES = [(path, example) for path in DOCUMENTS for example in shell_examples(path)]


@pytest.mark.parametrize(("path", "example"), EXAMPLES, ids=lambda each: str(each)[-24:])
def test_an_example_works_when_pasted(path, example, tmp_path):
    programs = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-e"],
        input=example,
        cwd=tmp_path,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^\d+ documents? for", done.stdout, re.M)
    assert not re.search(r"^0 documents for", done.stdout, re.M)


def test_there_are_examples_in_the_readme_and_for_librarians():
    assert {path.name for path, _ in EXAMPLES} >= {"README.md", "holdings.md"}


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_every_column_is_documented(column):
    row = f"| `{column.name}` | {', '.join(f'`{other}`' for other in column.others)} |"
    assert row in (ROOT / "docs/holdings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", VERSION_COLUMNS, ids=lambda column: column.name)
def test_every_column_of_a_version_is_documented(column):
    assert f"| `{column.name}_ru` |" in (ROOT / "docs/holdings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
        assert (path.parent / target).exists(), target
