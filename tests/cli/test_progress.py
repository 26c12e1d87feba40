"""What a build says while it works and when it is done: to people, to scripts, to the log."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from archsearch.cli.progress import LABELS, Stages
from archsearch.indexing.build import build_index
from archsearch.indexing.progress import Stage
from tests.indexing.holdings import Holdings, record

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "archsearch"]
DOCUMENTS = 3
#: What a terminal is told besides letters.
CONTROL = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    made = Holdings(tmp_path)
    rows = [record(f"a{n}", f"The caravan {n} left.") for n in range(DOCUMENTS)]
    made.write("a", *rows)
    return made


def run(*arguments: object, settings: str = "") -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    for line in settings.split():
        name, _, value = line.partition("=")
        environment[f"ARCHSEARCH_LOGGING_{name.upper()}"] = value
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def build(holdings: Holdings, *options: object, settings: str = ""):
    index = holdings.settings.index.path
    command = ("index", "build", holdings.folder, "--index", index, *options)
    return run(*command, settings=settings)


def test_a_script_reads_a_line_for_each_stage_and_what_came_of_it(holdings):
    done = build(holdings, "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    stages = [each["stage"] for each in events if each["event"] == "stage"]
    assert stages == [stage.value for stage in Stage]
    assert events[-1]["event"] == "done"
    assert events[-1]["documents"] == events[-1]["indexed"] == DOCUMENTS
    assert set(events[-1]["stages"]) == set(stages)
    assert events[-1]["size"] > 0
    index = next(each for each in events if each.get("stage") == "index")
    assert index["total"] == DOCUMENTS


def test_a_script_reads_problems_and_the_error(holdings):
    holdings.write("b", {"id": "b1"})
    done = build(holdings, "--json", "--strict")
    assert done.returncode == 1
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["event"] == "error"
    assert "--strict" in said["message"]
    events = [json.loads(line) for line in build(holdings, "--json").stdout.splitlines()]
    assert [each["severity"] for each in events if each["event"] == "problem"] == ["refused"]
    assert events[-1]["refused"] == 1


def test_without_a_terminal_each_stage_is_one_line(holdings):
    done = build(holdings)
    told = [line for line in done.stderr.splitlines() if "…" in line]
    assert len(told) == len(Stage)
    assert all(label in line for label, line in zip(LABELS.values(), told, strict=True))


def test_the_summary_says_what_a_report_needs(holdings):
    said = build(holdings).stdout
    for pattern in (
        r"Read 3 records",
        r"Indexed 3 documents \(6 versions, \d+ passages\) in [\d.]+ s",
        r"Generation: \d{8}T\d{12}Z-[0-9a-f]{8}, [\d.]+ MB",
        rf"Holdings: +{re.escape(str(holdings.folder))}",
        r"Digest: +[0-9a-f]{16}",
        r"Seconds: +survey [\d.]+, index",
    ):
        assert re.search(pattern, said), pattern


def test_the_summary_says_what_was_withheld(holdings):
    assert "Withheld" not in build(holdings).stdout
    holdings.write(
        "b",
        record("b1", "Closed.", access="closed"),
        record("b2", "Closed too.", access="closed"),
        record("b3", "Described.", access="metadata-only"),
    )
    run("withdraw", "a1", "--index", holdings.settings.index.path)
    said = build(holdings).stdout
    assert re.search(r"Withheld: +2 closed, 1 by description alone, 1 withdrawn", said)
    done = json.loads(build(holdings, "--json").stdout.splitlines()[-1])
    assert (done["closed"], done["described"], done["withdrawn"]) == (2, 1, 1)
    holdings.write("a", record("a0", "The caravan left again."))
    again = run("index", "update", "--index", holdings.settings.index.path)
    assert re.search(r"Withheld: +2 closed, 1 by description alone", again.stdout)


def test_writing_and_verifying_say_how_far_they_are(holdings):
    told = []
    stages = Stages(lambda *said: told.append(said))
    build_index([holdings.folder], holdings.settings, stages)
    verified = [done for stage, done, total in told if stage is Stage.VERIFY and total]
    assert verified == [*range(1, DOCUMENTS + 1)]
    written = [(done, total) for stage, done, total in told if stage is Stage.WRITE and total]
    assert written
    assert written[-1][0] == pytest.approx(written[-1][1], rel=0.1)


@pytest.mark.parametrize("command", ["verify", "rollback"])
def test_a_proof_says_what_it_does(holdings, command):
    for _ in range(2):
        build(holdings)
    done = run("index", command, "--index", holdings.settings.index.path)
    assert done.returncode == 0
    for stage in (Stage.VERIFY, Stage.PROVE):
        assert LABELS[stage] in done.stderr
    assert LABELS[Stage.VERIFY] not in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_a_terminal_shows_how_far_it_is(holdings):
    shown = on_a_terminal(
        "index", "build", str(holdings.folder), "--index", str(holdings.settings.index.path)
    )
    assert LABELS[Stage.INDEX] in shown
    assert f"of {DOCUMENTS}" in shown
    assert "INFO" not in shown
    assert f"Indexed {DOCUMENTS} documents" in shown


def on_a_terminal(*arguments: str) -> str:
    """What a person sees who runs a command."""
    import pty  # noqa: PLC0415 - Windows has none

    parts: list[bytes] = []

    def read(terminal: int) -> bytes:
        parts.append(os.read(terminal, 4096))
        return parts[-1]

    # The copy that the function makes for a person is for nobody here.
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        pty.spawn([*COMMAND, *arguments], read, lambda _fd: b"")
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
    return CONTROL.sub(b"", b"".join(parts)).decode()


def test_log_lines_can_be_json_and_go_to_a_file(holdings, tmp_path):
    file = tmp_path / "log.jsonl"
    done = build(holdings, settings=f"format=json file={file}")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["stage"] for line in lines] == [stage.value for stage in Stage]
    assert {line["level"] for line in lines} == {"INFO"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["time"]) for line in lines)
    assert file.read_text(encoding="utf-8") == done.stderr


def test_an_error_is_a_log_line_where_programs_read(tmp_path):
    nothing = tmp_path / "nothing"
    done = run("search", "hay", "--index", nothing, settings="format=json")
    said = json.loads(done.stderr)
    assert said["level"] == "ERROR"
    assert "archsearch index build" in said["message"]
    file = tmp_path / "log.txt"
    done = run("search", "hay", "--index", nothing, settings=f"file={file}")
    assert done.stderr.count("archsearch index build") == 1
    assert "ERROR There is no index" in file.read_text(encoding="utf-8")


def test_the_level_leaves_lines_out(holdings):
    assert "…" not in build(holdings, settings="level=warning").stderr


@pytest.mark.parametrize("setting", ["level=loud", "format=xml", "file=/nowhere/log"])
def test_an_impossible_setting_of_the_log_is_named(tmp_path, setting):
    done = run("search", "hay", "--index", tmp_path, settings=setting)
    assert done.returncode == 1
    assert f"logging.{setting.partition('=')[0]}" in done.stderr
    assert "Traceback" not in done.stderr
