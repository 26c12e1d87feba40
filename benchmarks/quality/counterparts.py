"""How often a word that is marked as another's counterpart really translates it.

    python -m benchmarks.quality.counterparts sample [DATA]   two hundred pairs, with passages
    python -m benchmarks.quality.counterparts [DATA]          the precision of the judged ones

A person has judged the pairs in counterparts.tsv one by one, each in its passage: y where the one
word translates the other there, n where it doesn't.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.analysis import Analyzer, Vocabulary
from archsearch.holdings import Document, Role, Version
from archsearch.parallel import Lexicon, align, lexicon_pairs
from archsearch.parallel.counterparts import Side, counterparts

if TYPE_CHECKING:
    from collections.abc import Iterator

JUDGED = Path(__file__).with_suffix(".tsv")
SAMPLE = 200
#: Words of fewer letters are seldom searched for and rarely marked.
LEAST_LETTERS = 4


def measure(data: Path) -> dict[str, float] | None:
    """Precision of the judged pairs, and how many of them are still marked."""
    if not (data / "bilingual" / "documents.jsonl").exists():
        return None
    judged = [line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines()[1:]]
    marked = {tuple(row[:4]) for row in _pairs(data)}
    verdicts = [verdict == "y" for *pair, verdict in judged if tuple(pair) in marked]
    return {
        "precision": sum(verdicts) / len(verdicts),
        "judged": float(len(judged)),
        "still_marked": len(verdicts) / len(judged),
    }


def _pairs(data: Path) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Every marked pair: document, passage, its two words, its two texts."""
    analyzer = Analyzer()
    documents = _documents(data)
    lexicon = _learn(documents, analyzer)
    for document in documents:
        for number, passage in enumerate(align(document, lexicon).passages, start=1):
            if len(passage.spans) < 2:
                continue
            left, right = (
                Side(text, analyzer.tokens(text, version.language))
                for version in document.versions
                for text in [version.text[slice(*passage.spans[version.key])]]
            )
            for one, other in counterparts(left, right, lexicon):
                words = _word(left, one), _word(right, other)
                if min(map(len, words)) >= LEAST_LETTERS and words[0].lower() != words[1].lower():
                    yield document.id, str(number), *words, left.text, right.text


def _word(side: Side, number: int) -> str:
    token = side.tokens[number]
    return side.text[token.start : token.end]


def _documents(data: Path) -> list[Document]:
    path = data / "bilingual" / "documents.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Document(
            record["id"].replace("/", "-"),
            versions=(
                Version("ru", "ru", Role.ORIGINAL, "\n\n".join(record["ru"])),
                Version("en", "en", Role.TRANSLATION, "\n\n".join(record["en"])),
            ),
        )
        for record in records
    ]


def _learn(documents: list[Document], analyzer: Analyzer) -> Lexicon:
    vocabulary, pairs = Vocabulary(), []
    for document in documents:
        columns = {
            version.key: analyzer.columns(version.text, version.language, vocabulary)
            for version in document.versions
        }
        pairs.extend(lexicon_pairs(document, align(document), columns))
    return Lexicon.learn(pairs, vocabulary.strings)


def _sample(data: Path) -> None:
    for row in random.Random(200).sample(list(_pairs(data)), SAMPLE):
        print(*(cell.replace("\n", " ") for cell in row), sep="\t")


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "sample"]
    folder = Path(arguments[0] if arguments else "../shared/data")
    if "sample" in sys.argv:
        _sample(folder)
    else:
        for key, value in (measure(folder) or {}).items():
            print(f"{key:24} {value:.4f}")
