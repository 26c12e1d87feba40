"""Candidates, gathered tier by tier, so that no exact hit is lost among many weaker ones.

Within a tier the engine's score decides which documents are candidates; how much of the query
stands together in each then decides their order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from whoosh.query import Not, NullQuery

from archsearch.search.coverage import coverage
from archsearch.search.plan import Need
from archsearch.search.queries import either
from archsearch.search.selection import SORT_KEYS, Selection, narrowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whoosh.query import Query

    from archsearch.analysis import Via
    from archsearch.engines.base import Found, IndexReader
    from archsearch.search.plan import Plan


#: Documents of a tier whose order is looked at closely; readers rarely leaf further.
CANDIDATES = 100
#: How much more a document counts in which all of the query stands in one stretch of text than
#: one in which none of it does; in which its words follow each other as in the query; and in
#: which all of them stand in both versions. Found on questions about half of a set of documents.
TOGETHER, IN_ORDER, AGREEING = 1.0, 0.0, 0.0


@dataclass(frozen=True, slots=True)
class Gathered:
    """A page of documents, best first.

    Attributes:
        numbers: document numbers.
        scores: their scores within their tiers, same length.
        total: how many documents match in any tier.
        complete: False where time ran out or a part of the index didn't answer.
        query: the engine's query for all that matches, whatever facets are chosen.
        lacking: whether a part of the index didn't answer.
        apart: numbers of documents on no page of which the query's words meet.
    """

    numbers: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    complete: bool = True
    query: Query = NullQuery
    lacking: bool = False
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the hits are wanted, and by when.

    Attributes:
        limit: at most so many.
        offset: so many better ones are skipped.
        deadline: `time.monotonic()` after which a partial answer is given.
        selection: facets and order that the reader chose.
    """

    limit: int
    offset: int
    deadline: float
    selection: Selection = field(default_factory=Selection)


def gather(reader: IndexReader, plan: Plan, needs: Sequence[Need], page: Page) -> Gathered:
    """A page of the documents that match `plan`.

    All that matches is counted first. Then come, for each of `needs` in turn, tier by tier, the
    documents of each step without those of the steps before it, until the page is full.
    """
    whole = either([plan.engine_query(plan.tiers[-1], need) for need in needs])
    conditions = page.selection.conditions()
    order = SORT_KEYS[page.selection.sort or plan.natural_order]
    every = reader.search(
        narrowed(whole, conditions),
        limit=page.limit if order else 0,
        offset=page.offset if order else 0,
        sort=order,
        deadline=page.deadline,
    )
    if order:
        return Gathered(
            every.numbers, every.scores, every.total, every.complete, whole, every.lacking
        )
    ranked: list[Ranked] = []
    passed, complete, lacking = 0, every.complete, every.lacking
    # Each step of one need finds all that the steps before it found, and more.
    covered: dict[Need, Query] = {}
    for need, via in _steps(plan, needs):
        if passed >= every.total or len(ranked) == page.limit:
            break
        query = plan.engine_query(via, need)
        skipped = max(0, page.offset - passed)
        wanted = slice(skipped, skipped + page.limit - len(ranked))
        found = reader.search(
            narrowed(query, [*conditions, *map(Not, covered.values())]),
            limit=max(wanted.stop, CANDIDATES),
            deadline=page.deadline,
        )
        ranked += _ranked(reader, plan, found, via)[wanted]
        passed += found.total
        complete = complete and found.complete
        lacking = lacking or found.lacking
        covered[need] = query
    return Gathered(
        tuple(each.number for each in ranked),
        tuple(each.score for each in ranked),
        every.total,
        complete,
        whole,
        lacking,
        frozenset(each.number for each in ranked if each.apart),
    )


class Ranked(NamedTuple):
    """A document of a tier, its score in it, and whether the query's words meet on no page."""

    number: int
    score: float
    apart: bool = False


def _ranked(reader: IndexReader, plan: Plan, candidates: Found, weakest: Via) -> list[Ranked]:
    """Documents with their scores, the candidates among them in their final order.

    Words that meet on no page of a document say little of it: such documents come last.
    """
    pairs = list(zip(candidates.numbers, candidates.scores, strict=True))
    if len(plan.words) < 2 or not pairs:
        return list(starmap(Ranked, pairs))
    head = pairs[:CANDIDATES]
    found = coverage(reader, plan.words, [number for number, _ in head], weakest)
    more = TOGETHER * found.together + IN_ORDER * found.in_order + AGREEING * found.agreeing
    ranked = [
        Ranked(number, score * (1 + share), apart)
        for (number, score), share, apart in zip(
            head, more.tolist(), found.apart.tolist(), strict=True
        )
    ]
    # The sort is stable: equal scores stay in the order of the index.
    ranked.sort(key=lambda each: (each.apart, -each.score))
    return ranked + list(starmap(Ranked, pairs[CANDIDATES:]))


def _steps(plan: Plan, needs: Sequence[Need]) -> Iterator[tuple[Need, Via]]:
    """The needs with the weakest kind of match that counts, best first.

    Where any word will do there is one step: how many of the words a document has matters more
    than the kind of the weakest.
    """
    for need in needs:
        for via in plan.tiers[-1:] if need is Need.ANY else plan.tiers:
            yield need, via
