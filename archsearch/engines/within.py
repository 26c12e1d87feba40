"""A part of an index as an index of its own: what lies outside is neither found nor counted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from whoosh.query import And, Every, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from whoosh.query import Query

    from archsearch.engines.base import Found, IndexReader, Occurrences


class Within:
    """An `IndexReader` of the documents that a condition holds for.

    Document numbers are those of the whole index. `terms` names every term of the whole index,
    with the documents of the whole; `document_frequency` is of the part.
    """

    def __init__(self, reader: IndexReader, condition: Query) -> None:
        """Take a part.

        Args:
            reader: the whole.
            condition: a query that scores nothing: a `Term` over a keyword.
        """
        self._reader = reader
        self._condition = condition

    @cached_property
    def _numbers(self) -> frozenset[int]:
        found = self._reader.search(self._condition, limit=self._reader.document_count)
        return frozenset(found.numbers)

    def remembering(self) -> IndexReader:
        """The same part, for one question that is asked in several steps."""
        return Within(self._reader.remembering(), self._condition)

    @property
    def document_count(self) -> int:
        """Documents of the part."""
        return self._reader.search(self._condition, limit=0).total

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
        """The documents of the part that match; as `IndexReader.search`."""
        inside = self._condition if isinstance(query, Every) else And([query, self._condition])
        return self._reader.search(
            inside, limit=limit, offset=offset, sort=sort, facets=facets, deadline=deadline
        )

    def stored(self, number: int) -> bytes:
        """The stored bytes of document `number`."""
        return self._reader.stored(number)

    def stored_of(self, numbers: Sequence[int]) -> list[bytes]:
        """The stored bytes of some documents, in their order."""
        return self._reader.stored_of(numbers)

    def number(self, document_id: str) -> int | None:
        """The number of the document with that id, None if it isn't in the part."""
        number = self._reader.number(document_id)
        return number if number in self._numbers else None

    def document_id(self, number: int) -> str:
        """The id of document `number`."""
        return self._reader.document_id(number)

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field of the whole index."""
        return self._reader.terms(field, prefix)

    def document_frequency(self, field: str, term: str) -> int:
        """How many documents of the part have `term` in `field`."""
        if not self._reader.document_frequency(field, term):
            return 0
        return self.search(Term(field, term), limit=0).total

    def document_frequencies(self, term: str) -> Mapping[str, int]:
        """How many documents of the part have `term` in each of the fields that have it."""
        counted = {
            field: self.search(Term(field, term), limit=0).total
            for field in self._reader.document_frequencies(term)
        }
        return {field: count for field, count in counted.items() if count}

    def occurrences(self, field: str, term: str, numbers: Sequence[int]) -> Occurrences:
        """Where `term` stands in `field` of some documents."""
        return self._reader.occurrences(field, term, numbers)

    def verify(self) -> None:
        """Check every file of the whole index.

        Raises:
            IndexUnavailableError: a file is missing, truncated or changed.
        """
        self._reader.verify()

    def close(self) -> None:
        """Let go of files; searches under way end first."""
        self._reader.close()
