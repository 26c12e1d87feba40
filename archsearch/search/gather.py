"""Candidates, gathered tier by tier, so that no exact hit is lost among many weaker ones.

Within a tier the engine's score decides which documents are candidates; how much of the query
stands together in each then decides their order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
#: one in which none of it does. Found on questions about half of a set of documents.
TOGETHER = 1.0


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
    """

    numbers: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    complete: bool = True
    query: Query = NullQuery
    lacking: bool = False


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
    numbers: list[int] = []
    scores: list[float] = []
    passed, complete, lacking = 0, every.complete, every.lacking
    # Each step of one need finds all that the steps before it found, and more.
    covered: dict[Need, Query] = {}
    for need, via in _steps(plan, needs):
        if passed >= every.total or len(numbers) == page.limit:
            break
        query = plan.engine_query(via, need)
        skipped = max(0, page.offset - passed)
        wanted = slice(skipped, skipped + page.limit - len(numbers))
        found = reader.search(
            narrowed(query, [*conditions, *map(Not, covered.values())]),
            limit=max(wanted.stop, CANDIDATES),
            deadline=page.deadline,
        )
        ranked = _ranked(reader, plan, found)
        numbers += [number for number, _ in ranked[wanted]]
        scores += [score for _, score in ranked[wanted]]
        passed += found.total
        complete = complete and found.complete
        lacking = lacking or found.lacking
        covered[need] = query
    return Gathered(tuple(numbers), tuple(scores), every.total, complete, whole, lacking)


def _ranked(reader: IndexReader, plan: Plan, found: Found) -> list[tuple[int, float]]:
    """Documents with their scores, the candidates among them in their final order."""
    pairs = list(zip(found.numbers, found.scores, strict=True))
    if len(plan.words) < 2 or not pairs:
        return pairs
    head = pairs[:CANDIDATES]
    shares = coverage(reader, plan.words, [number for number, _ in head])
    ranked = [
        (number, score * (1 + TOGETHER * share))
        for (number, score), share in zip(head, shares.tolist(), strict=True)
    ]
    # The sort is stable: equal scores stay in the order of the index.
    ranked.sort(key=lambda each: -each[1])
    return ranked + pairs[CANDIDATES:]


def _steps(plan: Plan, needs: Sequence[Need]) -> Iterator[tuple[Need, Via]]:
    """The needs with the weakest kind of match that counts, best first.

    Where any word will do there is one step: how many of the words a document has matters more
    than the kind of the weakest.
    """
    for need in needs:
        for via in plan.tiers[-1:] if need is Need.ANY else plan.tiers:
            yield need, via
