"""Corpora and queries for the tests of engines, and how an engine takes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st
from whoosh import query

from archsearch.engines import FieldTerms, IndexedDocument

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.engines import Engine, IndexReader

WORDS = ["a", "ab", "abc", "abcd", "ba", "bab", "с", "сталь", "стать", "сто", "ё", "🏺"]
FIELDS = {"text": 1.0, "title": 2.5}
KEYWORDS = {"lang": ["en", "ru", "zh"]}
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Source:
    """A document before it is numbered: (terms at one position) by position, for each field."""

    id: str
    fields: dict[str, list[tuple[int, list[str]]]]
    keywords: dict[str, list[str]]
    numbers: dict[str, int]
    sort_keys: dict[str, str]

    def length(self, field: str) -> int:
        return len(self.fields.get(field, []))


def indexed(source: Source, numbers: dict[str, int]) -> IndexedDocument:
    """`source` as an engine takes it, terms numbered by `numbers`, which grows."""
    fields = {}
    for name, slots in source.fields.items():
        rows = [
            (numbers.setdefault(term, len(numbers)), position)
            for position, terms in slots
            for term in terms
        ]
        table = np.array(rows, np.int32).reshape(-1, 2)
        fields[name] = FieldTerms(table[:, 0], table[:, 1], len(slots))
    return IndexedDocument(
        id=source.id,
        fields=fields,
        keywords={name: tuple(values) for name, values in source.keywords.items()},
        numbers=source.numbers,
        sort_keys=source.sort_keys,
        stored=f"stored {source.id}".encode(),
    )


def built(engine: Engine, path: Path, sources: list[Source]) -> IndexReader:
    """A reader of a new index of `sources`."""
    path.mkdir(parents=True)
    numbers: dict[str, int] = {}
    writer = engine.writer(path, FIELDS)
    for source in sources:
        writer.add(indexed(source, numbers))
    writer.commit(list(numbers))
    return engine.reader(path)


@st.composite
def slots(draw: st.DrawFn) -> list[tuple[int, list[str]]]:
    stacks = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2), max_size=12))
    gaps = draw(st.lists(st.sampled_from([1, 1, 1, 2, 300, 70_000]), min_size=12, max_size=12))
    position, found = -1, []
    for gap, stack in zip(gaps, stacks, strict=False):
        position += gap
        found.append((position, list(dict.fromkeys(stack))))
    return found


@st.composite
def corpora(draw: st.DrawFn, max_size: int = 12) -> list[Source]:
    count = draw(st.integers(1, max_size))
    return [draw(sources(f"d{number}")) for number in range(count)]


def sources(identifier: str) -> st.SearchStrategy[Source]:
    return st.builds(
        Source,
        id=st.just(identifier),
        fields=st.fixed_dictionaries({"text": slots()}, optional={"title": slots()}),
        keywords=st.fixed_dictionaries(
            {}, optional={"lang": st.lists(st.sampled_from(KEYWORDS["lang"]), max_size=2)}
        ),
        numbers=st.fixed_dictionaries({}, optional={"year": st.integers(1900, 1910)}),
        sort_keys=st.fixed_dictionaries(
            {}, optional={"ref": st.sampled_from(["a", "б", "10", "2"])}
        ),
    )


boosts = st.sampled_from([1.0, 1.0, 0.5, 3.0])
words = st.sampled_from([*WORDS, "absent"])
fields = st.sampled_from(list(FIELDS))
terms = st.builds(query.Term, fields, words, boost=boosts)


def either(queries: st.SearchStrategy[query.Query]) -> st.SearchStrategy[query.Query]:
    lists = st.lists(queries, min_size=1, max_size=3)
    return st.builds(query.DisjunctionMax, lists) | st.builds(query.Or, lists)


@st.composite
def phrases(draw: st.DrawFn) -> query.Query:
    """Slots of alternative terms in one field."""
    field = draw(fields)
    inside = st.builds(query.Term, st.just(field), words, boost=boosts)
    parts = draw(st.lists(inside | either(inside), min_size=2, max_size=3))
    return query.SpanNear2(parts, slop=draw(st.integers(1, 4)), mindist=draw(st.integers(1, 2)))


patterns = (
    st.builds(
        query.Prefix,
        fields,
        st.sampled_from(["a", "ab", "ст", "z"]),
        boost=boosts,
        constantscore=st.just(False),
    )
    | st.builds(
        query.Wildcard,
        fields,
        st.sampled_from(["a*", "?a*", "*", "ст?", "*b?d"]),
        boost=boosts,
        constantscore=st.just(False),
    )
    | st.builds(
        query.FuzzyTerm,
        fields,
        st.sampled_from(["abd", "сталь", "ba"]),
        boost=boosts,
        maxdist=st.integers(1, 2),
        prefixlength=st.integers(0, 1),
        constantscore=st.just(False),
    )
)
leaves = (
    terms
    | phrases()
    | patterns
    | st.builds(query.Every)
    | st.just(query.NullQuery)
    | st.builds(query.Phrase, fields, st.lists(words, min_size=2, max_size=3))
)


def combined(children: st.SearchStrategy[query.Query]) -> st.SearchStrategy[query.Query]:
    lists = st.lists(children, min_size=1, max_size=3)
    return (
        st.builds(query.And, lists, boost=boosts)
        | st.builds(query.Or, lists, boost=boosts)
        | st.builds(query.DisjunctionMax, lists, boost=boosts)
        | st.builds(query.Not, children)
        | st.builds(query.Require, children, children)
        | st.builds(query.Otherwise, children, children)
    )


_nested = st.recursive(leaves, combined, max_leaves=6)
# Stock Whoosh's AndMaybe, skipped forward by a conjunction, leaves its optional side behind the
# other one and loses its score; so it is the outermost here.
queries = _nested | st.builds(query.AndMaybe, _nested, _nested)
