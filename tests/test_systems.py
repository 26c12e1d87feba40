"""The branches for other systems, taken here by failures such as those systems give."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest

from archsearch import systems


@pytest.fixture
def on_windows(monkeypatch):
    monkeypatch.setattr(systems, "WINDOWS", True)
    monkeypatch.setattr(systems, "PAUSE", 0.001)


class Refusing:
    """A call that fails as Windows does while somebody has a file open, so many times."""

    def __init__(self, monkeypatch, name: str, times: int) -> None:
        self.calls = 0
        self._really = getattr(Path, name)
        self._times = times

        def call(path, *arguments, **options):
            self.calls += 1
            if self.calls <= self._times:
                raise PermissionError(13, "The process cannot access the file")
            return self._really(path, *arguments, **options)

        monkeypatch.setattr(Path, name, call)


@pytest.fixture
def files(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("old")
    new.write_text("new")
    return old, new


def test_a_file_that_is_read_at_that_moment_is_replaced_a_moment_later(
    files, monkeypatch, on_windows
):
    old, new = files
    refusing = Refusing(monkeypatch, "replace", 3)
    systems.replace_file(new, old)
    assert old.read_text() == "new"
    assert refusing.calls == 4


def test_a_file_that_is_never_let_go_of_is_an_error(files, monkeypatch, on_windows):
    old, new = files
    refusing = Refusing(monkeypatch, "replace", systems.TRIES)
    with pytest.raises(PermissionError):
        systems.replace_file(new, old)
    assert refusing.calls == systems.TRIES
    assert old.read_text() == "old"


def test_elsewhere_a_missing_permission_is_told_at_once(files, monkeypatch):
    monkeypatch.setattr(systems, "WINDOWS", False)
    refusing = Refusing(monkeypatch, "replace", 1)
    with pytest.raises(PermissionError):
        systems.replace_file(files[1], files[0])
    assert refusing.calls == 1


def test_a_folder_is_renamed_once_nobody_has_a_file_in_it(tmp_path, monkeypatch, on_windows):
    (tmp_path / "building").mkdir()
    Refusing(monkeypatch, "rename", 2)
    systems.rename_folder(tmp_path / "building", tmp_path / "built")
    assert (tmp_path / "built").is_dir()


def test_a_mapped_file_stays_on_windows_and_is_an_error_elsewhere(files, monkeypatch, on_windows):
    Refusing(monkeypatch, "unlink", 10**6)
    systems.remove_file(files[0])
    assert files[0].exists()
    monkeypatch.setattr(systems, "WINDOWS", False)
    with pytest.raises(PermissionError):
        systems.remove_file(files[0])


def test_a_file_that_is_not_there_is_removed(tmp_path):
    systems.remove_file(tmp_path / "nothing")
    systems.remove_tree(tmp_path / "nothing")


def test_what_was_mapped_by_what_nobody_refers_to_is_removed_in_the_end(tmp_path, monkeypatch):
    (tmp_path / "folder").mkdir()
    really, calls = systems.shutil.rmtree, []

    def refuse_once(path, *, ignore_errors):
        calls.append(path)
        if len(calls) > 1:
            really(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(systems.shutil, "rmtree", refuse_once)
    systems.remove_tree(tmp_path / "folder")
    assert not (tmp_path / "folder").exists()


def test_a_shared_folder_is_not_moved(tmp_path, monkeypatch):
    folder, target = tmp_path / "folder", tmp_path / "target"
    folder.mkdir()
    held = systems.share(folder / "in-use")
    assert held is not None
    if not systems.WINDOWS:
        assert not systems.move_if_unshared(folder, "in-use", target)
    held.close()
    assert systems.move_if_unshared(folder, "in-use", target)
    assert target.is_dir()


def test_on_windows_the_folder_itself_tells_whether_it_is_read(tmp_path, monkeypatch, on_windows):
    folder, target = tmp_path / "folder", tmp_path / "target"
    folder.mkdir()
    refusing = Refusing(monkeypatch, "rename", 1)
    assert not systems.move_if_unshared(folder, "in-use", target)
    assert systems.move_if_unshared(folder, "in-use", target)
    assert refusing.calls == 2
    # The rename would have failed if a file had been opened for it.
    assert not (target / "in-use").exists()


def test_a_file_system_without_locks_is_read_all_the_same(tmp_path, monkeypatch):
    def refuse(_file, _flags):
        raise systems.portalocker.LockException("No locks available")

    monkeypatch.setattr(systems.portalocker, "lock", refuse)
    assert systems.share(tmp_path / "in-use") is None


def test_without_links_a_file_is_copied(files, tmp_path, monkeypatch):
    def refuse(_source, _target):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    systems.link_or_copy(files[0], tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "old"


def test_windows_is_not_asked_to_sync_a_folder(tmp_path, monkeypatch, on_windows):
    asked = []
    monkeypatch.setattr(os, "fsync", asked.append)
    systems.sync_folder(tmp_path)
    assert asked == []
    monkeypatch.setattr(systems, "WINDOWS", False)
    systems.sync_folder(tmp_path)
    assert len(asked) == 1


@pytest.mark.skipif(os.name == "nt", reason="macOS's call is one of the Unix kind")
@pytest.mark.parametrize("can", [True, False])
def test_macos_is_asked_to_write_the_cache_of_the_disk_too(tmp_path, monkeypatch, can):
    import fcntl  # noqa: PLC0415 - Windows has none

    asked, synced = [], []

    def control(_handle, command):
        asked.append(command)
        if not can:
            raise OSError(25, "Inappropriate ioctl for device")

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(os, "fsync", synced.append)
    with (tmp_path / "file").open("w") as file:
        file.write("text")
        systems.sync_file(file)
        assert (tmp_path / "file").read_text() == "text"
    assert asked == [51]
    assert bool(synced) != can


def test_without_fcntl_files_are_synced_too(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setattr(os, "fsync", synced.append)
    with (tmp_path / "file").open("w") as file:
        systems.sync_file(file)
    assert len(synced) == 1


def test_pages_are_given_back_where_the_system_can_be_told(monkeypatch):
    told = []
    mapped = types.SimpleNamespace(madvise=told.append)
    monkeypatch.setitem(sys.modules, "mmap", types.SimpleNamespace())
    systems.release_pages(mapped)
    monkeypatch.setitem(sys.modules, "mmap", types.SimpleNamespace(MADV_DONTNEED=4))
    systems.release_pages(mapped)
    assert told == [4]


def test_a_process_is_known_by_its_number_and_its_start():
    own = systems.this_process()
    assert own.runs() is True
    later = systems.Process(own.number, own.host, own.started - 60)
    assert later.runs() is False, "the number was given to another process"
    assert systems.Process(own.number, "elsewhere", own.started).runs() is None


def test_a_process_that_ended_does_not_run():
    program = (
        "from archsearch.systems import this_process as t; p = t(); print(p.number, p.started)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    number, started = done.stdout.split()
    ended = systems.Process(int(number), systems.host_name(), float(started))
    assert ended.runs() is False


def test_a_process_that_may_not_be_looked_at_is_taken_to_run(monkeypatch):
    own = systems.this_process()

    def refuse(_number):
        raise systems.psutil.AccessDenied

    monkeypatch.setattr(systems.psutil, "Process", refuse)
    assert own.runs() is True


STARTER = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "open(sys.argv[1], 'w').write(str(child.pid))\n"
    "time.sleep(600)\n"
)


@pytest.mark.parametrize("windows", [False, True])
def test_a_program_ends_with_all_that_it_started(tmp_path, monkeypatch, windows):
    if os.name == "nt" and not windows:
        pytest.skip("Windows has no groups of processes.")
    monkeypatch.setattr(systems, "WINDOWS", windows)
    note = tmp_path / "child"
    process = systems.start_program([sys.executable, "-c", STARTER, str(note)])
    while not (note.exists() and note.read_text()):
        assert process.poll() is None
        time.sleep(0.02)
    child = systems.psutil.Process(int(note.read_text()))
    systems.end_program(process)
    assert process.poll() is not None
    gone, _ = systems.psutil.wait_procs([child], timeout=10)
    assert gone or child.status() == systems.psutil.STATUS_ZOMBIE
    systems.end_program(process)


def test_every_signal_of_a_service_manager_ends_a_command(monkeypatch):
    set_for = {}
    monkeypatch.setattr(signal, "signal", lambda number, act: set_for.update({number: act}))
    monkeypatch.setattr(signal, "SIGBREAK", 21, raising=False)
    systems.end_when_told()
    assert set(set_for) == {signal.SIGTERM, 21}
    with pytest.raises(SystemExit):
        set_for[21](21, None)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no alarm")
def test_what_takes_too_long_is_interrupted_again_and_again():
    def stubborn():
        with contextlib.suppress(systems.TimeIsUpError):
            time.sleep(10)
        time.sleep(10)

    with pytest.raises(systems.TimeIsUpError), systems.alarm(0.05):
        stubborn()


def test_where_there_is_no_alarm_nothing_is_interrupted(monkeypatch):
    monkeypatch.delattr(signal, "setitimer", raising=False)
    with systems.alarm(0.01):
        time.sleep(0.05)


def test_only_the_processors_that_may_be_used_count(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {1, 3, 5}, raising=False)
    assert systems.processors() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert systems.processors() == 1
