"""What an answer costs at particular moments: after a swap, with facets, at the command line.

    python -m benchmarks.engines.moments INDEX QUESTIONS.json

INDEX is a folder that `archsearch index build` made, QUESTIONS.json one that `benchmarks.engines`
wrote. CPU times in milliseconds, p50 / p95; of the command, of its process, the median of five.
"""

from __future__ import annotations

import json
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


def command(index: Path, text: str) -> list[float]:
    """`archsearch search` as a command."""
    taken = []
    for _ in range(REPEATS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        called = [sys.executable, "-m", "archsearch", "search", "--index", str(index), text]
        subprocess.run(called, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        taken.append(used * 1000)
    return [median(taken)]


def main(index: Path, asked: list[Question]) -> None:
    opening, first = after_a_swap(index, asked)
    rows = {"opening the index": opening, "first whole answer after it": first}
    rows |= {f"frequent word, engine, {kind}": t for kind, t in with_facets(index, asked).items()}
    rows["`archsearch search`"] = command(index, asked[0].text)
    print("| CPU, ms | p50 / p95 |", "|---|---|", sep="\n")
    for name, times in rows.items():
        print(f"| {name} | {np.median(times):.2f} / {np.percentile(times, 95):.2f} |", flush=True)


if __name__ == "__main__":
    listed = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    main(Path(sys.argv[1]), [Question(**each) for each in listed])
