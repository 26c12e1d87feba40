"""The contract between archsearch and whatever stores its index.

An engine stores terms at positions, counts them and scores them. It never sees a text: what
arrives has been analysed once, so every engine finds the same documents. Queries are Whoosh
query trees (`whoosh.query`), the query layer's own representation whatever the engine.

**Fields.** Up to 64 named fields of terms. **Keywords**: named multi-valued strings for
filters and facets. **Numbers**: named integers for ranges and sorting. **Sort keys**: named
strings for sorting. **Stored**: bytes that the engine keeps and hands back untouched. A `Term`
says by its name alone whether it looks into a field or for a keyword, so the names of fields and
keywords differ.

**Scores.** BM25F is the sum over fields; see `archsearch.engines.whoosh.scoring` for the formula.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from archsearch.engines.telling import Told, untold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from whoosh.query import Query


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """The terms of one field of one document.

    Attributes:
        terms: (n,) int32 ids into the vocabulary that the writer was opened with.
        positions: (n,) int32; stacked terms share a position. In any order.
        length: how many positions hold a token: what BM25 calls the field's length
            (stacked terms count once).
    """

    terms: NDArray[np.int32]
    positions: NDArray[np.int32]
    length: int


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """One document as an engine takes it.

    Attributes:
        id: the document's id, unique in the index.
        fields: terms by field name.
        keywords: values by keyword name, for filters and facets.
        numbers: integers (64 bit) by name, for ranges and sorting; an absent name is a missing
            value, which matches no range and sorts last.
        sort_keys: strings by name, compared by code point, for sorting; absent sorts last.
        stored: handed back untouched by `IndexReader.stored`.
    """

    id: str
    fields: Mapping[str, FieldTerms]
    keywords: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    sort_keys: Mapping[str, str]
    stored: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine answers.

    Attributes:
        numbers: document numbers of the page asked for, best first.
        scores: their scores, same length; 0.0 where a sort other than relevance was asked for.
        total: how many documents match; a lower bound if not `complete`.
        facets: counts by keyword name, then by value, over all matching documents.
        complete: False where the time limit or a failed shard cut the search short.
        lacking: whether a part of the index didn't answer; then it isn't complete either.
    """

    numbers: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    complete: bool = True
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a term stands in some documents.

    Attributes:
        documents: (n,) int32 indexes into the document numbers that were asked about.
        positions: (n,) int32; those of one document stand together and rise.
    """

    documents: NDArray[np.int32]
    positions: NDArray[np.int32]


class IndexWriter(Protocol):
    """Writes one segment. Not safe for use by several threads."""

    def add(self, document: IndexedDocument) -> None:
        """Take a document. Memory stays bounded however many come.

        A document of the base that has the same id is replaced.

        Raises:
            IndexingError: a document of that id was added before.
        """

    def remove(self, document_id: str) -> None:
        """Leave out the base's document of that id, if there is one."""

    def commit(self, strings: Sequence[str], *, purge: bool = False, told: Told = untold) -> None:
        """Write everything durably.

        Args:
            strings: the vocabulary that term ids refer to.
            purge: whether what was removed must not stand in any file of this machine any more,
                though nobody can find it there; it takes time.
            told: hears how far it is.
        """

    def abort(self) -> None:
        """Leave nothing behind."""


class IndexReader(Protocol):
    """Reads one generation; safe for use by several threads at once."""

    def remembering(self) -> IndexReader:
        """The same index, for one question that is asked in several steps.

        Parts that the queries of the steps share, being the same objects, are answered once.
        For one thread, and not for long: it keeps what it found.
        """

    @property
    def document_count(self) -> int:
        """Documents that can be found (deleted ones aren't counted)."""

    def search(
        self,
        query: Query,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sequence[tuple[str, bool]] = (),
        facets: Sequence[str] = (),
        deadline: float | None = None,
    ) -> Found:
        """The documents that match `query`.

        Args:
            query: a Whoosh query tree of `Term`, `And`, `Or`, `DisjunctionMax`, `Not`, `Every`,
                `NullQuery`, `AndMaybe`, `ConstantScoreQuery`, `SpanNear2`, `Prefix`,
                `Wildcard`, `FuzzyTerm`, `NumericRange` over a number, and `Term` over a keyword
                (a filter that scores nothing); boosts count.
            limit: at most so many hits.
            offset: how many better hits to skip.
            sort: (name of a number or sort key, descending) pairs; empty means by score.
            facets: keyword names to count.
            deadline: `time.monotonic()` after which a partial answer is given.

        Equal scores are ordered by document number.
        """

    def stored(self, number: int) -> bytes:
        """The stored bytes of document `number`."""

    def stored_of(self, numbers: Sequence[int]) -> list[bytes]:
        """The stored bytes of some documents, in their order; faster than one by one."""

    def number(self, document_id: str) -> int | None:
        """The number of the document with that id, or None."""

    def document_id(self, number: int) -> str:
        """The id of document `number`."""

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin with `prefix`, with the documents each occurs in."""

    def document_frequency(self, field: str, term: str) -> int:
        """How many documents have `term` in `field`."""

    def document_frequencies(self, term: str) -> Mapping[str, int]:
        """How many documents have `term` in each of the fields that have it."""

    def occurrences(self, field: str, term: str, numbers: Sequence[int]) -> Occurrences:
        """Where `term` stands in `field` of some documents.

        For ranking candidates by proximity without their stored bytes.

        Args:
            field: name of the field.
            term: the term.
            numbers: document numbers in any order, each once.
        """

    def verify(self) -> None:
        """Check every file against its checksum.

        Raises:
            IndexUnavailableError: a file is missing, truncated or changed.
        """

    def close(self) -> None:
        """Let go of files; searches under way end first."""


class Engine(Protocol):
    """One way to keep an index in a folder (or behind an address)."""

    name: str

    def writer(
        self, path: Path, boosts: Mapping[str, float], base: Path | None = None
    ) -> IndexWriter:
        """A writer into the new, empty folder `path`.

        Args:
            path: where the index will be.
            boosts: BM25F weights by field: what a match in the field is multiplied by.
            base: an index whose documents the new one has too, save those that are removed
                or replaced. It answers as one built anew would, equal scores apart, whose
                order may differ. Files are shared where that is possible; deleting `base`
                afterwards is safe.

        Raises:
            IndexUnavailableError: the base can't be read.
        """

    def reader(self, path: Path, without: Collection[str] = ()) -> IndexReader:
        """Open what a writer committed to `path`.

        Args:
            path: the index.
            without: ids of documents that nobody is to find or count, though they are in it.

        Raises:
            IndexUnavailableError: nothing there, damaged, or of another format.
        """

    def settle(self, current: Path, kept: Sequence[Path]) -> None:
        """Clear up after a generation was put to use.

        Args:
            current: the index that is served now.
            kept: the indexes that stay, `current` among them. What earlier indexes of the same
                home, or builds that failed, left outside their folders is removed.
        """
