"""Asks two engines the same questions in turn, so that the machine's load is the same for both.

    python -m benchmarks.engines.in_turn FOLDER NAME NAME [EVERY]

FOLDER is one that `benchmarks.engines` built both in. EVERY asks only every so many-th question.
A query's time is the median of five, CPU time of this process; the ratio is the first one's to
the second one's.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.engines.__main__ import PEERS, REPEATS
from benchmarks.engines.workload import KINDS, Question


def times(peers: list, asked: list[Question]) -> list[list[float]]:
    """Milliseconds of each question, for each engine."""
    found: list[list[float]] = [[] for _ in peers]
    for question in asked:
        taken: list[list[float]] = [[] for _ in peers]
        for _ in range(REPEATS):
            for own, peer in zip(taken, peers, strict=True):
                start = time.process_time_ns()
                peer.ask(question)
                own.append((time.process_time_ns() - start) / 1e6)
        for every, own in zip(found, taken, strict=True):
            every.append(median(own))
    return found


def main(folder: Path, names: list[str], step: int) -> None:
    listed = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    asked = [Question(**each) for each in listed]
    peers = []
    for name in names:
        peer = PEERS[name]()
        peer.open(folder / name.replace(" ", "-").replace(",", ""))
        peers.append(peer)
    for question in asked[:: 10 * step]:
        for peer in peers:
            peer.ask(question)
    print(f"| p50 / p95 ms | {' | '.join(names)} | ratio |", "|---" * 4 + "|", sep="\n")
    for kind in KINDS:
        chosen = [question for question in asked if question.kind == kind][::step]
        first, second = (np.percentile(each, [50, 95]) for each in times(peers, chosen))
        cells = ["{:.2f} / {:.2f}".format(*each) for each in (first, second, first / second)]
        print(f"| {kind} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    place, one, other, *step = sys.argv[1:]
    main(Path(place), [one, other], int(step[0]) if step else 1)
