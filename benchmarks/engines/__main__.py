"""Builds and queries one engine after the other; prints Markdown tables.

    python -m benchmarks.engines HOLDINGS.jsonl.xz FOLDER [NAME...]

Each engine is built and asked in a process of its own, pinned to one core where the system can.
Times are CPU time of the process, so that neighbours on the machine count as little as possible;
a query's time is the best of five.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.engines.archive import Archsearch
from benchmarks.engines.peers import Sqlite, StockWhoosh, Tantivy
from benchmarks.engines.workload import Question, questions, read

PEERS = {peer.name: peer for peer in (Archsearch, Tantivy, Sqlite, StockWhoosh)}
REPEATS = 5
KINDS = ("rare word", "frequent word", "phrase", "three words")


def build(name: str, holdings: Path, folder: Path) -> dict[str, float]:
    documents = list(read(holdings))
    start, wall = time.process_time(), time.monotonic()
    PEERS[name]().build(folder, documents)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "documents": len(documents),
        "cpu": time.process_time() - start,
        "wall": time.monotonic() - wall,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": size / 1e6,
    }


def ask(name: str, folder: Path, asked: list[Question]) -> dict[str, list[float]]:
    peer = PEERS[name]()
    peer.open(folder)
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    totals: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for question in asked:
        best = float("inf")
        for _ in range(REPEATS):
            start = time.process_time_ns()
            _, total = peer.ask(question)
            best = min(best, (time.process_time_ns() - start) / 1e6)
        times[question.kind].append(best)
        totals[question.kind].append(total)
    return {
        kind: [*np.percentile(times[kind], [50, 95, 99]).tolist(), float(np.mean(totals[kind]))]
        for kind in KINDS
    }


def child(stage: str, *arguments: str) -> dict:
    command = [sys.executable, "-m", "benchmarks.engines", f"--{stage}", *arguments]
    pinned = ["taskset", "-c", "0", *command] if shutil.which("taskset") else command
    done = subprocess.run(pinned, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def main(holdings: Path, folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    asked = folder / "questions.json"
    if not asked.exists():
        found = [vars(question) for question in questions(holdings)]
        asked.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    building, querying = [], []
    for name in names or list(PEERS):
        place = folder / name.replace(" ", "-")
        if not place.exists():
            made = child("build", name, str(holdings), str(place))
            rate = made["documents"] / made["cpu"]
            building.append(
                f"| {name} | {made['cpu']:.1f} s | {rate:.0f} | {made['peak']:.0f} MB "
                f"| {made['size']:.0f} MB |"
            )
        answers = child("ask", name, str(place), str(asked))
        cells = " | ".join(f"{answers[k][0]:.3f} / {answers[k][1]:.3f}" for k in KINDS)
        querying.append(f"| {name} | {cells} |")
    print("| building, one core | CPU | documents/s | peak memory | on disk |")
    print("|---|---|---|---|---|", *building, sep="\n", end="\n\n")
    print(f"| ten ids and the total, p50 / p95 ms | {' | '.join(KINDS)} |")
    print("|---|---|---|---|---|", *querying, sep="\n")


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
