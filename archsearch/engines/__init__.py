"""Where terms are stored, counted and scored: one contract, one module an engine."""

from archsearch.engines.base import (
    Engine,
    FieldTerms,
    Found,
    IndexedDocument,
    IndexReader,
    IndexWriter,
    Occurrences,
)
from archsearch.engines.named import engine_named
from archsearch.engines.opensearch import OpenSearchEngine
from archsearch.engines.whoosh import WhooshEngine

__all__ = [
    "Engine",
    "FieldTerms",
    "Found",
    "IndexReader",
    "IndexWriter",
    "IndexedDocument",
    "Occurrences",
    "OpenSearchEngine",
    "WhooshEngine",
    "engine_named",
]
