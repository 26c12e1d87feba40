"""The generation that is served, and the one before it for readers who are leafing through."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from whoosh.query import Every, NumericRange, Term

from archsearch.analysis.names import NameTable, expand_name
from archsearch.engines import engine_named
from archsearch.engines.within import Within
from archsearch.errors import IndexUnavailableError, OtherReleaseError, UnknownDocumentError
from archsearch.indexing.fields import COLLECTION, FIELDS, PASSAGES, PERSON, PLACE, exact_field
from archsearch.indexing.files import Use
from archsearch.indexing.generations import Generations
from archsearch.indexing.recipe import analyzer_version
from archsearch.indexing.record import Record
from archsearch.indexing.withdrawn import state as withdrawn_state
from archsearch.indexing.withdrawn import withdrawn
from archsearch.parallel import Lexicon
from archsearch.search.authority_files import AuthorityFiles, authority_paths
from archsearch.search.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from archsearch.analysis.names import Authorities, NameExpansion
    from archsearch.engines.base import IndexReader
    from archsearch.indexing.generation import Generation, Manifest
    from archsearch.settings import Settings

logger = logging.getLogger(__name__)

#: Names whose spellings are remembered; some ten thousand bytes each.
MAX_REMEMBERED_NAMES = 1000
#: Records that stay unpacked: about as many as there are readers at once.
MAX_REMEMBERED_RECORDS = 8


@dataclass(frozen=True)
class Opened:
    """An open generation; whoever holds it can finish on it.

    Attributes:
        generation, manifest: which.
        reader: the engine's.
        names, authorities, lexicon: what queries are expanded by.
        withdrawn: ids of documents that nobody is to find, though they are in it.
        gone: ids of documents that earlier generations had.
        held: keeps its files from being removed.
        is_part: whether `reader` shows a part of the index alone.
    """

    generation: Generation
    manifest: Manifest
    reader: IndexReader
    names: NameTable
    authorities: AuthorityFiles
    lexicon: Lexicon
    withdrawn: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    held: Use | None = None
    is_part: bool = False

    @cached_property
    def without_text(self) -> int:
        """How many documents have a description alone."""
        return self.reader.search(NumericRange(PASSAGES, 0, 0), limit=0).total

    @cached_property
    def _values(self) -> dict[str, tuple[str, ...]]:
        return {}

    def values(self, keyword: str) -> tuple[str, ...]:
        """The values that a keyword has."""
        if keyword not in self._values:
            found = self.reader.search(Every(), limit=0, facets=[keyword]).facets
            self._values[keyword] = tuple(found.get(keyword, ()))
        return self._values[keyword]

    @cached_property
    def words(self) -> Words:
        """Its words, for what a reader may have meant or is about to type."""
        counts: Counter[str] = Counter()
        for field in FIELDS:
            for term, count in self.reader.terms(exact_field(field)):
                counts[term] = max(counts[term], count)
        found = self.reader.search(Every(), limit=0, facets=[PERSON, PLACE]).facets
        return Words(counts, found, self.occurs if self.is_part else None)

    @cached_property
    def _spellings(self) -> Callable[[tuple[str, ...], int, Authorities], NameExpansion]:
        # A name is asked for again for the next page, for a facet, for its document.
        return lru_cache(maxsize=MAX_REMEMBERED_NAMES)(self._expanded)

    def _expanded(
        self, words: tuple[str, ...], limit: int, authorities: Authorities
    ) -> NameExpansion:
        return expand_name(self.names, words, limit=limit, authorities=authorities)

    def spellings(self, words: tuple[str, ...], limit: int) -> NameExpansion:
        """What the folded words of a name may be, at most so many spellings of each."""
        return self._spellings(words, limit, self.authorities.current())

    def warm(self) -> None:
        """Work out what would keep the first reader who needs it waiting."""
        _ = self.words, self.without_text

    def occurs(self, form: str) -> bool:
        """Whether a folded surface form stands anywhere in the index."""
        return not self._exact_fields.isdisjoint(self.reader.document_frequencies(form))

    @cached_property
    def _exact_fields(self) -> frozenset[str]:
        return frozenset(map(exact_field, FIELDS))

    def record(self, document_id: str) -> Record:
        """The record of a document.

        Raises:
            UnknownDocumentError: no document has that id.
        """
        number = self.reader.number(document_id)
        if number is None:
            raise UnknownDocumentError(document_id)
        return self._records(number)

    @cached_property
    def _records(self) -> Callable[[int], Record]:
        # A document's page asks for its record several times, and so does each of its parts.
        return lru_cache(maxsize=MAX_REMEMBERED_RECORDS)(self._stored)

    def _stored(self, number: int) -> Record:
        return Record(self.reader.stored(number))


class Held:
    """One open generation, whatever the current one is: to look at it before it is served."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def current(self) -> Opened:
        """The generation."""
        return self._opened

    def named(self, name: str) -> Opened | None:
        """The generation, if it is of that name."""
        return self._opened if self._opened.generation.name == name else None


class Serving:
    """Which generation answers; safe for use by several threads."""

    def __init__(
        self, path: Path, settings: Settings, *, warm: bool = False, collection: str = ""
    ) -> None:
        """Open the current generation in the folder `path`.

        Args:
            path: of the index.
            settings: how it is read.
            warm: whether many readers will ask, so that each generation is warmed up.
            collection: the one collection that is shown, "" for all.

        Raises:
            IndexUnavailableError: there is none, or it can't be read.
        """
        self._generations = Generations(path)
        self._settings = settings
        self._warm = warm
        self._collection = collection
        self._swap = Lock()
        self._state = self._now()
        self._current = self._open()
        self._previous = self._current

    def current(self) -> Opened:
        """The generation to answer from; switches to a newer one as soon as it is there.

        If the newer one can't be opened, the one that is open goes on answering.
        """
        if self._now() == self._state:
            return self._current
        with self._swap:
            state = self._now()
            if state != self._state:
                try:
                    self._previous, self._current = self._current, self._open()
                    self._state = state
                except IndexUnavailableError as error:
                    if state.withdrawn != self._state.withdrawn:
                        # What was withdrawn must not be shown by what is open.
                        raise
                    self._state = state
                    logger.warning("Still serving %s: %s", self._current.generation.name, error)
            return self._current

    def named(self, name: str) -> Opened | None:
        """The generation of that name, while it is the current or the previous one."""
        current = self.current()
        known = (current, self._previous)
        return next(
            (
                each
                for each in known
                if each.generation.name == name and each.withdrawn == current.withdrawn
            ),
            None,
        )

    def _now(self) -> _State:
        return _State(self._generations.pointed(), withdrawn_state(self._generations.path))

    def _open(self) -> Opened:
        generation = self._generations.current()
        opened = open_generation(
            generation,
            generation.manifest(),
            self._settings,
            frozenset(withdrawn(self._generations.path)),
        )
        if self._collection:
            opened = part_of(opened, self._collection)
        if self._warm:
            Thread(target=opened.warm, daemon=True).start()
        return opened


def part_of(opened: Opened, collection: str) -> Opened:
    """The documents of one collection, as if there were no others."""
    reader = Within(opened.reader, Term(COLLECTION, collection))
    manifest = replace(opened.manifest, documents=reader.document_count)
    return replace(opened, reader=reader, manifest=manifest, is_part=True)


class _State(NamedTuple):
    """What the index folder says, cheap to ask for: it changes with every swap."""

    pointed: str
    withdrawn: tuple[int, int, int]


def open_generation(
    generation: Generation,
    manifest: Manifest,
    settings: Settings,
    withdrawn: frozenset[str] = frozenset(),
) -> Opened:
    """Open a generation, which stays on disk as long as it is held.

    Args:
        generation: which.
        manifest: what it says about itself; one that isn't published yet has no file of it.
        settings: how it is read.
        withdrawn: ids of documents that nobody is to find.

    Raises:
        IndexUnavailableError: it can't be read, or its terms are of another analyser.
    """
    held = Use(generation.path)
    if manifest.analyzer != analyzer_version():
        raise OtherReleaseError(f"The index generation {generation.path} (its text analysis)")
    engine = engine_named(manifest.engine, settings.opensearch)
    reader = engine.reader(generation.engine_path, withdrawn)
    for number in reader.search(Every(), limit=1).numbers:
        # One of another format is refused now, before a reader meets it.
        Record(reader.stored(number))
    return Opened(
        generation,
        manifest,
        reader,
        NameTable.open(generation.names_path),
        AuthorityFiles(
            authority_paths(map(Path, manifest.holdings)),
            starter=settings.search.starter_authorities,
        ),
        Lexicon.open(generation.lexicon_path),
        withdrawn,
        generation.gone(),
        held,
    )
