"""archsearch over OpenSearch against OpenSearch with its own analyzers, on one cluster.

    python -m benchmarks.engines.cluster HOLDINGS.jsonl[.xz] FOLDER HOST...

Times are wall-clock times, because the work is done in the cluster's processes: compare only
figures of one run. Both indexes have one shard and no replica, and both load a few documents
before they are measured, so that neither pays for the other's warm virtual machine. A query's
time is the median of five, after the whole set of questions was asked once. The third line asks
archsearch's own questions by the client alone: same index, same request, no translation and
nothing made of the answer but the ids. OpenSearch's own line fetches the texts too.
"""

from __future__ import annotations

import itertools
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np

from archsearch.engines import OpenSearchEngine
from archsearch.settings import OpenSearchSettings
from benchmarks.engines.archive import BOOSTS, Archsearch
from benchmarks.engines.workload import KINDS, Question, questions, read

#: Documents in a request, about 5 MB of them.
BULK = 300
#: Documents loaded before anything is measured.
WARMING = 300


class Terms(Archsearch):
    """archsearch's terms in OpenSearch."""

    name = "archsearch, opensearch engine"

    def __init__(self, settings: OpenSearchSettings) -> None:
        self.engine = OpenSearchEngine(settings)

    def load(self, path: Path, holdings: Path) -> float:
        writer = self.engine.writer(path, BOOSTS)
        strings = self.fill(writer, read(holdings))
        start = time.monotonic()
        writer.commit(strings)
        taken = time.monotonic() - start
        self.open(path)
        return taken


class Bare:
    """The requests that archsearch's engine makes, sent by the client alone."""

    name = "the same requests, bare"

    def __init__(self, terms: Terms, settings: OpenSearchSettings) -> None:
        from opensearchpy import OpenSearch

        self.terms = terms
        self.client = OpenSearch(hosts=list(settings.hosts), timeout=60)
        self.requests: dict[Question, dict[str, Any]] = {}

    def load(self, _path: Path, _holdings: Path) -> float:
        return 0.0

    def ask(self, question: Question) -> tuple[list[str], int]:
        if question not in self.requests:
            own = type(self.client).search

            def noted(client: object, **request: object) -> object:
                self.requests[question] = request
                return own(client, **request)

            with patch.object(type(self.client), "search", noted):
                self.terms.ask(question)
        hits = self.client.search(**self.requests[question])["hits"]
        return [hit["fields"]["id"][0] for hit in hits["hits"]], hits["total"]["value"]


class Plain:
    """OpenSearch with its analyzers `russian` and `english`."""

    name = "OpenSearch, russian and english"

    def __init__(self, settings: OpenSearchSettings) -> None:
        from opensearchpy import OpenSearch

        self.client = OpenSearch(hosts=list(settings.hosts), timeout=60)

    def load(self, _path: Path, holdings: Path) -> float:
        self.client.indices.delete(index="plain", ignore_unavailable=True)
        text = {ru: {"type": "text", "analyzer": kind} for ru, kind in
                (("ru", "russian"), ("en", "english"))}  # fmt: skip
        self.client.indices.create(
            index="plain",
            body={
                "settings": {"number_of_replicas": 0, "refresh_interval": "-1"},
                "mappings": {"properties": {"title": {"type": "text"}, **text}},
            },
        )
        waiting = read(holdings)
        requests = []
        while batch := list(itertools.islice(waiting, BULK)):
            lines = [line for each in batch for line in ({"index": {"_id": each.id}}, vars(each))]
            requests.append("\n".join(json.dumps(x, ensure_ascii=False) for x in lines) + "\n")
        start = time.monotonic()
        for request in requests:
            self.client.bulk(index="plain", body=request)
        self.client.indices.refresh(index="plain")
        return time.monotonic() - start

    def ask(self, question: Question) -> tuple[list[str], int]:
        kind = "match_phrase" if question.phrase else "match"
        value = {"query": question.text} | ({} if question.phrase else {"operator": "and"})
        body = {"query": {kind: {question.language: value}}, "track_total_hits": True}
        hits = self.client.search(index="plain", body=body, size=10)["hits"]
        return [hit["_source"]["id"] for hit in hits["hits"]], hits["total"]["value"]


def main(holdings: Path, folder: Path, hosts: tuple[str, ...]) -> None:
    settings = OpenSearchSettings(hosts=hosts, prefix="bench", replicas=0, timeout=60)
    asked = questions(holdings)
    count = sum(1 for _ in read(holdings))
    print(f"| {count} documents | load | p50 / p95 ms: {' | '.join(KINDS)} |")
    print("|---|---|" + "---|" * len(KINDS))
    terms, plain = Terms(settings), Plain(settings)
    with tempfile.TemporaryDirectory() as made:
        few = Path(made) / "few.jsonl"
        some = itertools.islice(read(holdings), WARMING)
        few.write_text("\n".join(json.dumps(vars(each)) for each in some), encoding="utf-8")
        for peer in (terms, plain):
            peer.load(Path(made) / "index", few)
    for peer in (terms, Bare(terms, settings), plain):
        if peer is terms:
            shutil.rmtree(folder, ignore_errors=True)
        loaded = peer.load(folder, holdings)
        for question in asked:
            peer.ask(question)
        times: dict[str, list[float]] = {kind: [] for kind in KINDS}
        for question in asked:
            taken = []
            for _ in range(5):
                start = time.monotonic()
                peer.ask(question)
                taken.append((time.monotonic() - start) * 1000)
            times[question.kind].append(median(taken))
        cells = " | ".join(
            "{:.1f} / {:.1f}".format(*np.percentile(times[k], [50, 95])) for k in KINDS
        )
        print(f"| {peer.name} | {f'{loaded:.1f} s' if loaded else '–'} | {cells} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), tuple(sys.argv[3:]))
