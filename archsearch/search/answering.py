"""From an understood query to a page of results, on one open generation.

What `archsearch.search.searcher` offers is made of these steps.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from archsearch.analysis import Analyzer
from archsearch.indexing.record import Record
from archsearch.search.conditions import dated
from archsearch.search.cursor import next_cursor, read_cursor
from archsearch.search.gather import Page
from archsearch.search.meant import Suggestion, suggestions
from archsearch.search.results import Results
from archsearch.search.selection import Selection, facets_of
from archsearch.search.show import Showing
from archsearch.search.understanding import Understood, understand
from archsearch.search.widen import answer

if TYPE_CHECKING:
    from archsearch.search.results import Hit
    from archsearch.search.serving import Held, Opened, Serving
    from archsearch.search.sought import Sought
    from archsearch.search.switches import Switches
    from archsearch.search.widen import Answer
    from archsearch.settings import Settings

REBUILT = "The index was rebuilt since the page before; hits may repeat or be missing."


class Answering:
    """The steps of an answer; safe for use by several threads."""

    def __init__(self, serving: Serving | Held, settings: Settings) -> None:
        self._settings = settings
        self._analyzer = Analyzer(self._settings.analysis)
        self._serving = serving

    def _understand(self, query: str, current: Opened, switches: Switches) -> Understood:
        return understand(query, current, self._analyzer, self._settings.search, switches)

    def _page(self, limit: int, offset: int, selection: Selection | None = None) -> Page:
        return Page(
            limit=max(0, min(limit, self._settings.search.max_limit)),
            offset=max(0, offset),
            deadline=time.monotonic() + self._settings.search.time_limit,
            selection=selection or Selection(),
        )

    def _answered(self, query: str, current: Opened, asked: Understood, page: Page) -> Results:
        """The answer, without the time that it took."""
        reader = current.reader.remembering()
        given = answer(reader, asked.plan, asked.misread, page)
        as_typed = bool(given.found.total) and given.plan is asked.plan
        return Results(
            query=query,
            total=given.found.total,
            took_ms=0.0,
            notices=(*asked.notices, *given.notices),
            hits=self._hits(current, given),
            offset=page.offset,
            complete=given.found.complete,
            facets=facets_of(reader, given.found.query, page.selection, page.deadline),
            sort=str(page.selection.sort or given.plan.natural_order),
            next_cursor=next_cursor(
                current.generation.name, page.offset + len(given.found.numbers), given.found.total
            ),
            searched=current.reader.document_count,
            without_text=current.without_text,
            index_built=current.manifest.built,
            forms_left_out=given.plan.left_out,
            suggestions=() if as_typed else self._suggestions(query, current),
        )

    def _suggestions(self, query: str, current: Opened) -> tuple[Suggestion, ...]:
        def found(form: str) -> bool:
            terms = (term for token in self._analyzer.tokens(form, "und") for term in token.terms)
            return current.occurs(form) or any(map(current.reader.document_frequencies, terms))

        return suggestions(query, lambda: current.words, current.occurs, found)

    def _place(self, cursor: str, offset: int) -> tuple[Opened, int, tuple[str, ...]]:
        """The generation to answer from, how many hits to skip, and a notice if it changed."""
        place = read_cursor(cursor)
        if place is None:
            return self._serving.current(), offset, ()
        named = self._serving.named(place.generation)
        if named is None:
            return self._serving.current(), place.offset, (REBUILT,)
        return named, place.offset, ()

    def _hits(self, current: Opened, given: Answer) -> tuple[Hit, ...]:
        found, sought = given.found, given.plan.sought
        stored = current.reader.stored_of(found.numbers)
        return tuple(
            replace(
                dated(self._hit(Record(each), sought, score), given.plan.filters),
                words_apart=number in found.apart,
            )
            for number, score, each in zip(found.numbers, found.scores, stored, strict=True)
        )

    def _hit(self, record: Record, sought: Sought, score: float) -> Hit:
        return Showing(record, sought, self._analyzer).hit(score)
