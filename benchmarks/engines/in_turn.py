"""Asks two engines the same questions in turn, so that the machine's load is the same for both.

    python -m benchmarks.engines.in_turn FOLDER NAME NAME [EVERY]

FOLDER is one that `benchmarks.engines` built both in. EVERY asks only every so many-th question.
Each round opens both engines anew, warms them with one half of the questions and asks the other
half twice: new questions are helped by what an engine keeps of others, as they are in use, and
questions asked again by what it keeps of themselves.
CPU time of this process, the median of five rounds; the ratio is the first one's to the second's.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.engines.__main__ import PEERS, REPEATS
from benchmarks.engines.peers import folder_of
from benchmarks.engines.workload import KINDS, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Peer = Any


def opened(folder: Path, names: list[str]) -> list[Peer]:
    peers = [PEERS[name]() for name in names]
    for name, peer in zip(names, peers, strict=True):
        peer.open(folder_of(folder, name))
    return peers


def one_round(peers: list[Peer], known: list[Question], new: list[Question]) -> NDArray[np.float64]:
    """(new and again, engines, questions) milliseconds, after the known questions were asked."""
    for question in known:
        for peer in peers:
            peer.ask(question)
    found = np.zeros((2, len(peers), len(new)))
    for again in range(2):
        for number, question in enumerate(new):
            for engine, peer in enumerate(peers):
                start = time.process_time_ns()
                peer.ask(question)
                found[again, engine, number] = (time.process_time_ns() - start) / 1e6
    return found


def times(folder: Path, names: list[str], asked: list[Question]) -> NDArray[np.float64]:
    """The same of all questions, the even ones first; the median of all rounds."""
    even, odd = asked[::2], asked[1::2]
    rounds = [
        np.concatenate(
            [
                one_round(opened(folder, names), odd, even),
                one_round(opened(folder, names), even, odd),
            ],
            axis=2,
        )
        for _ in range(REPEATS)
    ]
    return np.median(rounds, axis=0)


def main(folder: Path, names: list[str], step: int) -> None:
    listed = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    asked = [Question(**each) for each in listed][::step]
    taken = times(folder, names, asked)
    kinds = np.array([question.kind for question in (*asked[::2], *asked[1::2])])
    print(f"| p50 / p95 ms | {' | '.join(names)} | ratio |", "|---" * 4 + "|", sep="\n")
    for kind in KINDS:
        if not (kinds == kind).any():
            continue
        for state, measured in zip(("", ", asked again"), taken, strict=True):
            first, second = np.percentile(measured[:, kinds == kind], [50, 95], axis=1).T
            cells = ["{:.2f} / {:.2f}".format(*each) for each in (first, second, first / second)]
            print(f"| {kind}{state} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    place, one, other, *step = sys.argv[1:]
    main(Path(place), [one, other], int(step[0]) if step else 1)
