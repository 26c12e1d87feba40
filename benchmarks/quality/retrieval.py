"""How well a question finds the one document that answers it, in either language.

Every question is asked in Russian and in English, of holdings whose documents have both versions,
and of holdings where the documents asked for have only their version in the *other* language (the
rest stay bilingual: the lexicon is learned from them). Needs the `eval` extra.

    python -m benchmarks.quality.retrieval [DATA]
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.indexing.build import build_index
from archsearch.search import open_index
from archsearch.settings import IndexSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archsearch.search import Searcher

LANGUAGES = ("ru", "en")
#: The set whose documents answer the questions.
ASKED = "xquad"
HITS = 10
#: Every so many-th question is asked: a fifth of them tells the mean within three hundredths.
STEP = 5


def measure(data: Path) -> dict[str, dict[str, float]] | None:
    """Recall, reciprocal rank and gain by the query's language and the versions there are.

    "ru" and "en" are questions asked of documents with both versions; "cross_ru_en" are Russian
    questions about documents that have only their English version, "…_bare" the same without the
    lexicon: names and numbers alone.
    """
    folder = data / "bilingual"
    if not folder.is_dir():
        return None
    records, queries = (
        list(_lines(folder / name)) for name in ("documents.jsonl", "queries.jsonl")
    )
    queries = queries[::STEP]
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as work:
        searcher = _searcher(Path(work) / "both", records)
        for language in LANGUAGES:
            figures[language] = _measured(searcher, queries, language)
        for language, other in (LANGUAGES, LANGUAGES[::-1]):
            alone = [_without(record, language) for record in records]
            searcher = _searcher(Path(work) / other, alone)
            name = f"cross_{language}_{other}"
            figures[name] = _measured(searcher, queries, language)
            figures[f"{name}_bare"] = _measured(searcher, queries, language, translations=False)
    return figures


def _lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _without(record: dict, language: str) -> dict:
    if record["set"] != ASKED:
        return record
    return {key: value for key, value in record.items() if key != language}


def _searcher(folder: Path, records: Iterable[dict]) -> Searcher:
    """An index of the records, built the way a librarian builds one."""
    folder.mkdir()
    manifest = folder / "holdings.jsonl"
    with manifest.open("w", encoding="utf-8") as lines:
        for record in records:
            lines.write(json.dumps(_row(record), ensure_ascii=False) + "\n")
    settings = replace(Settings(), index=IndexSettings(path=folder / "index"))
    build_index([manifest], settings)
    return open_index(folder / "index", settings)


def _row(record: dict) -> dict[str, str]:
    name = record["id"].replace("/", "-")
    texts = {
        f"text_{language}": "\n\n".join(record[language])
        for language in LANGUAGES
        if language in record
    }
    # A title would answer for the text, and these documents have none.
    return {"id": name, "title": "Untitled", "original_language": record["orig"], **texts}


def _measured(
    searcher: Searcher, queries: list[dict], language: str, *, translations: bool = True
) -> dict[str, float]:
    # Only this set needs the extra.
    import ir_measures
    from ir_measures import RR, R, nDCG

    judged = [ir_measures.Qrel(each["qid"], each["doc"].replace("/", "-"), 1) for each in queries]
    run = [
        ir_measures.ScoredDoc(each["qid"], hit.id, float(HITS - rank))
        for each in queries
        for rank, hit in enumerate(
            searcher.search(each[language], limit=HITS, translations=translations).hits
        )
    ]
    found = ir_measures.calc_aggregate([R @ 1, R @ 10, RR @ 10, nDCG @ 10], judged, run)
    names = {"R@1": "recall1", "R@10": "recall10", "RR@10": "mrr10", "nDCG@10": "ndcg10"}
    return {names[str(each)]: float(value) for each, value in found.items()}


if __name__ == "__main__":
    chosen = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    for condition, figures in (measure(chosen) or {}).items():
        print(condition, *(f"{key} {value:.4f}" for key, value in figures.items()))
