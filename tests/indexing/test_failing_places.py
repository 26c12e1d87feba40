"""No room, no permission, damage, a clock set back: a sentence, and the old index answers."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from archsearch import open_index
from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing import withdrawn
from archsearch.indexing.generation import MANIFEST
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import inspect, roll_back
from archsearch.indexing.status import status_of
from archsearch.indexing.transfer import export_generation, import_generation
from archsearch.search.golden import proof
from tests.indexing.holdings import Holdings, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")

#: What keeps permissions from stopping root; a command that is run without it obeys them.
OBEDIENT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def obedient() -> tuple[str, ...]:
    """The beginning of a command that permissions stop, whoever runs the tests."""
    if os.geteuid():
        return ()
    if not shutil.which(OBEDIENT[0]):
        pytest.skip("Permissions don't stop root, and setpriv isn't here.")
    return OBEDIENT


def run(*arguments: object, place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*obedient(), sys.executable, "-m", "archsearch", *map(str, arguments)],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    made = Holdings(tmp_path)
    made.write("a", record("a1", "The caravan left."), record("a2", "Hay and horses."))
    made.build()
    return made


@contextlib.contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that failed said to the person."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return next(line for line in done.stderr.splitlines() if line.startswith("Error: "))


def still_answers(holdings: Holdings) -> bool:
    index = holdings.settings.index.path
    found = run("search", "caravan", "--index", index, place=holdings.folder.parent)
    return found.returncode == 0 and "Letter a1" in found.stdout


@pytest.mark.parametrize(
    "command", [("build", "{holdings}"), ("update",), ("rollback",), ("import", "{file}")]
)
def test_a_folder_that_may_not_be_written(holdings, command):
    index, file = holdings.settings.index.path, holdings.folder.parent / "index.tar"
    export_generation(holdings.settings, file)
    arguments = [each.format(holdings=holdings.folder, file=file) for each in command]
    with mode(index, 0o555), mode(index / "lock", 0o644):
        done = run("index", *arguments, "--index", index, place=holdings.folder.parent)
        said = sentence(done)
        assert str(index) in said
        assert "Permission denied" in said
        assert "stays as it was" in said
        assert still_answers(holdings)


def test_a_withdrawal_that_cannot_be_written_says_so(holdings):
    index = holdings.settings.index.path
    with mode(index, 0o555):
        done = run("withdraw", "a2", "--index", index, place=holdings.folder.parent)
    assert "Permission denied" in sentence(done)
    assert withdrawn.withdrawn(index) == {}


def test_an_export_that_cannot_be_written_says_so(holdings):
    folder = holdings.folder.parent / "locked"
    folder.mkdir(mode=0o555)
    file = folder / "index.tar"
    index = holdings.settings.index.path
    done = run("index", "export", file, "--index", index, place=holdings.folder.parent)
    assert f"Can't write {file}: Permission denied." in sentence(done)


def test_holdings_that_may_not_be_read_are_named_and_the_others_indexed(holdings):
    place = holdings.folder.parent
    closed = holdings.write("b", record("b1", "Nobody may read this."))
    index = place / "new"
    index.mkdir()
    index.chmod(0o777)
    with mode(closed, 0o000):
        done = run("index", "build", holdings.folder, "--index", index, place=place)
    assert done.returncode == 1
    assert "b.jsonl: can't be read: Permission denied" in done.stderr
    assert "Indexed 2 documents" in done.stdout


def test_an_index_that_may_not_be_read_says_so(holdings):
    index = holdings.settings.index.path
    with mode(index / "current", 0o000):
        done = run("search", "caravan", "--index", index, place=holdings.folder.parent)
    assert "Permission denied" in sentence(done)
    files = sorted(Generations(index).current().engine_path.rglob("*.bin"))
    with mode(files[0], 0o000):
        done = run("search", "caravan", "--index", index, place=holdings.folder.parent)
    assert "can't be read: Permission denied" in sentence(done)


def swap_in_a_damaged_one(holdings: Holdings, damage: Callable[[Path], object]) -> None:
    """A new generation is served, and a disk or a hand has damaged it."""
    holdings.write("a", record("a1", "The camels left."))
    holdings.build()
    damage(Generations(holdings.settings.index.path).current().path)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: (path / MANIFEST).write_text("{"),
        lambda path: (path / "engine" / "engine.json").unlink(),
        lambda path: cut(next((path / "engine").rglob("terms.bin"))),
        lambda path: cut(next((path / "names").iterdir())),
        lambda path: cut(path / "lexicon" / "lexicon.npz"),
        lambda path: shutil.rmtree(path / "engine"),
    ],
)
def test_a_damaged_generation_leaves_the_old_one_serving(holdings, damage, caplog):
    index = holdings.settings.index.path
    searcher = open_index(index)
    with caplog.at_level(logging.WARNING):
        swap_in_a_damaged_one(holdings, damage)
        assert searcher.search("caravan").total == 1
    assert "Still serving" in caplog.text
    with pytest.raises(IndexUnavailableError):
        open_index(index)
    with pytest.raises((IndexingError, IndexUnavailableError)):
        inspect(Generations(index).current(), holdings.settings, proof(holdings.settings))
    roll_back(holdings.settings, "", proof(holdings.settings))
    assert open_index(index).search("caravan").total == 1
    holdings.build()
    assert open_index(index).search("camels").total == 1


def test_a_clock_that_was_set_back_confuses_nobody(holdings):
    index = holdings.settings.index.path
    generations = Generations(index)
    ahead = generations.current()
    later = ahead.path.with_name("20991231T235959999999Z-00000000")
    values = json.loads((ahead.path / MANIFEST).read_text())
    built = "2099-12-31T23:59:59+00:00"
    (ahead.path / MANIFEST).write_text(json.dumps({**values, "built": built}))
    ahead.path.rename(later)
    (index / "current").write_text(later.name)
    searcher = open_index(index)
    holdings.write("a", record("a1", "The camels left."))
    holdings.build()
    assert searcher.search("camels").total == 1
    names = [each.name for each in status_of(index).generations]
    assert names == sorted(names, reverse=True)
    assert names[1] == later.name
    roll_back(holdings.settings, "", proof(holdings.settings))
    assert searcher.search("caravan").total == 1
    holdings.update()
    assert searcher.search("camels").total == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
        pytest.skip("Only root can make a small disk.")
    try:
        yield disk
    finally:
        # What the index mapped may not be let go of yet.
        subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk: Path) -> None:
    with contextlib.suppress(OSError), (disk / "filling").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)


def test_on_a_full_disk_every_command_says_so_and_the_old_index_answers(small_disk, tmp_path):
    holdings = Holdings(small_disk)
    holdings.write("a", record("a1", "The caravan left."), record("a2", "Hay and horses."))
    holdings.build()
    export_generation(holdings.settings, tmp_path / "index.tar")
    holdings.write("a", record("a1", "The camels left."), record("a2", "Hay and horses."))
    settings = holdings.settings
    fill(small_disk)
    for act in (
        holdings.build,
        holdings.update,
        lambda: export_generation(settings, small_disk / "index.tar"),
        lambda: import_generation(settings, tmp_path / "index.tar"),
        lambda: withdrawn.withdraw(settings.index.path, "a2"),
    ):
        with pytest.raises(IndexingError, match=r"(?i)space|too little room"):
            act()
    assert open_index(settings.index.path).search("caravan").total == 1
    assert withdrawn.withdrawn(settings.index.path) == {}
    assert inspect(Generations(settings.index.path).current(), settings, proof(settings))
    (small_disk / "filling").unlink()
    holdings.update()
    assert open_index(settings.index.path).search("camels").total == 1
