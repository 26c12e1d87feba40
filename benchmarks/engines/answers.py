"""Whole answers, as a reader waits for them: ten hits with passages of both versions and marks.

    python -m benchmarks.engines.answers HOLDINGS.jsonl[.xz] FOLDER HOST

FOLDER is one that `benchmarks.engines` filled with "archsearch, whole" and stock Whoosh with
highlights; HOST is an OpenSearch, which gets an index of one shard and its own highlighter. Names
are two words that the holdings write with capitals. archsearch counts its facets, the others
count none. Wall-clock times of one run, one reader, because the answers come from different
processes; the median of five each, after every question was asked once.
"""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

from archsearch.settings import OpenSearchSettings
from benchmarks.engines.archive import WholeArchsearch
from benchmarks.engines.cluster import Plain
from benchmarks.engines.peers import HighlightingWhoosh, folder_of
from benchmarks.engines.workload import KINDS, SEED, Question, questions, read

NAMES = 50
REPEATS = 5
_NAME = {
    "ru": re.compile(r"(?<=[а-я] )[А-Я][а-я]{3,} [А-Я][а-я]{3,}\b"),
    "en": re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,} [A-Z][a-z]{3,}\b"),
}


class HighlightingOpenSearch(Plain):
    """OpenSearch with its analyzers and its unified highlighter, ten hits whole."""

    name = "OpenSearch, one shard, highlights"

    def ask(self, question: Question) -> tuple[list[str], int]:
        kind = "match_phrase" if question.phrase else "match"
        value = {"query": question.text} | ({} if question.phrase else {"operator": "and"})
        body = {
            "query": {kind: {question.language: value}},
            "track_total_hits": True,
            "highlight": {"fields": {"ru": {}, "en": {}}, "require_field_match": False},
        }
        hits = self.client.search(index="plain", body=body, size=10)["hits"]
        return [hit["_source"]["id"] for hit in hits["hits"]], hits["total"]["value"]


def names(holdings: Path) -> list[Question]:
    """Names of two words, half of them in each language."""
    drawn = random.Random(SEED)
    found = {
        language: sorted({name for each in read(holdings)
                          for name in pattern.findall(getattr(each, language))})
        for language, pattern in _NAME.items()
    }  # fmt: skip
    return [
        Question("name", language, name)
        for language, every in found.items()
        for name in drawn.sample(every, min(NAMES, len(every)))
    ]


def main(holdings: Path, folder: Path, host: str) -> None:
    asked = [*names(holdings), *questions(holdings)]
    kinds = ("name", *KINDS)
    plain = HighlightingOpenSearch(OpenSearchSettings(hosts=(host,), timeout=60))
    plain.load(folder, holdings)
    peers = [WholeArchsearch(), HighlightingWhoosh()]
    for peer in peers:
        peer.open(folder_of(folder, peer.name))
    print(f"| whole answers, p50 / p95, ms | {' | '.join(kinds)} |")
    print("|---" * (len(kinds) + 1) + "|")
    for peer in (*peers, plain):
        for question in asked:
            peer.ask(question)
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for question in asked:
            taken = []
            for _ in range(REPEATS):
                start = time.perf_counter()
                peer.ask(question)
                taken.append((time.perf_counter() - start) * 1000)
            times[question.kind].append(median(taken))
        cells = (f"{np.median(times[k]):.1f} / {np.percentile(times[k], 95):.1f}" for k in kinds)
        print(f"| {peer.name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
