"""Answers to parts of queries, kept while one question is asked step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whoosh.query import Query

    from archsearch.engines.whoosh.matches import Matches

#: Matches that are kept at most: some tens of megabytes.
MOST_KEPT = 4_000_000


class Memory:
    """What queries matched, by their identity. Not for several threads."""

    def __init__(self) -> None:
        # The query is kept with its matches, or its identity could become another one's.
        self._known: dict[int, tuple[Query, Matches]] = {}
        self._room = MOST_KEPT

    def get(self, query: Query) -> Matches | None:
        """What `query` matched, None if it isn't known."""
        known = self._known.get(id(query))
        return known[1] if known else None

    def put(self, query: Query, found: Matches) -> None:
        """Keep what `query` matched, if there is room."""
        if found.documents.size <= self._room:
            self._room -= found.documents.size
            self._known[id(query)] = (query, found)
