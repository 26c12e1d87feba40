"""How well the versions of a document are aligned.

Documents whose segments correspond one to one are disturbed (segments dropped and joined with their
successor at random, in both versions), aligned, and compared with what is known of their segments.
A link is a paragraph of one version and a paragraph of the other that share a segment; a bead is a
whole group of linked paragraphs, right only if it is exactly right.

    python -m benchmarks.quality.alignment [DATA]
"""

from __future__ import annotations

import json
import lzma
import random
import sys
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.analysis import Analyzer, Vocabulary
from archsearch.holdings import Document, Role, Version
from archsearch.parallel import Lexicon, align, lexicon_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archsearch.parallel import Alignment

KEYS = ("ru", "en")
SETS = ("ntrex", "tico19")
RATES = (5, 15)
#: Every document is disturbed in so many ways.
SEEDS = (1, 2)
#: Unrelated texts that must stay unpaired.
STRANGERS = 1000

Groups = list[tuple[int, ...]]


@dataclass(frozen=True)
class Disturbed:
    """A document whose paragraphs are runs of segments; `groups` says which, by version."""

    document: Document
    groups: dict[str, Groups]


@dataclass
class Score:
    """Right, found and wanted items."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set, wanted: set) -> None:
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted)


@dataclass
class Tally:
    """What was measured under one condition."""

    links: Score = field(default_factory=Score)
    beads: Score = field(default_factory=Score)
    paragraphs: int = 0
    seconds: float = 0.0


def measure(data: Path) -> dict[str, float] | None:
    """F1 of links and beads at both rates, with and without a lexicon of the other documents."""
    path = data / "bilingual" / "documents.jsonl"
    if not path.exists():
        return None
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    tallies = {(rate, name): Tally() for rate in RATES for name in ("", "_lexicon")}
    for half in (0, 1):
        tested = [record for record in records if record["set"] in SETS][half::2]
        ids = {record["id"] for record in tested}
        lexicon = _learn(record for record in records if record["id"] not in ids)
        for rate in RATES:
            for disturbed in _disturb_all(tested, rate / 100):
                _tally(disturbed, None, tallies[rate, ""])
                _tally(disturbed, lexicon, tallies[rate, "_lexicon"])
    result = {f"f1_{rate}{name}": tally.links.f1 for (rate, name), tally in tallies.items()}
    result |= {f"beads_{rate}{name}": tally.beads.f1 for (rate, name), tally in tallies.items()}
    result["paragraphs_per_second"] = sum(tally.paragraphs for tally in tallies.values()) / sum(
        tally.seconds for tally in tallies.values()
    )
    return result | _strangers(data)


def _disturb_all(records: Iterable[dict], rate: float) -> list[Disturbed]:
    records = list(records)
    return [
        _disturb(record, rate, random.Random(f"{record['id']} {rate} {seed}"))
        for record in records
        for seed in SEEDS
    ]


def _disturb(record: dict, rate: float, chance: random.Random) -> Disturbed:
    groups = {key: _groups(len(record[key]), rate, chance) for key in KEYS}
    texts = {
        key: "\n\n".join(" ".join(record[key][segment] for segment in group) for group in found)
        for key, found in groups.items()
    }
    return Disturbed(_document(record["id"], texts), groups)


def _groups(count: int, rate: float, chance: random.Random) -> Groups:
    kept = [segment for segment in range(count) if chance.random() >= rate] or [0]
    groups: Groups = [(kept[0],)]
    for segment in kept[1:]:
        if chance.random() < rate:
            groups[-1] = (*groups[-1], segment)
        else:
            groups.append((segment,))
    return groups


def _document(name: str, texts: dict[str, str]) -> Document:
    roles = {"ru": Role.ORIGINAL, "en": Role.TRANSLATION}
    return Document(
        name.replace("/", "-"),
        versions=tuple(Version(key, key, roles[key], text) for key, text in texts.items()),
    )


def _tally(disturbed: Disturbed, lexicon: Lexicon | None, tally: Tally) -> None:
    started = time.process_time()
    alignment = align(disturbed.document, lexicon)
    tally.seconds += time.process_time() - started
    tally.paragraphs += sum(map(len, disturbed.groups.values()))
    found = _found(disturbed, alignment)
    links = {(i, j) for left, right in found for i in left for j in right}
    wanted = {
        (i, j)
        for i, one in enumerate(disturbed.groups["ru"])
        for j, other in enumerate(disturbed.groups["en"])
        if set(one) & set(other)
    }
    tally.links.add(links, wanted)
    tally.beads.add({each for each in found if all(each)}, _beads(wanted))


def _found(disturbed: Disturbed, alignment: Alignment) -> list[tuple[tuple[int, ...], ...]]:
    places = {version.key: _places(version.text) for version in disturbed.document.versions}
    return [
        tuple(_touched(places[key], passage.spans.get(key)) for key in KEYS)
        for passage in alignment.passages
    ]


def _places(text: str) -> list[tuple[int, int]]:
    places, start = [], 0
    for paragraph in text.split("\n\n"):
        places.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return places


def _touched(places: Sequence[tuple[int, int]], span: tuple[int, int] | None) -> tuple[int, ...]:
    if span is None:
        return ()
    return tuple(n for n, place in enumerate(places) if place[0] < span[1] and span[0] < place[1])


def _beads(links: set[tuple[int, int]]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The connected components of links."""
    beads: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        touching = [bead for bead in beads if i in bead[0] or j in bead[1]]
        joined = ({i}.union(*(b[0] for b in touching)), {j}.union(*(b[1] for b in touching)))
        beads = [bead for bead in beads if bead not in touching] + [joined]
    return {(tuple(sorted(left)), tuple(sorted(right))) for left, right in beads}


def _learn(records: Iterable[dict]) -> Lexicon:
    analyzer, vocabulary, pairs = Analyzer(), Vocabulary(), []
    for disturbed in _disturb_all(records, 0.05)[:: len(SEEDS)]:
        document = disturbed.document
        columns = {
            version.key: analyzer.columns(version.text, version.language, vocabulary)
            for version in document.versions
        }
        pairs.extend(lexicon_pairs(document, align(document), columns))
    return Lexicon.learn(pairs, vocabulary.strings)


def _strangers(data: Path) -> dict[str, float]:
    path = data / "scale" / "bilingual-12k.jsonl.xz"
    if not path.exists():
        return {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, STRANGERS)]
    documents = [_document(each["id"], {key: each[key] for key in KEYS}) for each in records]
    started = time.process_time()
    unpaired = sum(not align(document).aligned for document in documents)
    seconds = time.process_time() - started
    return {
        "strangers_unpaired": unpaired / len(documents),
        "strangers_per_second": len(documents) / seconds,
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    for key, value in (measure(folder) or {}).items():
        print(f"{key:24} {value:.4f}")
