"""Clauses → the engine's queries, each part made once.

The steps of an answer ask for more and more of the same clauses, so their queries share their
parts: an engine that remembers what it was asked answers each part once. What occurs nowhere in
a field isn't asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.query import (
    And,
    DisjunctionMax,
    FuzzyTerm,
    NullQuery,
    Or,
    Prefix,
    SpanNear2,
    Term,
    Wildcard,
)

from archsearch.analysis import Via
from archsearch.indexing.fields import exact_field
from archsearch.search.clause import COMPANY_DISTANCE, Pattern, tier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from whoosh.query import Query

    from archsearch.search.clause import Clause, Key, Reading
    from archsearch.search.conditions import Filter

#: How much a match counts by its kind, within one tier of the ranking. Tiers are strict, so
#: these only weigh several kinds in one document against each other.
VIA_WEIGHTS = {
    # "Stalin" as typed, before «Сталину»: what was typed is what was meant. It is a word form
    # too, and counts as one; this comes on top.
    Via.EXACT: 0.2,
    # «Сталину» for «Сталин»: the same word.
    Via.FORM: 1.0,
    # «Сталин» for "Stalin": the same name in another script; 0.9 breaks ties with the same script.
    Via.TRANSLITERATION: 0.9,
    # «Инин» for "Ghulja": the same place by another name.
    Via.ALIAS: 0.8,
    # «Тюра» for "Tore": probably the same name.
    Via.SIMILAR: 0.5,
    # «Стадин» for «Сталин»: possibly a misprint of it.
    Via.TYPO: 0.3,
    # "oppressor" for «угнетатель»: says the same in the other language, as surely as the lexicon's
    # own probability has it. The tier keeps it below; this weighs it where any word will do:
    # 0.2, 0.5, 0.8 give a reciprocal rank of .23, .27, .31 across languages, the same within one.
    Via.TRANSLATION: 0.8,
}


class Queries:
    """Makes the queries for the clauses of one plan.

    What was made is known by the identity of what it was made from, which the plan keeps alive:
    comparing readings of fifty spellings would take longer than making their queries.
    """

    def __init__(self, frequencies: Callable[[str], Mapping[str, int]]) -> None:
        """Prepare for an index.

        Args:
            frequencies: how many documents of the index have a term, by field.
        """
        self._frequencies = frequencies
        self._made: dict[tuple[object, ...], Query | None] = {}

    def _once(self, key: tuple[object, ...], make: Callable[[], Query | None]) -> Query | None:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def plain(self, leaf: Pattern | Filter) -> Query | None:
        """The query for a pattern or a filter."""

        def make() -> Query:
            return _pattern(leaf) if isinstance(leaf, Pattern) else leaf.query()

        return self._once((id(leaf),), make)

    def clause(self, clause: Clause, weakest: Via, others: Sequence[Clause]) -> Query:
        """The query for a clause's readings down to the kind `weakest`.

        Args:
            clause: one word or phrase.
            weakest: the weakest kind of match that counts.
            others: the clauses beside it: company for readings that need some.
        """

        def make() -> Query | None:
            present = self.fields(clause)
            found = [self._in_field(field, clause, weakest, others) for field in present]
            fields = [each for each in found if each is not None]
            return either(fields) if fields else None

        return self._once((id(clause), weakest), make) or NullQuery

    def words(self, field: str, clause: Clause, weakest: Via) -> Query | None:
        """Any single word that a clause may be, where others stand near it; None without any."""
        keys = [key for each in clause.readings for key in each.surface_forms(weakest)]
        return self._slot(field, keys, clause.boost)

    def fields(self, clause: Clause | Pattern) -> tuple[str, ...]:
        """The fields of a clause that have any of its words; most words stand in few."""
        if isinstance(clause, Pattern):
            return clause.fields
        keys = [key for reading in clause.readings for slot in reading.slots for key in slot]
        if any(key.edits for key in keys):
            return clause.fields
        names = {name for key in keys for name in self._frequencies(key.term)}
        return tuple(each for each in clause.fields if each in names or exact_field(each) in names)

    def _in_field(
        self, field: str, clause: Clause, weakest: Via, others: Sequence[Clause]
    ) -> Query | None:
        exact: list[Query] = []
        alone: list[Query] = []
        shy: list[tuple[Reading, Query]] = []
        for reading in clause.readings:
            if tier(reading.via) > tier(weakest):
                continue
            query = self._reading(field, reading, clause.boost)
            if query is None:
                continue
            if reading.needs_company:
                shy.append((reading, query))
            else:
                (exact if reading.via is Via.EXACT else alone).append(query)
        if exact and alone:
            alone = [either([_any_of(alone), _any_of(exact)])]
        alone = alone or exact
        company = [key for other in others for key in _company(other, weakest)] if shy else []
        companions = self._slot(field, company, 1.0)
        if companions is not None:
            alone = alone + [
                each for reading, name in shy for each in self._beside(reading, name, companions)
            ]
        return _any_of(alone) if alone else None

    def _reading(self, field: str, reading: Reading, boost: float) -> Query | None:
        """The query for one reading in one field; None where one of its slots can't be filled."""

        def make() -> Query | None:
            weight = boost * VIA_WEIGHTS[reading.via]
            found = [self._slot(field, keys, weight) for keys in reading.slots]
            slots = [each for each in found if each is not None]
            if len(slots) < len(found):
                return None
            return (
                slots[0] if len(slots) == 1 else SpanNear2(slots, slop=reading.slop, ordered=True)
            )

        return self._once((id(reading), field, boost), make)

    def _slot(self, field: str, keys: Sequence[Key], boost: float) -> Query | None:
        """Any of some keys in one field; None where the field has none of them."""

        def make() -> Query | None:
            found = [_key(field, key, boost) for key in keys if self._occurs(field, key)]
            return _any_of(found) if found else None

        return self._once((field, boost, *map(id, keys)), make)

    def _beside(self, reading: Reading, name: Query, companions: Query) -> list[Query]:
        """A name too short to count alone, before and behind its company."""

        def make(order: list[Query]) -> Query:
            key = (id(reading), *map(id, order))
            return self._once(key, lambda: near(order)) or NullQuery

        return [make([name, companions]), make([companions, name])]

    def _occurs(self, field: str, key: Key) -> bool:
        name = exact_field(field) if key.exact else field
        return bool(key.edits) or name in self._frequencies(key.term)


def _company(clause: Clause, weakest: Via) -> list[Key]:
    """The single words of a clause that may keep a short name company."""
    return [
        key
        for reading in clause.readings
        if not reading.needs_company
        for key in reading.surface_forms(weakest)
    ]


def _key(field: str, key: Key, boost: float) -> Query:
    name = exact_field(field) if key.exact else field
    if key.edits:
        return FuzzyTerm(name, key.term, boost=key.weight * boost, maxdist=key.edits)
    return Term(name, key.term, boost=key.weight * boost)


def _pattern(pattern: Pattern) -> Query:
    text = pattern.pattern
    head = text.removesuffix("*")
    is_prefix = "*" not in head and "?" not in head and head != text
    return either(
        [
            Prefix(exact_field(field), head, boost=pattern.boost)
            if is_prefix
            else Wildcard(exact_field(field), text, boost=pattern.boost)
            for field in pattern.fields
        ]
    )


def near(words: list[Query]) -> Query:
    """Words in this order, each near the one before, as the parts of a name are."""
    if len(words) == 1:
        return words[0]
    return SpanNear2(words, slop=COMPANY_DISTANCE, ordered=True)


def all_of(queries: list[Query]) -> Query:
    """A query for documents that match every one of `queries`."""
    return queries[0] if len(queries) == 1 else And(queries)


def _any_of(queries: list[Query]) -> Query:
    """Alternatives of which the best counts: two spellings are no more than one."""
    return queries[0] if len(queries) == 1 else DisjunctionMax(queries)


def either(queries: list[Query]) -> Query:
    """Fields whose scores add up, as BM25F's do."""
    return queries[0] if len(queries) == 1 else Or(queries)
