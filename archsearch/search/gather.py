"""Candidates, gathered tier by tier, so that no exact hit is lost among many weaker ones."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whoosh.query import And, Not

from archsearch.search.plan import Need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.query import Query

    from archsearch.analysis import Via
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
    """A page of the documents that match `plan`.

    First those with all its words, then those with most of a long name; if there are none,
    those with any of its words.
    """
    needs = [Need.ALL, Need.MOST_OF_NAMES] if plan.has_long_name else [Need.ALL]
    steps = [(via, need) for need in needs for via in plan.tiers]
    found = _by_steps(reader, plan, steps, limit=limit, offset=offset, deadline=deadline)
    if found.total or len(plan.clauses) < 2:
        return found
    steps = [(via, Need.ANY) for via in plan.tiers]
    found = _by_steps(reader, plan, steps, limit=limit, offset=offset, deadline=deadline)
    return dataclasses.replace(found, any_word=found.total > 0)


def _by_steps(
    reader: IndexReader,
    plan: Plan,
    steps: Sequence[tuple[Via, Need]],
    *,
    limit: int,
    offset: int,
    deadline: float,
) -> Gathered:
    """The documents of each step, without those of the steps before it."""
    numbers: list[int] = []
    scores: list[float] = []
    total = 0
    complete = True
    # Each step of one need finds all that the steps before it found, and more.
    covered: dict[Need, Query] = {}
    for via, need in steps:
        query = plan.engine_query(via, need)
        found = reader.search(
            And([query, *map(Not, covered.values())]) if covered else query,
            limit=limit - len(numbers),
            offset=max(0, offset - total),
            deadline=deadline,
        )
        numbers += found.numbers
        scores += found.scores
        total += found.total
        complete = complete and found.complete
        covered[need] = query
    return Gathered(tuple(numbers), tuple(scores), total, complete=complete)
