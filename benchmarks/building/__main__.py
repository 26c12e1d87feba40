"""Build an index of some holdings by the command line, and say what that takes.

    python -m benchmarks.building HOLDINGS.jsonl.xz FOLDER [--documents 12000 48000] [--jobs 1 2]

More documents than the holdings have are made by `benchmarks.engines.enlarge`. Each row is one run
of `archsearch index build` in a process of its own, everything included: reading, analysis,
alignment, the name table, the lexicon, the proof and the swap. "Again" is the same build once
more, of what the first one analysed; "update" is `archsearch index update` after ten documents
were changed, with names that are new.

Prints a table in Markdown. Memory is what the processes have for themselves (USS), all of them
together, looked at ten times a second; files that are mapped aren't counted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from benchmarks.engines.enlarge import enlarged
from benchmarks.engines.workload import read

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Seconds between two looks at the memory.
_LOOK = 0.1
#: Documents that are changed before the update.
_CHANGED = 10
_MEGABYTE = 1e6
#: A word that no holding has, so that the name table changes too.
_NEW_WORDS = "Mister Zorkabi came to see Kvartsov. "
_HEAD = (
    "| documents | jobs | what | documents/s | seconds | CPU s | peak memory, MB | index, MB |\n"
    "|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds on the wall and of all CPUs, and bytes at the most."""

    seconds: float
    cpu: float
    memory: int


def run(*arguments: object) -> Run:
    """Run archsearch; raises `subprocess.CalledProcessError` where it fails."""
    command = [sys.executable, "-m", "archsearch", *map(str, arguments)]
    before, started = os.times(), time.monotonic()
    build = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watched, peak = psutil.Process(build.pid), 0
    while build.poll() is None:
        peak = max(peak, _memory(watched))
        time.sleep(_LOOK)
    if build.returncode:
        raise subprocess.CalledProcessError(build.returncode, command)
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Run(time.monotonic() - started, cpu, peak)


def _memory(process: psutil.Process) -> int:
    """Bytes that a process and its children have for themselves."""
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_full_info().uss
    except psutil.Error:
        # One of them ended meanwhile; the next look counts what is left.
        return 0
    return total


def lay(source: Path, documents: int, manifest: Path) -> None:
    """Write so many documents as a manifest in JSON lines."""
    whole = manifest.with_suffix(".all")
    enlarged(source, documents, whole)
    with manifest.open("w", encoding="utf-8") as file:
        for each in read(whole):
            values = {
                "id": each.id,
                "title_en": each.title,
                "text_ru": each.ru,
                "text_en": each.en,
            }
            file.write(json.dumps(values, ensure_ascii=False) + "\n")
    whole.unlink()


def change(manifest: Path, documents: int) -> None:
    """Change ten of the documents."""
    waiting = manifest.with_suffix(".part")
    with manifest.open(encoding="utf-8") as file, waiting.open("w", encoding="utf-8") as out:
        for number, line in enumerate(file):
            if number % max(1, documents // _CHANGED) == 0:
                values = json.loads(line)
                values["text_en"] = _NEW_WORDS + values["text_en"]
                out.write(json.dumps(values, ensure_ascii=False) + "\n")
            else:
                out.write(line)
    waiting.replace(manifest)


def measure(source: Path, folder: Path, documents: int, jobs: Sequence[int]) -> None:
    """Print the rows of one number of documents."""
    holdings = folder / "holdings"
    holdings.mkdir(parents=True, exist_ok=True)
    manifest = holdings / "holdings.jsonl"
    lay(source, documents, manifest)
    for number in jobs:
        index = folder / "index"
        shutil.rmtree(index, ignore_errors=True)
        options = ("--index", index, "--jobs", number)
        _row(documents, number, "build", run("index", "build", holdings, *options), index)
        _row(documents, number, "again", run("index", "build", holdings, *options), index)
        change(manifest, documents)
        _row(documents, number, "update", run("index", "update", *options), index)
    shutil.rmtree(folder)


def _row(documents: int, jobs: int, what: str, taken: Run, index: Path) -> None:
    current = index / (index / "current").read_text(encoding="utf-8").strip()
    size = sum(each.stat().st_size for each in current.rglob("*") if each.is_file())
    print(
        f"| {documents:,} | {jobs} | {what} | {documents / taken.seconds:,.0f} "
        f"| {taken.seconds:.1f} | {taken.cpu:.1f} | {taken.memory / _MEGABYTE:,.0f} "
        f"| {size / _MEGABYTE:,.0f} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("holdings", type=Path)
    parser.add_argument("folder", type=Path, help="is made, and removed afterwards")
    parser.add_argument("--documents", type=int, nargs="+", default=[12_000, 48_000])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    print(_HEAD, flush=True)
    for documents in given.documents:
        measure(given.holdings, given.folder / str(documents), documents, given.jobs)


if __name__ == "__main__":
    main()
