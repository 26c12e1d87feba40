"""The searcher: one index, asked by many readers at once while librarians rebuild it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.query import Every

from archsearch.analysis import Analyzer
from archsearch.analysis.names.aliases import words_of
from archsearch.errors import EmptyQueryError, UnknownAuthorityError
from archsearch.indexing.record import Record
from archsearch.search.authority_files import any_form
from archsearch.search.conditions import dated
from archsearch.search.cursor import next_cursor, read_cursor
from archsearch.search.expand import ALL_VARIANTS, MAX_VARIANTS, Expander
from archsearch.search.gather import Page
from archsearch.search.lenient import mend
from archsearch.search.meant import suggestions
from archsearch.search.parse import parse
from archsearch.search.plan import make_plan
from archsearch.search.results import AuthorityView, Results
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
    from archsearch.holdings.authority import Authority
    from archsearch.indexing.generations import Manifest
    from archsearch.search.plan import Plan
    from archsearch.search.results import DocumentView, Hit
    from archsearch.search.serving import Opened
    from archsearch.search.widen import Answer
    from archsearch.search.words import Completion

#: An authority's forms are given; nothing else is looked for.
_AS_WRITTEN = Switches(variants=False, translations=False)
#: Words of a query in which authorities are looked for; a longer one is a quotation.
MOST_WORDS_OF_QUERY = 12
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
        all_forms: bool = False,
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
            all_forms: whether the rarest spellings of names are looked for too.

        Raises:
            EmptyQueryError: the query holds no word.
        """
        started = time.monotonic()
        current, start, moved = self._place(cursor, offset)
        tree, notices = self._parse(query)
        switches = Switches(variants, translations, exact, all_forms)
        plan, misread = self._plans(tree, current, switches)
        page = self._page(started, limit, start, selection or Selection())
        given = answer(current.reader, plan, misread, page)
        said = (*moved, *notices, *plan.notices, *given.notices)
        results = self._results(query, current, given, page, said, started)
        is_answered = bool(results.total) and given.plan is plan
        meant = suggestions(query, lambda: current.words, current.occurs, found=is_answered)
        return replace(results, suggestions=meant)

    def authority(self, identifier: str, *, limit: int = 10, offset: int = 0) -> AuthorityView:
        """The authority with that id, and the documents in which it is named.

        Args:
            identifier: as the authority file has it.
            limit: documents wanted, at most `SearchSettings.max_limit`.
            offset: better ones to skip.

        Raises:
            UnknownAuthorityError: there is none.
        """
        started = time.monotonic()
        current = self._serving.current()
        authority = current.authorities.current().by_id(identifier)
        if authority is None:
            raise UnknownAuthorityError(identifier)
        plan, _ = self._plans(parse(any_form(authority.forms)), current, _AS_WRITTEN)
        page = self._page(started, limit, offset, Selection())
        given = answer(current.reader, plan, None, page)
        results = self._results(authority.forms[0], current, given, page, (), started)
        forms = {form: self._count(current, any_form((form,))) for form in authority.forms}
        return AuthorityView(authority, results, forms)

    def _count(self, current: Opened, query: str) -> int:
        plan, _ = self._plans(parse(query), current, _AS_WRITTEN)
        return current.reader.search(plan.engine_query(plan.tiers[-1]), limit=0).total

    def authorities_in(self, query: str) -> tuple[Authority, ...]:
        """The authorities that a query names, those with the longest names first."""
        authorities = self._serving.current().authorities.current()
        words = words_of(query)[:MOST_WORDS_OF_QUERY]
        spans = authorities.spans(words)
        found = (each for start, end in spans for each in authorities.named(words[start:end]))
        # A curator's own authority and a starter may share an id: the page shows the curator's.
        ids = dict.fromkeys(each.id for each in found)
        return tuple(each for each in map(authorities.by_id, ids) if each is not None)

    def _page(self, started: float, limit: int, offset: int, selection: Selection) -> Page:
        return Page(
            limit=max(0, min(limit, self._settings.search.max_limit)),
            offset=max(0, offset),
            deadline=started + self._settings.search.time_limit,
            selection=selection,
        )

    def _results(  # noqa: PLR0917 - what an answer is made of
        self,
        query: str,
        current: Opened,
        given: Answer,
        page: Page,
        notices: tuple[str, ...],
        started: float,
    ) -> Results:
        return Results(
            query=query,
            total=given.found.total,
            hits=self._hits(current, given),
            notices=notices,
            offset=page.offset,
            complete=given.found.complete,
            facets=facets_of(current.reader, given.found.query, page.selection, page.deadline),
            sort=str(page.selection.sort or given.plan.natural_order),
            next_cursor=next_cursor(
                current.generation.name, page.offset + len(given.found.numbers), given.found.total
            ),
            searched=current.reader.document_count,
            without_text=current.without_text,
            index_built=current.manifest.built,
            forms_left_out=given.plan.left_out,
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
            limit=ALL_VARIANTS if chosen.all_forms else MAX_VARIANTS,
        )
        plan = make_plan(tree, expander)
        if plan.is_empty:
            raise EmptyQueryError("Type a word or a name to search for.")
        return plan, (lambda: make_plan(tree, expander.with_typos())) if chosen.variants else None


def open_index(path: Path | str, settings: Settings | None = None) -> Searcher:
    """Open the index in the folder `path` for searching.

    Raises:
        IndexUnavailableError: there is no index there, or it can't be read.
    """
    return Searcher(Path(path), settings)
