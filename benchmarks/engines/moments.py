"""What an answer costs at particular moments: after a swap, with facets, at the command line.

    python -m benchmarks.engines.moments INDEX QUESTIONS.json

INDEX is a folder that `archsearch index build` made, QUESTIONS.json one that `benchmarks.engines`
wrote. CPU times in milliseconds, p50 / p95; of the command and the server, of their processes, the
median of five after a first run. They keep byte code, as what pip installed does.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import Term

from archsearch import open_index
from archsearch.analysis import Analyzer
from archsearch.engines import engine_named
from archsearch.indexing.generations import Generations
from archsearch.search.selection import FACETS
from benchmarks.engines.http import first_answer, free_port
from benchmarks.engines.workload import Question

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 5
#: Every so many-th question: each opens the index anew.
STEP = 8


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU time."""
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1e6


def after_a_swap(index: Path, asked: list[Question]) -> tuple[list[float], list[float]]:
    """Opening the index, and the first answer of a searcher that has just opened it."""
    opening, first = [], []
    open_index(index).search(asked[0].text)
    for question in asked[::STEP]:
        opened = []
        opening.append(cpu(lambda opened=opened: opened.append(open_index(index))))
        first.append(cpu(lambda: opened[0].search(question.text)))  # noqa: B023 - called at once
    return opening, first


def with_facets(index: Path, asked: list[Question]) -> dict[str, list[float]]:
    """Frequent words in the engine, without facets and with all of them."""
    generation = Generations(index).current()
    reader = engine_named(generation.manifest().engine).reader(generation.engine_path)
    analyzer = Analyzer()
    times: dict[str, list[float]] = {"without facets": [], "with facets": []}
    for question in asked:
        if question.kind == "frequent word":
            term = next(iter(analyzer.tokens(question.text, question.language))).terms[0]
            for kind, facets in zip(times, ((), tuple(FACETS)), strict=True):
                query = Term(f"text_{question.language}", term)
                taken = [cpu(lambda q=query, f=facets: reader.search(q, facets=f))
                         for _ in range(REPEATS)]  # fmt: skip
                times[kind].append(median(taken))
    return times


def as_installed() -> dict[str, str]:
    """The environment of an installed archsearch: its modules are compiled once."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def children() -> float:
    """Milliseconds of CPU time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def command(index: Path, text: str) -> list[float]:
    """`archsearch search` as a command."""
    taken = []
    called = [sys.executable, "-m", "archsearch", "search", "--index", str(index), text]
    for _ in range(1 + REPEATS):
        before = children()
        subprocess.run(called, check=True, stdout=subprocess.DEVNULL, env=as_installed())
        taken.append(children() - before)
    return [median(taken[1:])]


def server(index: Path, text: str) -> dict[str, list[float]]:
    """`archsearch serve` until its first answer: CPU, and by the clock, which neighbours slow."""
    rows: dict[str, list[float]] = {"CPU": [], "by the clock": []}
    for _ in range(1 + REPEATS):
        port = free_port()
        called = [sys.executable, "-m", "archsearch", "serve", "--index", str(index)]
        started = time.monotonic()
        process = subprocess.Popen(
            [*called, "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=as_installed(),
        )
        try:
            rows["by the clock"].append(first_answer(port, text, started) * 1000)
            rows["CPU"].append(used_by(process.pid))
        finally:
            process.terminate()
            process.wait()
    return {kind: [median(taken[1:])] for kind, taken in rows.items()}


def used_by(pid: int) -> float:
    """Milliseconds of CPU time of a running process, where the system says it (Linux)."""
    status = Path(f"/proc/{pid}/stat")
    if not status.exists():
        return float("nan")
    # The name stands in brackets and may hold spaces; user and system time are fields 14 and 15.
    fields = re.sub(r".*\) ", "", status.read_text()).split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def main(index: Path, asked: list[Question]) -> None:
    opening, first = after_a_swap(index, asked)
    rows = {"opening the index": opening, "first whole answer after it": first}
    rows |= {f"frequent word, engine, {kind}": t for kind, t in with_facets(index, asked).items()}
    rows["`archsearch search`"] = command(index, asked[0].text)
    until = server(index, asked[0].text)
    rows |= {f"`archsearch serve` to its first answer, {kind}": t for kind, t in until.items()}
    print("| CPU, ms | p50 / p95 |", "|---|---|", sep="\n")
    for name, times in rows.items():
        print(f"| {name} | {np.median(times):.2f} / {np.percentile(times, 95):.2f} |", flush=True)


if __name__ == "__main__":
    listed = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    main(Path(sys.argv[1]), [Question(**each) for each in listed])
