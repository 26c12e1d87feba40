"""Builds and asks one engine after the other; prints Markdown tables.

    python -m benchmarks.engines HOLDINGS.jsonl[.xz] FOLDER [NAME...]

Each engine is built and asked in a process of its own, pinned to one core where the system can.
Times are CPU time of that process, so that neighbours on the machine count as little as possible;
reading the holdings is measured by itself and taken off. A query's time is the median of five.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from collections import deque
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.engines.archive import Archsearch, WholeArchsearch
from benchmarks.engines.peers import HighlightingWhoosh, Sqlite, StockWhoosh, Tantivy, folder_of
from benchmarks.engines.workload import KINDS, Question, questions, read

CORES = (Archsearch, Tantivy, Sqlite, StockWhoosh)
WHOLE = (WholeArchsearch, HighlightingWhoosh)
PEERS = {peer.name: peer for peer in (*CORES, *WHOLE)}
REPEATS = 5
#: What the ratios are of.
MEASURE = Tantivy.name


def build(name: str, holdings: Path, folder: Path) -> dict[str, float]:
    start = time.process_time()
    deque(read(holdings), maxlen=0)
    reading = time.process_time() - start
    start, wall = time.process_time(), time.monotonic()
    documents = PEERS[name]().build(folder, read(holdings))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "documents": documents,
        "cpu": time.process_time() - start - reading,
        "wall": time.monotonic() - wall,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": size / 1e6,
    }


def ask(name: str, folder: Path, asked: list[Question]) -> dict[str, list[float]]:
    peer = PEERS[name]()
    peer.open(folder)
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for question in asked:
        taken = []
        for _ in range(REPEATS):
            start = time.process_time_ns()
            peer.ask(question)
            taken.append((time.process_time_ns() - start) / 1e6)
        times[question.kind].append(median(taken))
    return {kind: np.percentile(times[kind], [50, 95, 99]).tolist() for kind in KINDS}


def child(stage: str, *arguments: str) -> dict:
    command = [sys.executable, "-m", "benchmarks.engines", f"--{stage}", *arguments]
    core = str(min(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else "0"
    pinned = ["taskset", "-c", core, *command] if shutil.which("taskset") else command
    done = subprocess.run(pinned, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def measured(holdings: Path, folder: Path, names: list[str]) -> dict[str, dict[str, dict]]:
    """What `build` and `ask` found, by name; kept in the folder, so that a run can be resumed."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = folder / "questions.json"
    if not asked.exists():
        found = [vars(question) for question in questions(holdings)]
        asked.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    kept = folder / "measured.json"
    results = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for name in names:
        place = folder_of(folder, name)
        if not place.exists() or name not in results:
            shutil.rmtree(place, ignore_errors=True)
            results[name] = {"build": child("build", name, str(holdings), str(place))}
        results[name]["ask"] = child("ask", name, str(place), str(asked))
        kept.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return results


def report(results: dict[str, dict[str, dict]]) -> str:
    """Markdown: absolute figures, and in parentheses the ratio to `MEASURE`."""
    base = results.get(MEASURE)
    lines = [
        "| building, one core | CPU | documents/s | peak memory | on disk |",
        "|---|---|---|---|---|",
    ]
    for name, found in results.items():
        made = found["build"]
        ratio = f" ({made['cpu'] / base['build']['cpu']:.2f})" if base else ""
        rate = made["documents"] / made["cpu"]
        memory, size = f"{made['peak']:.0f} MB", f"{made['size']:.0f} MB"
        lines.append(f"| {name} | {made['cpu']:.1f} s{ratio} | {rate:.0f} | {memory} | {size} |")
    lines += ["", f"| p50 / p95 / p99, ms | {' | '.join(KINDS)} |", "|---" * 5 + "|"]
    for name, found in results.items():
        cells = []
        for kind in KINDS:
            own = found["ask"][kind]
            times = " / ".join(f"{value:.2f}" for value in own)
            if base:
                other = base["ask"][kind]
                times += f" ({own[0] / other[0]:.1f}, {own[1] / other[1]:.1f})"
            cells.append(times)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(holdings: Path, folder: Path, names: list[str]) -> None:
    results = measured(holdings, folder, names or list(PEERS))
    print(f"`python -m benchmarks.engines {holdings.name} FOLDER`", end=", ")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}.", end="\n\n")
    print(report(results))


if __name__ == "__main__":
    stage, *rest = sys.argv[1:]
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if stage == "--build":
        print(json.dumps(build(rest[0], Path(rest[1]), Path(rest[2]))))
    elif stage == "--ask":
        listed = json.loads(Path(rest[2]).read_text(encoding="utf-8"))
        print(json.dumps(ask(rest[0], Path(rest[1]), [Question(**each) for each in listed])))
    else:
        main(Path(stage), Path(rest[0]), rest[1:])
