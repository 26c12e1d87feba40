"""Candidates, gathered tier by tier, so that no exact hit is lost among many weaker ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whoosh.query import And, Not

if TYPE_CHECKING:
    from whoosh.query import Query

    from archsearch.engines.base import IndexReader
    from archsearch.search.plan import Plan


@dataclass(frozen=True, slots=True)
class Gathered:
    """A page of documents, best first.

    Attributes:
        numbers: document numbers.
        scores: their scores within their tiers, same length.
        total: how many documents match in any tier.
        any_word: True where no document had all the words and some words had to do.
        complete: False where time ran out.
    """

    numbers: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    any_word: bool = False
    complete: bool = True


def gather(
    reader: IndexReader, plan: Plan, *, limit: int, offset: int, deadline: float
) -> Gathered:
    """A page of the documents that match `plan`: all its words, else any of them."""
    found = _by_tiers(reader, plan, limit=limit, offset=offset, deadline=deadline, any_word=False)
    if found.total or len(plan.clauses) < 2:
        return found
    return _by_tiers(reader, plan, limit=limit, offset=offset, deadline=deadline, any_word=True)


def _by_tiers(
    reader: IndexReader, plan: Plan, *, limit: int, offset: int, deadline: float, any_word: bool
) -> Gathered:
    numbers: list[int] = []
    scores: list[float] = []
    total = 0
    complete = True
    stronger: Query | None = None
    for via in plan.tiers:
        query = plan.engine_query(via, any_word=any_word)
        found = reader.search(
            query if stronger is None else And([query, Not(stronger)]),
            limit=limit - len(numbers),
            offset=max(0, offset - total),
            deadline=deadline,
        )
        numbers += found.numbers
        scores += found.scores
        total += found.total
        complete = complete and found.complete
        stronger = query
    return Gathered(tuple(numbers), tuple(scores), total, any_word and total > 0, complete)
