"""What a user would pick instead, each as an afternoon's script would use it."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from typing import TYPE_CHECKING, Protocol

from whoosh.analysis import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.engines.workload import Holding, Question

WORD = re.compile(r"\w+")


def folder_of(folder: Path, name: str) -> Path:
    """Where a run keeps the index of the peer of that name."""
    return folder / name.replace(" ", "-").replace(",", "")


class Peer(Protocol):
    """A search library with an index of holdings."""

    name: str

    def build(self, path: Path, holdings: Iterable[Holding]) -> int:
        """Index all holdings; how many there were."""

    def open(self, path: Path) -> None: ...

    def ask(self, question: Question) -> tuple[list[str], int]:
        """Ten stored ids and the exact total."""


class Tantivy:
    """tantivy with its built-in Snowball stemmers, one indexing thread."""

    name = "tantivy + Snowball"

    def build(self, path: Path, holdings: Iterable[Holding]) -> int:
        import tantivy

        path.mkdir(parents=True)
        index = tantivy.Index(self._schema(), path=str(path))
        writer = index.writer(heap_size=400_000_000, num_threads=1)
        count = 0
        for count, holding in enumerate(holdings, start=1):  # noqa: B007 - the last one counts
            writer.add_document(
                tantivy.Document(
                    id=[holding.id], title=[holding.title], ru=[holding.ru], en=[holding.en]
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        return count

    @staticmethod
    def _schema():
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", stored=True, tokenizer_name="default")
        builder.add_text_field("ru", stored=True, tokenizer_name="ru_stem")
        builder.add_text_field("en", stored=True, tokenizer_name="en_stem")
        return builder.build()

    def open(self, path: Path) -> None:
        import tantivy

        self._index = tantivy.Index.open(str(path))
        for language, name in (("russian", "ru_stem"), ("english", "en_stem")):
            analyzer = (
                tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
                .filter(tantivy.Filter.remove_long(40))
                .filter(tantivy.Filter.lowercase())
                .filter(tantivy.Filter.stemmer(language))
                .build()
            )
            self._index.register_tokenizer(name, analyzer)
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> tuple[list[str], int]:
        field = question.language
        text = f'"{question.text}"' if question.phrase else question.text
        query = self._index.parse_query(text, [field], conjunction_by_default=True)
        found = self._searcher.search(query, limit=10, count=True)
        return [self._searcher.doc(address)["id"][0] for _, address in found.hits], found.count


class Sqlite:
    """SQLite FTS5 with its unicode61 tokenizer: no morphology."""

    name = "SQLite FTS5"

    def build(self, path: Path, holdings: Iterable[Holding]) -> int:
        path.mkdir(parents=True)
        database = sqlite3.connect(path / "fts.db")
        database.execute("create virtual table d using fts5(id unindexed, title, ru, en)")
        database.executemany(
            "insert into d values (?, ?, ?, ?)", ((h.id, h.title, h.ru, h.en) for h in holdings)
        )
        (count,) = database.execute("select count(*) from d").fetchone()
        database.execute("insert into d(d) values ('optimize')")
        database.commit()
        database.close()
        return count

    def open(self, path: Path) -> None:
        self._database = sqlite3.connect(path / "fts.db")

    def ask(self, question: Question) -> tuple[list[str], int]:
        words = WORD.findall(question.text)
        body = " ".join(words) if question.phrase else " ".join(f'"{word}"' for word in words)
        match = (
            f'{question.language} : "{body}"'
            if question.phrase
            else (f"{question.language} : ({body})")
        )
        ids = self._database.execute(
            "select id from d where d match ? order by rank limit 10", (match,)
        ).fetchall()
        (total,) = self._database.execute(
            "select count(*) from d where d match ?", (match,)
        ).fetchone()
        return [row[0] for row in ids], total


class StockWhoosh:
    """Stock Whoosh with pymorphy3's first lemma and Whoosh's own English stemmer."""

    name = "stock Whoosh + pymorphy3"

    def build(self, path: Path, holdings: Iterable[Holding]) -> int:
        from whoosh.index import create_in

        path.mkdir(parents=True)
        index = create_in(path, self._schema())
        with index.writer(limitmb=512) as writer:
            for holding in holdings:
                writer.add_document(
                    id=holding.id, title=holding.title, ru=holding.ru, en=holding.en
                )
        return index.doc_count()

    @staticmethod
    def _schema():
        from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemmingAnalyzer
        from whoosh.fields import ID, TEXT, Schema

        russian = RegexTokenizer() | LowercaseFilter() | Lemmas()
        return Schema(
            id=ID(stored=True, unique=True),
            title=TEXT(stored=True),
            ru=TEXT(analyzer=russian, phrase=True, stored=True),
            en=TEXT(analyzer=StemmingAnalyzer(stoplist=None), phrase=True, stored=True),
        )

    def open(self, path: Path) -> None:
        from whoosh.index import open_dir
        from whoosh.qparser import QueryParser

        self._searcher = open_dir(path, schema=self._schema()).searcher()
        self._parsers = {field: QueryParser(field, self._schema()) for field in ("ru", "en")}

    def ask(self, question: Question) -> tuple[list[str], int]:
        text = f'"{question.text}"' if question.phrase else question.text
        found = self._searcher.search(self._parsers[question.language].parse(text), limit=10)
        return [hit["id"] for hit in found], len(found)


class HighlightingWhoosh(StockWhoosh):
    """The same, with the passages that Whoosh's highlighter makes."""

    name = "stock Whoosh + pymorphy3, highlights"

    def ask(self, question: Question) -> tuple[list[str], int]:
        text = f'"{question.text}"' if question.phrase else question.text
        found = self._searcher.search(self._parsers[question.language].parse(text), limit=10)
        for hit in found:
            hit.highlights("ru")
            hit.highlights("en")
        return [hit["id"] for hit in found], len(found)


@cache
def _morph():
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@cache
def _lemma(word: str) -> str:
    return _morph().parse(word)[0].normal_form


class Lemmas(Filter):
    """A Whoosh filter: pymorphy3's first normal form of each word."""

    is_morph = True

    def __call__(self, tokens):
        for token in tokens:
            token.text = _lemma(token.text)
            yield token
