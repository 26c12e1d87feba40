"""The searcher: one index, asked by many readers at once while librarians rebuild it."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from whoosh.query import Every

from archsearch.analysis import ANALYZER_VERSION, Analyzer
from archsearch.analysis.names import NameTable
from archsearch.engines import engine_named
from archsearch.errors import EmptyQueryError, IndexUnavailableError, UnknownDocumentError
from archsearch.indexing.fields import FIELDS, exact_field
from archsearch.indexing.generations import Generations
from archsearch.indexing.record import Record
from archsearch.search.authority_files import AuthorityFiles, authority_paths
from archsearch.search.expand import Expander
from archsearch.search.gather import Page
from archsearch.search.lenient import mend
from archsearch.search.parse import parse
from archsearch.search.plan import make_plan
from archsearch.search.results import Results
from archsearch.search.show import Showing
from archsearch.search.widen import answer
from archsearch.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from whoosh.query import Query

    from archsearch.engines.base import IndexReader
    from archsearch.holdings import Document
    from archsearch.indexing.generations import Generation, Manifest
    from archsearch.search.plan import Plan
    from archsearch.search.results import DocumentView

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Open:
    """An open generation; whoever holds it can finish on it."""

    generation: Generation
    manifest: Manifest
    reader: IndexReader
    names: NameTable
    authorities: AuthorityFiles


class Searcher:
    """Answers queries from the current generation of an index.

    Safe for use by several threads. A new generation is noticed at the next request; a request
    under way finishes on the generation that it began with.
    """

    def __init__(self, path: Path, settings: Settings | None = None) -> None:
        self._generations = Generations(path)
        self._settings = settings or Settings()
        self._analyzer = Analyzer(self._settings.analysis)
        self._swap = Lock()
        self._pointed = self._generations.pointed()
        self._current = self._open()

    @property
    def document_count(self) -> int:
        """How many documents can be found."""
        return self._generation().reader.document_count

    @property
    def manifest(self) -> Manifest:
        """What the generation that is served says about itself."""
        return self._generation().manifest

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, variants: bool | None = None
    ) -> Results:
        """The documents that answer `query`, best first.

        Args:
            query: in the query language; whatever is typed is taken, with notices.
            limit: hits wanted, at most `SearchSettings.max_limit`.
            offset: better hits to skip.
            variants: whether names find their other spellings; None means as set.

        Raises:
            EmptyQueryError: the query holds no word.
        """
        started = time.monotonic()
        current = self._generation()
        tree, notices = self._parse(query)
        plan, misread = self._plans(tree, current, variants=variants)
        page = Page(
            limit=max(0, min(limit, self._settings.search.max_limit)),
            offset=max(0, offset),
            deadline=started + self._settings.search.time_limit,
        )
        given = answer(current.reader, plan, misread, page)
        hits = tuple(
            Showing(Record(current.reader.stored(number)), given.plan.clauses, self._analyzer).hit(
                score
            )
            for number, score in zip(given.found.numbers, given.found.scores, strict=True)
        )
        took = (time.monotonic() - started) * 1000
        return Results(query, given.found.total, took, notices + given.notices, hits, page.offset)

    def view(
        self, document_id: str, query: str = "", *, variants: bool | None = None
    ) -> DocumentView:
        """A whole document, with the marks of `query` where one is given.

        Raises:
            UnknownDocumentError: no document has that id.
        """
        current = self._generation()
        record = self._record(current, document_id)
        if not query.strip():
            return Showing(record, (), self._analyzer).view()
        tree, notices = self._parse(query)
        plan, misread = self._plans(tree, current, variants=variants)
        view = Showing(record, plan.clauses, self._analyzer).view(notices)
        if misread is None or any(view.marks.values()):
            return view
        return Showing(record, misread().clauses, self._analyzer).view(notices)

    def document(self, document_id: str) -> Document:
        """The document with that id.

        Raises:
            UnknownDocumentError: there is none.
        """
        return self._record(self._generation(), document_id).document

    def counts(self, *names: str) -> Mapping[str, Mapping[str, int]]:
        """How many documents have each value of the keywords `names`, by name, then by value.

        The names are those of `archsearch.indexing.fields`: "repository", "person", "year", …
        """
        return self._generation().reader.search(Every(), limit=0, facets=names).facets

    def document_ids(self) -> Iterator[str]:
        """The id of every document that can be found, in the order of the index."""
        reader = self._generation().reader
        found = reader.search(Every(), limit=reader.document_count)
        return (reader.document_id(number) for number in found.numbers)

    def _parse(self, query: str) -> tuple[Query, tuple[str, ...]]:
        mended = mend(query, self._settings.search.max_query_length)
        return parse(mended.text), mended.notices

    def _plans(
        self, tree: Query, current: _Open, *, variants: bool | None
    ) -> tuple[Plan, Callable[[], Plan] | None]:
        """The plan of a query, and what makes the one that takes misprints for unknown words."""
        chosen = self._settings.search.variants if variants is None else variants

        def occurs(form: str) -> bool:
            return any(
                current.reader.document_frequency(exact_field(each), form) for each in FIELDS
            )

        expander = Expander(
            self._analyzer, current.names, current.authorities.current(), occurs, variants=chosen
        )
        plan = make_plan(tree, expander)
        if plan.is_empty:
            raise EmptyQueryError("Type a word or a name to search for.")
        return plan, (lambda: make_plan(tree, expander.with_typos())) if chosen else None

    @staticmethod
    def _record(current: _Open, document_id: str) -> Record:
        number = current.reader.number(document_id)
        if number is None:
            raise UnknownDocumentError(document_id)
        return Record(current.reader.stored(number))

    def _generation(self) -> _Open:
        """The generation to answer from; switches to a newer one as soon as it is there.

        If the newer one can't be opened, the one that is open goes on answering.
        """
        if self._generations.pointed() == self._pointed:
            return self._current
        with self._swap:
            pointed = self._generations.pointed()
            if pointed != self._pointed:
                self._pointed = pointed
                try:
                    self._current = self._open()
                except IndexUnavailableError as error:
                    logger.warning("Still serving %s: %s", self._current.generation.name, error)
            return self._current

    def _open(self) -> _Open:
        generation = self._generations.current()
        manifest = generation.manifest()
        if manifest.analyzer != ANALYZER_VERSION:
            raise IndexUnavailableError(
                f"The index {self._generations.path} was built by another version of the text "
                "analysis. Rebuild it with: archsearch index build"
            )
        engine = engine_named(manifest.engine)
        return _Open(
            generation,
            manifest,
            engine.reader(generation.engine_path),
            NameTable.open(generation.names_path),
            AuthorityFiles(
                authority_paths(map(Path, manifest.holdings)),
                starter=self._settings.search.starter_authorities,
            ),
        )


def open_index(path: Path | str, settings: Settings | None = None) -> Searcher:
    """Open the index in the folder `path` for searching.

    Raises:
        IndexUnavailableError: there is no index there, or it can't be read.
    """
    return Searcher(Path(path), settings)
