"""One writer at a time, and who that is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time

import pytest

from archsearch import systems
from archsearch.errors import IndexingError, IndexLockedError
from archsearch.indexing.lock import HOLDER, LOCK, build_lock, holder, unlock
from archsearch.indexing.status import status_of

KILLED = (
    "import os, pathlib, signal, sys\n"
    "from archsearch.indexing.lock import build_lock\n"
    "with build_lock(pathlib.Path(sys.argv[1])):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
    "    os._exit(9)\n"
)


def held_elsewhere(index, host="reading-room-2"):
    """The note of a build on another machine, whose lock doesn't reach here."""
    note = {"process": 7, "host": host, "started": 1.0, "since": "2026-11-25 09:00:00 UTC"}
    (index / HOLDER).write_text(json.dumps(note), encoding="utf-8")


def test_the_second_build_is_told_who_is_first_and_since_when(tmp_path):
    first, second = build_lock(tmp_path), build_lock(tmp_path)
    said = rf"process {os.getpid()} on {systems.host_name()} since 20[\d-]+ [\d:]+ UTC"
    with first, pytest.raises(IndexLockedError, match=said), second:
        pytest.fail("two builds at once")


def test_the_lock_is_free_again(tmp_path):
    with build_lock(tmp_path):
        named = holder(tmp_path)
        assert named is not None
        assert named.process == systems.this_process()
    assert holder(tmp_path) is None
    with build_lock(tmp_path):
        pass


def test_the_lock_of_another_process_is_kept_while_it_runs_and_free_when_it_was_killed(
    tmp_path, caplog
):
    other = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline() == "held\n"
    with pytest.raises(IndexLockedError, match=f"process {other.pid} "), build_lock(tmp_path, 0.3):
        pytest.fail("two builds at once")
    assert f"process {other.pid} " in status_of(tmp_path).building
    other.communicate("")
    said = status_of(tmp_path)
    assert said.building == ""
    assert f"process {other.pid} " in said.cut_short
    with build_lock(tmp_path):
        assert holder(tmp_path).process.number == os.getpid()
    assert "was cut short" in caplog.text


def test_a_number_that_was_given_to_another_process_holds_nothing(tmp_path):
    own = systems.this_process()
    note = {"process": own.number, "host": own.host, "started": own.started - 60, "since": "then"}
    (tmp_path / HOLDER).write_text(json.dumps(note), encoding="utf-8")
    with build_lock(tmp_path):
        pass


def test_where_locks_do_not_work_the_note_of_a_running_process_counts(tmp_path):
    own = systems.this_process()
    note = {"process": own.number, "host": own.host, "started": own.started, "since": "today"}
    (tmp_path / HOLDER).write_text(json.dumps(note), encoding="utf-8")
    with pytest.raises(IndexLockedError, match="since today"), build_lock(tmp_path):
        pytest.fail("two builds at once")
    with pytest.raises(IndexLockedError, match="since today"):
        unlock(tmp_path)


def test_a_build_on_another_machine_is_never_taken_to_have_ended(tmp_path):
    held_elsewhere(tmp_path)
    with (
        pytest.raises(IndexLockedError, match=r"reading-room-2 since .*archsearch index unlock"),
        build_lock(tmp_path, 0.3),
    ):
        pytest.fail("two builds at once")
    assert "reading-room-2" in status_of(tmp_path).building
    assert unlock(tmp_path).process.host == "reading-room-2"
    with build_lock(tmp_path):
        pass
    with pytest.raises(IndexingError, match="Nobody"):
        unlock(tmp_path)


def test_a_lock_that_is_held_is_not_unlocked(tmp_path):
    with build_lock(tmp_path):
        held_elsewhere(tmp_path)
        with pytest.raises(IndexLockedError):
            unlock(tmp_path)


def test_waiting_ends_when_the_other_build_does(tmp_path):
    held_elsewhere(tmp_path)
    threading.Timer(0.3, (tmp_path / HOLDER).unlink).start()
    with build_lock(tmp_path, 30):
        assert holder(tmp_path).process.number == os.getpid()


def test_waiting_has_an_end(tmp_path):
    started = time.monotonic()
    with (
        build_lock(tmp_path),
        pytest.raises(IndexLockedError),
        build_lock(tmp_path, 0.2),
    ):
        pytest.fail("two builds at once")
    assert time.monotonic() - started >= 0.2


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"process": "x"}', "process 7 on a since b"])
def test_a_damaged_note_keeps_nobody_out(tmp_path, damage):
    (tmp_path / HOLDER).write_text(damage, encoding="utf-8")
    with build_lock(tmp_path):
        assert holder(tmp_path) is not None


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexingError, match="Can't write"), build_lock(tmp_path / "file"):
        pytest.fail("there is no folder")


def test_an_error_of_the_build_is_not_taken_for_one_of_the_lock(tmp_path):
    with pytest.raises(IndexingError, match="timed out"), build_lock(tmp_path):
        raise TimeoutError(110, "Connection timed out")
    assert (tmp_path / LOCK).exists()
    assert holder(tmp_path) is None
