"""A query that nothing matches, asked again, wider; and what the reader is told about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.search.gather import gather
from archsearch.search.plan import Need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archsearch.engines.base import IndexReader
    from archsearch.search.gather import Gathered, Page
    from archsearch.search.plan import Plan

ANY_WORD = "No document contains all the words; these contain some of them."
MISREAD = "Nothing matches as it is typed; these contain words that differ by a letter or two."
NO_MATCH = "Nothing in these holdings matches."
CUT_SHORT = "The search took too long and was cut short; there may be more hits."


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, by which plan, and what the reader is told.

    Attributes:
        plan: the plan that found something, or the first one.
        found: the page of documents.
        notices: sentences about how the query was widened or cut short.
    """

    plan: Plan
    found: Gathered
    notices: tuple[str, ...]


def answer(
    reader: IndexReader, plan: Plan, misread: Callable[[], Plan] | None, page: Page
) -> Answer:
    """The documents with all the words; else with misprints of them; else with any of them.

    Args:
        reader: the index.
        plan: the query.
        misread: makes the plan that takes misprints for the query's words; None where they
            aren't wanted.
        page: which hits are wanted.
    """
    for tried, needs, notice in _attempts(plan, misread):
        found = gather(reader, tried, needs, page)
        if found.total or not found.complete:
            notices = [notice] if notice else []
            return Answer(tried, found, (*notices, *([] if found.complete else [CUT_SHORT])))
    return Answer(plan, found, (NO_MATCH,))


def _attempts(
    plan: Plan, misread: Callable[[], Plan] | None
) -> Iterator[tuple[Plan, list[Need], str]]:
    yield plan, _strict(plan), ""
    if misread is not None:
        tried = misread()
        yield tried, _strict(tried), MISREAD
    if len(plan.clauses) > 1:
        yield plan, [Need.ANY], ANY_WORD


def _strict(plan: Plan) -> list[Need]:
    return [Need.ALL, Need.MOST_OF_NAMES] if plan.has_long_name else [Need.ALL]
