"""A clause: one word or phrase of a query, and everything that counts as it.

A clause has *readings*, each a sequence of slots, each slot a set of keys of which any may stand
there. «Алма-Ата» has two readings: the one word, and the sequence of its two parts. A name has a
reading for each kind of spelling variant.
"""

from __future__ import annotations

from dataclasses import dataclass
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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.query import Query

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

#: A name too short to be sure of counts within so many positions of another matched word:
#: a name's parts stand together, with room for a title or a patronymic between them.
COMPANY_DISTANCE = 4

#: The kinds, strongest first.
TIERS = tuple(Via)


def tier(via: Via) -> int:
    """Rank of a kind of match, 0 for the strongest."""
    return TIERS.index(via)


@dataclass(frozen=True, slots=True)
class Key:
    """One term that may fill a slot.

    Attributes:
        term: the term.
        exact: whether it is looked up among folded surface forms or among conflating terms.
        weight: how sure it is, in (0, 1].
        edits: how many of its letters may be wrong (`archsearch.analysis.typo`).
    """

    term: str
    exact: bool
    weight: float = 1.0
    edits: int = 0

    def query(self, field: str, boost: float) -> Query:
        """The engine's query for it in `field`."""
        name = exact_field(field) if self.exact else field
        if self.edits:
            return FuzzyTerm(name, self.term, boost=self.weight * boost, maxdist=self.edits)
        return Term(name, self.term, boost=self.weight * boost)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to find a clause: consecutive slots, and the kind of match that it makes.

    Attributes:
        slots: for each position, the keys that may stand there.
        via: the kind of match.
        slop: the greatest distance from one slot's position to the next.
        needs_company: it counts only where another clause of the query matches too.
    """

    slots: tuple[tuple[Key, ...], ...]
    via: Via
    slop: int = 1
    needs_company: bool = False

    def surface_forms(self, weakest: Via) -> tuple[Key, ...]:
        """Its keys if it is one word by its surface form, of a kind down to `weakest`."""
        if tier(self.via) > tier(weakest) or len(self.slots) != 1:
            return ()
        return tuple(key for key in self.slots[0] if key.exact)

    def query(self, field: str, boost: float) -> Query:
        """The engine's query for it in `field`."""
        weight = boost * VIA_WEIGHTS[self.via]
        slots = [_any_of([key.query(field, weight) for key in keys]) for keys in self.slots]
        if len(slots) == 1:
            return slots[0]
        return SpanNear2(slots, slop=self.slop, ordered=True)


@dataclass(frozen=True, slots=True)
class Clause:
    """One word or phrase of the query.

    Attributes:
        raw: as the reader typed it, case-folded.
        fields: the fields of the index that it looks into.
        readings: ways to find it.
        left_out: how many further spellings were cut at the cap.
        optional: whether a name is complete without it: an initial or a patronymic.
        function_word: whether it only holds the query together: "of", «из».
    """

    raw: str
    fields: tuple[str, ...]
    readings: tuple[Reading, ...]
    boost: float = 1.0
    left_out: int = 0
    optional: bool = False
    function_word: bool = False

    def query(self, weakest: Via, others: Sequence[Clause]) -> Query:
        """The engine's query for its readings down to the kind `weakest`.

        Args:
            weakest: the weakest kind of match that counts.
            others: the other clauses of the query: company for readings that need some.
        """
        readings = [each for each in self.readings if tier(each.via) <= tier(weakest)]
        fields = [
            _any_of(alternatives)
            for field in self.fields
            if (alternatives := self._alternatives(field, readings, weakest, others))
        ]
        return either(fields) if fields else NullQuery

    def _alternatives(
        self, field: str, readings: list[Reading], weakest: Via, others: Sequence[Clause]
    ) -> list[Query]:
        exact: list[Query] = []
        alone: list[Query] = []
        for reading in readings:
            if not reading.needs_company:
                kept = exact if reading.via is Via.EXACT else alone
                kept.append(reading.query(field, self.boost))
        if exact and alone:
            alone = [either([_any_of(alone), _any_of(exact)])]
        shy = [each for each in readings if each.needs_company]
        alone = alone or exact
        company = [key for other in others for key in other.company(weakest)] if shy else []
        if not company:
            return alone
        companions = _any_of([key.query(field, 1.0) for key in company])
        names = [each.query(field, self.boost) for each in shy]
        return alone + [near(order) for name in names for order in _orders(name, companions)]

    def company(self, weakest: Via) -> list[Key]:
        """The single words of this clause that may keep a short name company."""
        return [
            key
            for reading in self.readings
            if not reading.needs_company
            for key in reading.surface_forms(weakest)
        ]

    def words(self, field: str, weakest: Via) -> Query:
        """Any single word that this clause may be, where others stand near it."""
        keys = [key for reading in self.readings for key in reading.surface_forms(weakest)]
        return _any_of([key.query(field, self.boost) for key in keys])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A prefix or wildcard of the query.

    Attributes:
        raw: as the reader typed it, case-folded.
        fields: the fields of the index that it looks into.
        pattern: folded; `*` and `?` are wild.
    """

    raw: str
    fields: tuple[str, ...]
    pattern: str
    boost: float = 1.0

    def query(self) -> Query:
        """The engine's query for it."""
        head = self.pattern.removesuffix("*")
        is_prefix = "*" not in head and "?" not in head and head != self.pattern
        return either(
            [
                Prefix(exact_field(field), head, boost=self.boost)
                if is_prefix
                else Wildcard(exact_field(field), self.pattern, boost=self.boost)
                for field in self.fields
            ]
        )


def near(words: list[Query]) -> Query:
    """Words in this order, each near the one before, as the parts of a name are."""
    if len(words) == 1:
        return words[0]
    return SpanNear2(words, slop=COMPANY_DISTANCE, ordered=True)


def _orders(one: Query, other: Query) -> tuple[list[Query], list[Query]]:
    return [one, other], [other, one]


def all_of(queries: list[Query]) -> Query:
    """A query for documents that match every one of `queries`."""
    return queries[0] if len(queries) == 1 else And(queries)


def _any_of(queries: list[Query]) -> Query:
    """Alternatives of which the best counts: two spellings are no more than one."""
    return queries[0] if len(queries) == 1 else DisjunctionMax(queries)


def either(queries: list[Query]) -> Query:
    """Fields whose scores add up, as BM25F's do."""
    return queries[0] if len(queries) == 1 else Or(queries)
