"""The searcher: one index, asked by many readers at once while librarians rebuild it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.query import Every, Term

from archsearch.errors import UnknownAuthorityError
from archsearch.indexing import fields
from archsearch.indexing.record import Record
from archsearch.search.alike import alike_query
from archsearch.search.answering import Answering
from archsearch.search.authority_files import any_form, named_in
from archsearch.search.concordance import MAX_LINES, LineOrder, concordance
from archsearch.search.gather import Page
from archsearch.search.parse import parse
from archsearch.search.results import AuthorityView, Results
from archsearch.search.selection import Selection
from archsearch.search.serving import Serving
from archsearch.search.shelves import Shelves
from archsearch.search.show import Showing
from archsearch.search.sought import Sought
from archsearch.search.switches import Switches
from archsearch.search.understanding import Understood, plan_of
from archsearch.search.widen import answer
from archsearch.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archsearch.holdings import Document
    from archsearch.holdings.authority import Authority
    from archsearch.indexing.generation import Manifest
    from archsearch.search.concordance import Concordance
    from archsearch.search.results import DocumentView
    from archsearch.search.serving import Opened
    from archsearch.search.words import Completion


#: Switches for names that are looked for as they are written.
_AS_WRITTEN = Switches(variants=False, translations=False)


class Searcher(Answering):
    """Answers queries from the current generation of an index.

    Safe for use by several threads. A new generation is noticed at the next request; a request
    under way finishes on the generation that it began with.
    """

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
        all_forms: bool = False,
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
            all_forms: whether the rarest spellings of names are looked for too.
            selection: facets and order that the reader chose.
            cursor: `Results.next_cursor` of the page before; it replaces `offset`.

        Raises:
            EmptyQueryError: the query holds no word.
        """
        started = time.monotonic()
        current, start, moved = self._place(cursor, offset)
        switches = Switches(variants, translations, exact, all_forms)
        asked = self._understand(query, current, switches)
        page = self._page(limit, start, selection)
        results = self._answered(query, current, asked, page)
        took = (time.monotonic() - started) * 1000
        return replace(results, notices=(*moved, *results.notices), took_ms=took)

    def authority(self, identifier: str, *, limit: int = 10, offset: int = 0) -> AuthorityView:
        """The authority with that id, and the documents in which it is named.

        Args:
            identifier: as the authority file has it.
            limit: documents wanted, at most `SearchSettings.max_limit`.
            offset: better ones to skip.

        Raises:
            UnknownAuthorityError: there is none.
        """
        current = self._serving.current()
        authority = current.authorities.current().by_id(identifier)
        if authority is None:
            raise UnknownAuthorityError(identifier)
        asked = self._as_written(any_form(authority.forms), current)
        page = self._page(limit, offset)
        results = self._answered(authority.forms[0], current, asked, page)
        forms = {form: self._count(current, any_form((form,))) for form in authority.forms}
        return AuthorityView(authority, results, forms)

    def _as_written(self, query: str, current: Opened) -> Understood:
        asked = plan_of(parse(query), current, self._analyzer, _AS_WRITTEN)
        return Understood(asked.plan, None, ())

    def _count(self, current: Opened, query: str) -> int:
        plan = self._as_written(query, current).plan
        return current.reader.search(plan.engine_query(plan.tiers[-1]), limit=0).total

    def authorities_in(self, query: str) -> tuple[Authority, ...]:
        """The authorities that a query names, those with the longest names first."""
        return named_in(query, self._serving.current().authorities.current())

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
            return Showing(record, Sought(()), self._analyzer).view()
        asked = self._understand(query, current, Switches(variants, translations, exact))
        view = Showing(record, asked.plan.sought, self._analyzer).view(asked.notices)
        if asked.misread is None or any(view.marks.values()):
            return view
        return Showing(record, asked.misread().sought, self._analyzer).view(asked.notices)

    def concordance(
        self,
        query: str,
        *,
        order: LineOrder = LineOrder.PLACE,
        variants: bool | None = None,
        translations: bool | None = None,
        exact: bool = False,
        selection: Selection | None = None,
    ) -> Concordance:
        """Every occurrence of `query` in the texts of its hits; switches as in `search`."""
        current = self._serving.current()
        asked = self._understand(query, current, Switches(variants, translations, exact))
        deadline = time.monotonic() + self._settings.search.time_limit
        page = Page(MAX_LINES, 0, deadline, selection or Selection())
        given = answer(current.reader, asked.plan, asked.misread, page)
        records = (Record(current.reader.stored(number)) for number in given.found.numbers)
        return concordance(query, records, given.plan.clauses, given.found.total, order)

    def alike(self, document_id: str, limit: int = 5) -> tuple[Document, ...]:
        """The documents that share the words that tell one document from the others, best first.

        Raises:
            UnknownDocumentError: no document has that id.
        """
        current = self._serving.current()
        query = alike_query(current.reader, current.record(document_id))
        found = current.reader.search(query, limit=limit + 1)
        records = map(Record, current.reader.stored_of(found.numbers))
        others = [each.document for each in records if each.document.id != document_id]
        return tuple(others[:limit])

    def shelves(self) -> Shelves:
        """The documents as their repositories keep them."""
        return Shelves(self._serving.current())

    def document(self, document_id: str) -> Document:
        """The document with that id.

        Raises:
            UnknownDocumentError: there is none.
        """
        return self._serving.current().record(document_id).document

    def redirected(self, former_id: str) -> str:
        """The id that a document has now, which once had another one; "" if none had it."""
        current = self._serving.current()
        found = current.reader.search(Term(fields.FORMER_ID, former_id), limit=1).numbers
        return current.reader.document_id(found[0]) if found else ""

    def is_gone(self, document_id: str) -> bool:
        """Whether there was a document of that id, and is no more."""
        current = self._serving.current()
        return document_id in current.gone or document_id in current.withdrawn

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


def open_index(
    path: Path | str,
    settings: Settings | None = None,
    *,
    warm: bool = False,
    collection: str = "",
) -> Searcher:
    """Open the index in the folder `path` for searching.

    Args:
        path: of the index.
        settings: how it is read and asked.
        warm: whether it will serve many readers: what the first of them would wait for is then
            worked out beside, of every generation.
        collection: the one collection that is shown, counted and searched; "" for all.

    Raises:
        IndexUnavailableError: there is no index there, or it can't be read.
    """
    chosen = settings or Settings()
    return Searcher(Serving(Path(path), chosen, warm=warm, collection=collection), chosen)
