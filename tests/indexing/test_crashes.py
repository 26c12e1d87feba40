"""Builds that are killed, at any moment and around every write that makes a generation count.

The old generation goes on answering, the next build clears up, and nothing is lost.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from archsearch import open_index
from archsearch.errors import IndexingError
from archsearch.indexing.generations import BUILDING, Generations
from archsearch.indexing.inspection import inspect
from archsearch.search.golden import proof
from tests.indexing.holdings import Holdings, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]

KILLS = 100
#: Documents of the build that is killed at random; doubled until it takes so many seconds, that it
#: is killed in its every stage.
MANY, LONG = 1600, 10
#: Ends the process before or after the n-th call that writes to the disk for good.
_CRASHING = """
import os, pathlib, sys
left = int(sys.argv[1])
def counted(call):
    def crash(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            os._exit(9)
        result = call(*arguments, **options)
        left -= 1
        if left == 0:
            os._exit(9)
        return result
    return crash
path = pathlib.Path
for place, name in ((os, "fsync"), (path, "rename"), (path, "replace"), (os, "replace")):
    setattr(place, name, counted(getattr(place, name)))
from archsearch.cli import main
main.main(sys.argv[2:], standalone_mode=True)
"""
CONSISTENT = {1, 2}


#: Never ends by itself.
NEVER = 10**9


def program(*arguments: object, crash: int = NEVER) -> list[str]:
    return [sys.executable, "-c", _CRASHING, str(crash), *map(str, arguments)]


class Reader:
    """Asks all the while; what went wrong stays in `wrong`."""

    def __init__(self, holdings: Holdings) -> None:
        self._searcher = open_index(holdings.settings.index.path, holdings.settings)
        self._stop = threading.Event()
        self.asked = 0
        self.wrong: list[object] = []
        self._thread = threading.Thread(target=self._ask)

    def _ask(self) -> None:
        while not self._stop.is_set():
            try:
                results = self._searcher.search("swapword")
                if results.total not in CONSISTENT or len(results.hits) != results.total:
                    self.wrong.append(results.total)
            except Exception as error:  # noqa: BLE001 - whatever it is, a reader must not meet it
                self.wrong.append(repr(error))
            self.asked += 1

    @contextlib.contextmanager
    def asking(self) -> Iterator[Reader]:
        self._thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            self._thread.join()


def laid(folder: Path, documents: int, words: int) -> Holdings:
    holdings = Holdings(folder)
    rows = [record(f"f{n}", f"The caravan {n} left with hay. " * 60) for n in range(documents)]
    holdings.write("filler", *rows)
    change(holdings, words)
    return holdings


def long_to_build(folder: Path) -> tuple[Holdings, float]:
    """Holdings with an index, and how many seconds another build of them takes."""
    documents = MANY
    while True:
        holdings = laid(folder / str(documents), documents, 1)
        index = holdings.settings.index.path
        holdings.build()
        started = time.monotonic()
        subprocess.run(program("index", "build", holdings.folder, "--index", index), check=True)
        length = time.monotonic() - started
        if length >= LONG:
            return holdings, length
        documents *= 2


def change(holdings: Holdings, words: int) -> None:
    """Lay a state in which so many documents have the word that readers ask for."""
    text = f"A swapword stood there, {time.monotonic_ns()} times."
    holdings.write("swap", *(record(f"s{n}", text) for n in range(words)))


def is_whole(holdings: Holdings) -> bool:
    current = Generations(holdings.settings.index.path).current()
    return bool(inspect(current, holdings.settings, proof(holdings.settings)).documents)


def test_a_build_killed_at_any_moment_breaks_nothing(tmp_path):
    holdings, length = long_to_build(tmp_path)
    drawn = random.Random(20)  # noqa: S311 - moments, not secrets
    index = holdings.settings.index.path
    with Reader(holdings).asking() as reader:
        for number in range(KILLS):
            change(holdings, 1 + number % 2)
            build = subprocess.Popen(
                program("index", "build", holdings.folder, "--index", index),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(drawn.uniform(0, length))
            build.kill()
            build.wait()
            if number % 10 == 0:
                assert is_whole(holdings)
    assert reader.wrong == []
    assert reader.asked > KILLS
    holdings.build()
    assert is_whole(holdings)
    assert not list(index.glob(f"{BUILDING}*"))


@pytest.mark.parametrize("command", ["build", "update"])
def test_a_crash_around_every_lasting_write_breaks_nothing(tmp_path, command):
    holdings = laid(tmp_path, 3, 1)
    holdings.build()
    index = holdings.settings.index.path
    with Reader(holdings).asking() as reader:
        for point in range(1, 200):
            change(holdings, 1 + point % 2)
            paths = [holdings.folder] if command == "build" else []
            done = subprocess.run(
                program("index", command, *paths, "--index", index, crash=point),
                capture_output=True,
                check=False,
            )
            assert done.returncode in {0, 9}, done.stderr
            assert is_whole(holdings)
            if done.returncode == 0:
                break
        else:
            pytest.fail("No build came to its end.")
    assert point > 10, "there are files, a manifest and a pointer to write"
    assert reader.wrong == []
    holdings.build()
    assert not list(index.glob(f"{BUILDING}*"))


def test_a_full_disk_is_a_sentence_and_the_old_generation_stays(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("Only root can make a small disk.")
    try:
        holdings = laid(disk, 3, 1)
        holdings.build()
        change(holdings, 2)
        rows = [record(f"b{n}", os.urandom(900).hex(" ", 4)) for n in range(400)]
        with contextlib.suppress(OSError):
            holdings.write("big", *rows)
        with pytest.raises(IndexingError, match="space"):
            holdings.build()
        assert open_index(holdings.settings.index.path).search("swapword").total == 1
        assert is_whole(holdings)
    finally:
        # What the index mapped may not be let go of yet.
        subprocess.run(["umount", "--lazy", disk], check=True)
