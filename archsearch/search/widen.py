"""A query that nothing matches, asked again, wider; and what the reader is told about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archsearch.search.coverage import coverage
from archsearch.search.gather import gather
from archsearch.search.plan import Need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archsearch.engines.base import IndexReader
    from archsearch.search.gather import Gathered, Page
    from archsearch.search.plan import Plan

ANY_WORD = "No document contains all the words; these contain some of them."
MISREAD = "Nothing matches as it is typed; these contain words that differ by a letter or two."
SCATTERED = (
    "The words stand far apart where all of them occur; these contain most of them together."
)
NO_MATCH = "Nothing in these holdings matches."
LEFT_OUT = "%(number)s rarer spellings of the names were left out."
CUT_SHORT = "The search took too long and was cut short; there may be more hits."
LACKING = "A part of the index does not answer at the moment; there may be more hits."

#: Words that only share a long document by chance: at least so many, in at most so many documents
#: (more are what the holdings are about), and less than this share of them in one stretch.
FEWEST_SCATTERED, MOST_SCATTERED, TOGETHER = 3, 10, 0.9


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
        notices = [notice] if notice else []
        if found.total and Need.ANY not in needs and _is_scattered(reader, tried, found, page):
            found = gather(reader, tried, [Need.ANY], page)
            notices = [SCATTERED]
        if found.total or not found.complete:
            if tried.left_out:
                notices.append(LEFT_OUT % {"number": tried.left_out})
            if not found.complete:
                notices.append(LACKING if found.lacking else CUT_SHORT)
            return Answer(tried, found, tuple(notices))
    return Answer(plan, found, (NO_MATCH,))


def _is_scattered(reader: IndexReader, plan: Plan, found: Gathered, page: Page) -> bool:
    """Whether a query of several words has few hits, and none that surely has them together.

    A long name is looked for by two thirds of its words already.
    """
    if len(plan.words) < FEWEST_SCATTERED or found.total > MOST_SCATTERED or plan.has_long_name:
        return False
    every = replace(page, limit=MOST_SCATTERED, offset=0)
    numbers = gather(reader, plan, _strict(plan), every).numbers
    return bool(coverage(reader, plan.words, numbers).together.max(initial=0.0) < TOGETHER)


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
