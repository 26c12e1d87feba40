"""The searcher: one index, asked by many readers at once while librarians rebuild it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.query import Every

from archsearch.analysis import Analyzer
from archsearch.errors import EmptyQueryError
from archsearch.indexing.record import Record
from archsearch.search.conditions import dated
from archsearch.search.cursor import Cursor, read_cursor
from archsearch.search.expand import Expander
from archsearch.search.gather import Page
from archsearch.search.lenient import mend
from archsearch.search.meant import suggestions
from archsearch.search.parse import parse
from archsearch.search.plan import make_plan
from archsearch.search.results import Results
from archsearch.search.selection import Selection, facets_of
from archsearch.search.serving import Serving
from archsearch.search.show import Showing
from archsearch.search.switches import Switches
from archsearch.search.widen import answer
from archsearch.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from whoosh.query import Query

    from archsearch.holdings import Document
    from archsearch.indexing.generations import Manifest
    from archsearch.search.plan import Plan
    from archsearch.search.results import DocumentView, Hit
    from archsearch.search.serving import Opened
    from archsearch.search.widen import Answer
    from archsearch.search.words import Completion

REBUILT = "The index was rebuilt since the page before; hits may repeat or be missing."


class Searcher:
    """Answers queries from the current generation of an index.

    Safe for use by several threads. A new generation is noticed at the next request; a request
    under way finishes on the generation that it began with.
    """

    def __init__(self, path: Path, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._analyzer = Analyzer(self._settings.analysis)
        self._serving = Serving(path, self._settings)

    @property
    def document_count(self) -> int:
        """How many documents can be found."""
        return self._serving.current().reader.document_count

    @property
    def manifest(self) -> Manifest:
        """What the generation that is served says about itself."""
        return self._serving.current().manifest

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        variants: bool | None = None,
        translations: bool | None = None,
        exact: bool = False,
        selection: Selection | None = None,
        cursor: str = "",
    ) -> Results:
        """The documents that answer `query`, best first.

        Args:
            query: in the query language; whatever is typed is taken, with notices.
            limit: hits wanted, at most `SearchSettings.max_limit`.
            offset: better hits to skip.
            variants: whether names find their other spellings; None means as set.
            translations: whether words find what the lexicon knows of them in the other
                language; None means as set.
            exact: whether nothing but the letters as typed counts.
            selection: facets and order that the reader chose.
            cursor: `Results.next_cursor` of the page before; it replaces `offset`.

        Raises:
            EmptyQueryError: the query holds no word.
        """
        started = time.monotonic()
        current, start, moved = self._place(cursor, offset)
        tree, notices = self._parse(query)
        plan, misread = self._plans(tree, current, Switches(variants, translations, exact))
        page = Page(
            limit=max(0, min(limit, self._settings.search.max_limit)),
            offset=max(0, start),
            deadline=started + self._settings.search.time_limit,
            selection=selection or Selection(),
        )
        given = answer(current.reader, plan, misread, page)
        return Results(
            query=query,
            total=given.found.total,
            hits=self._hits(current, given),
            notices=(*moved, *notices, *plan.notices, *given.notices),
            suggestions=suggestions(
                query,
                lambda: current.words,
                current.occurs,
                found=bool(given.found.total) and given.plan is plan,
            ),
            offset=page.offset,
            complete=given.found.complete,
            facets=facets_of(current.reader, given.found.query, page.selection, page.deadline),
            sort=str(page.selection.sort or plan.natural_order),
            next_cursor=_next(current, page, given),
            searched=current.reader.document_count,
            without_text=current.without_text,
            index_built=current.manifest.built,
            took_ms=(time.monotonic() - started) * 1000,
        )

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
        clauses = given.plan.clauses
        return tuple(
            dated(
                Showing(Record(current.reader.stored(number)), clauses, self._analyzer).hit(score),
                given.plan.filters,
            )
            for number, score in zip(given.found.numbers, given.found.scores, strict=True)
        )

    def view(
        self,
        document_id: str,
        query: str = "",
        *,
        variants: bool | None = None,
        translations: bool | None = None,
        exact: bool = False,
    ) -> DocumentView:
        """A whole document, with the marks of `query` where one is given; switches as above.

        Raises:
            UnknownDocumentError: no document has that id.
        """
        current = self._serving.current()
        record = current.record(document_id)
        if not query.strip():
            return Showing(record, (), self._analyzer).view()
        tree, notices = self._parse(query)
        plan, misread = self._plans(tree, current, Switches(variants, translations, exact))
        view = Showing(record, plan.clauses, self._analyzer).view(notices)
        if misread is None or any(view.marks.values()):
            return view
        return Showing(record, misread().clauses, self._analyzer).view(notices)

    def document(self, document_id: str) -> Document:
        """The document with that id.

        Raises:
            UnknownDocumentError: there is none.
        """
        return self._serving.current().record(document_id).document

    def complete(self, beginning: str, limit: int = 10) -> list[Completion]:
        """Names, places and words of the holdings that begin as a reader has begun to type."""
        return self._serving.current().words.complete(beginning, limit)

    def counts(self, *names: str) -> Mapping[str, Mapping[str, int]]:
        """How many documents have each value of the keywords `names`, by name, then by value.

        The names are those of `archsearch.indexing.fields`: "repository", "person", "year", …
        """
        return self._serving.current().reader.search(Every(), limit=0, facets=names).facets

    def document_ids(self) -> Iterator[str]:
        """The id of every document that can be found, in the order of the index."""
        reader = self._serving.current().reader
        found = reader.search(Every(), limit=reader.document_count)
        return (reader.document_id(number) for number in found.numbers)

    def _parse(self, query: str) -> tuple[Query, tuple[str, ...]]:
        mended = mend(query, self._settings.search.max_query_length)
        return parse(mended.text), mended.notices

    def _plans(
        self, tree: Query, current: Opened, switches: Switches
    ) -> tuple[Plan, Callable[[], Plan] | None]:
        """The plan of a query, and what makes the one that takes misprints for unknown words."""
        chosen = switches.resolved(self._settings.search)
        expander = Expander(
            self._analyzer,
            current.names,
            current.authorities.current(),
            occurs=current.occurs,
            values=current.values,
            lexicon=current.lexicon if chosen.translations else None,
            variants=bool(chosen.variants),
            exact=chosen.exact,
        )
        plan = make_plan(tree, expander)
        if plan.is_empty:
            raise EmptyQueryError("Type a word or a name to search for.")
        return plan, (lambda: make_plan(tree, expander.with_typos())) if chosen.variants else None


def _next(current: Opened, page: Page, given: Answer) -> str:
    end = page.offset + len(given.found.numbers)
    more = given.found.numbers and end < given.found.total
    return str(Cursor(current.generation.name, end)) if more else ""


def open_index(path: Path | str, settings: Settings | None = None) -> Searcher:
    """Open the index in the folder `path` for searching.

    Raises:
        IndexUnavailableError: there is no index there, or it can't be read.
    """
    return Searcher(Path(path), settings)
