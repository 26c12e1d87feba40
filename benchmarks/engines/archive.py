"""archsearch itself: its analysis and its default engine, asked as the peers are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import And, DisjunctionMax, SpanNear2, Term

from archsearch.analysis import Analyzer, Vocabulary
from archsearch.engines import FieldTerms, IndexedDocument, engine_named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from archsearch.analysis import Columns
    from archsearch.engines import IndexReader, IndexWriter
    from benchmarks.engines.workload import Holding, Question

BOOSTS = {"title": 3.0, "text": 1.0, "title_exact": 3.0, "text_exact": 1.0}
GAP = 100


class Archsearch:
    """All lemmas, exact forms too, positions of both, stored text."""

    name = "archsearch, whoosh engine"

    def __init__(self) -> None:
        self.engine = engine_named("whoosh")

    def build(self, path: Path, holdings: Iterable[Holding]) -> int:
        path.mkdir(parents=True)
        writer = self.engine.writer(path, BOOSTS)
        strings = self.fill(writer, holdings)
        writer.commit(strings)
        return self.count

    def fill(self, writer: IndexWriter, holdings: Iterable[Holding]) -> list[str]:
        """Analyse and add all holdings; gives the vocabulary."""
        analyzer, vocabulary = Analyzer(), Vocabulary()
        self.count = 0
        for holding in holdings:
            self.count += 1
            versions = [(holding.ru, "ru"), (holding.en, "en")]
            text = [analyzer.columns(each, language, vocabulary) for each, language in versions]
            title = [analyzer.columns(holding.title, "und", vocabulary)]
            fields = {**_fields("text", text), **_fields("title", title)}
            stored = f"{holding.id}\n{holding.title}\n{holding.ru}\n{holding.en}".encode()
            writer.add(IndexedDocument(holding.id, fields, {}, {}, {}, stored))
        return vocabulary.strings

    def open(self, path: Path) -> None:
        self._analyzer = Analyzer()
        self._reader: IndexReader = self.engine.reader(path)

    def ask(self, question: Question) -> tuple[list[str], int]:
        slots: dict[int, list[str]] = {}
        for token in self._analyzer.tokens(question.text, question.language):
            slots.setdefault(token.position, []).extend(token.terms)
        words = [
            DisjunctionMax([Term("text", term) for term in dict.fromkeys(terms)])
            for terms in slots.values()
        ]
        query = SpanNear2(words) if question.phrase else And(words)
        found = self._reader.search(query, limit=10)
        return [self._reader.document_id(number) for number in found.numbers], found.total


class WholeArchsearch:
    """All of it: repairs, passages, name table; answers with name expansion, passages and marks."""

    name = "archsearch, whole"

    def build(self, path: Path, holdings: Iterable[Holding]) -> int:
        from archsearch.indexing.build import build_index
        from archsearch.settings import IndexSettings, Settings

        path.mkdir(parents=True)
        manifest = path / "holdings.jsonl"
        with manifest.open("w", encoding="utf-8") as file:
            for each in holdings:
                values = {
                    "id": each.id, "title_en": each.title, "text_ru": each.ru, "text_en": each.en
                }  # fmt: skip
                file.write(json.dumps(values, ensure_ascii=False) + "\n")
        settings = Settings(index=IndexSettings(path=path / "index"))
        built = build_index([manifest], settings)
        manifest.unlink()
        return built.manifest.documents

    def open(self, path: Path) -> None:
        from archsearch import open_index

        self._searcher = open_index(path / "index")

    def ask(self, question: Question) -> tuple[list[str], int]:
        text = f'"{question.text}"' if question.phrase else question.text
        results = self._searcher.search(text, limit=10)
        return [hit.document.id for hit in results.hits], results.total


def _fields(name: str, texts: list[Columns]) -> dict[str, FieldTerms]:
    terms, places, exact, own, length, base = [], [], [], [], 0, 0
    for columns in texts:
        if columns.positions.size:
            positions = columns.positions + np.int32(base)
            terms.append(columns.terms)
            places.append(np.repeat(positions, np.diff(columns.offsets)))
            exact.append(columns.exact)
            own.append(positions)
            length += int(columns.positions[-1]) + 1
            base = int(positions[-1]) + GAP
    if not terms:
        return {}
    return {
        name: FieldTerms(np.concatenate(terms), np.concatenate(places), length),
        f"{name}_exact": FieldTerms(np.concatenate(exact), np.concatenate(own), length),
    }
