"""Candidates, gathered tier by tier, so that no exact hit is lost among many weaker ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from whoosh.query import And, Not

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.query import Query

    from archsearch.engines.base import IndexReader
    from archsearch.search.plan import Need, Plan


@dataclass(frozen=True, slots=True)
class Gathered:
    """A page of documents, best first.

    Attributes:
        numbers: document numbers.
        scores: their scores within their tiers, same length.
        total: how many documents match in any tier.
        complete: False where time ran out.
    """

    numbers: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the hits are wanted, and by when.

    Attributes:
        limit: at most so many.
        offset: so many better ones are skipped.
        deadline: `time.monotonic()` after which a partial answer is given.
    """

    limit: int
    offset: int
    deadline: float


def gather(reader: IndexReader, plan: Plan, needs: Sequence[Need], page: Page) -> Gathered:
    """A page of the documents that match `plan`.

    For each of `needs` in turn, tier by tier: the documents of each step, without those of the
    steps before it.
    """
    numbers: list[int] = []
    scores: list[float] = []
    total = 0
    complete = True
    # Each step of one need finds all that the steps before it found, and more.
    covered: dict[Need, Query] = {}
    for need, via in product(needs, plan.tiers):
        query = plan.engine_query(via, need)
        found = reader.search(
            And([query, *map(Not, covered.values())]) if covered else query,
            limit=page.limit - len(numbers),
            offset=max(0, page.offset - total),
            deadline=page.deadline,
        )
        numbers += found.numbers
        scores += found.scores
        total += found.total
        complete = complete and found.complete
        covered[need] = query
    return Gathered(tuple(numbers), tuple(scores), total, complete=complete)
