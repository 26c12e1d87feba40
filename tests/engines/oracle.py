"""Stock Whoosh, its own codec and its own matchers, as the oracle.

Only field lengths are ours (exact, and counting positions instead of stacked terms), and what a
swap of neighbouring letters counts.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from whoosh.analysis import Analyzer, Token
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.matching.binary import DisjunctionMaxMatcher
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from tests.engines.corpora import FIELDS, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.query import Query


def _best_score(self: DisjunctionMaxMatcher) -> float:
    current = [
        each.score() for each in (self.a, self.b) if each.is_active() and each.id() == self.id()
    ]
    return max(current)


# Stock `DisjunctionMaxMatcher.score` takes the score of a sub-matcher that stands at a later
# document too; an oracle has to be right.
DisjunctionMaxMatcher.score = _best_score

SEPARATOR = "\x00"


class Ready(Analyzer):
    """Takes terms with their positions as `spelled` writes them."""

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:
        for part in value.split():
            term, position = part.split(SEPARATOR)
            yield Token(text=term, pos=int(position), boost=1.0, positions=True)


def spelled(slots: list[tuple[int, list[str]]]) -> str:
    return " ".join(f"{term}{SEPARATOR}{position}" for position, terms in slots for term in terms)


class Weighting(BM25F):
    """BM25F with a weight for each field."""

    def idf(self, searcher: Any, fieldname: str, text: str) -> float:
        return super().idf(searcher, fieldname, text) * FIELDS[fieldname]


def stock_searcher(sources: list[Source]) -> Searcher:
    """Stock Whoosh over `sources`; document numbers are places in the list."""
    schema = Schema(**{name: TEXT(analyzer=Ready(), phrase=True) for name in FIELDS})
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        for source in sources:
            writer.add_document(**{name: spelled(slots) for name, slots in source.fields.items()})
    reader = index.reader()
    reader.doc_field_length = lambda number, field, default=0: sources[number].length(field)
    reader.field_length = lambda field: sum(source.length(field) for source in sources)
    # The reader's automaton counts a swap of neighbours as two edits, its base class as one.
    reader.terms_within = partial(IndexReader.terms_within, reader)
    return Searcher(reader, weighting=Weighting())


def answer(searcher: Searcher, query: Query) -> dict[int, float]:
    """Scores by document number."""
    matcher = query.matcher(searcher)
    found = {}
    while matcher.is_active():
        found[matcher.id()] = matcher.score()
        matcher.next()
    return found
