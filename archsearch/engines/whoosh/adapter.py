"""Placeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.errors import SearchError

if TYPE_CHECKING:
    from whoosh.query import Query

    from archsearch.engines.whoosh.collection import Collection
    from archsearch.engines.whoosh.matches import Matches
    from archsearch.engines.whoosh.scoring import Scoring


def evaluate_with_whoosh(collection: Collection, scoring: Scoring, query: Query) -> Matches:
    """Evaluate a kind of query that `evaluate` doesn't know."""
    raise SearchError(f"This kind of query isn't known: {type(query).__name__}.")
