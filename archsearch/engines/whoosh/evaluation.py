"""One query being answered: the tree is walked, each kind of query by a function of its own.

When the deadline has passed, terms not yet looked at match nothing, and whatever excludes
documents matches nothing either: so all that is found does match, and only the rest may be missing.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from archsearch.engines.whoosh.matches import Matches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from whoosh.query import Query

    from archsearch.engines.whoosh.collection import Collection
    from archsearch.engines.whoosh.memory import Memory
    from archsearch.engines.whoosh.scoring import Scoring

    #: Answers one kind of query.
    Kind = Callable[["Evaluation", Any], Matches]


class Evaluation:
    """What the functions that answer kinds of query share.

    Attributes:
        collection: the index.
        scoring: its statistics.
        late: whether the deadline passed before everything was looked at.
    """

    def __init__(
        self,
        collection: Collection,
        scoring: Scoring,
        kinds: Mapping[type[Query], Kind],
        *,
        otherwise: Kind,
        deadline: float | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.collection = collection
        self.scoring = scoring
        self.late = False
        self._kinds = kinds
        self._otherwise = otherwise
        self._deadline = deadline
        self._memory = memory

    @property
    def remembers(self) -> bool:
        """Whether answers to parts are kept, so that whole ones are wanted."""
        return self._memory is not None

    def matches(self, query: Query) -> Matches:
        """Documents that match `query`; deleted ones may be among them."""
        known = self._memory.get(query) if self._memory else None
        if known is not None:
            return known
        found = self._kinds.get(type(query), self._otherwise)(self, query)
        if self._memory and not self.late:
            self._memory.put(query, found)
        return found

    def live_matches(self, query: Query) -> Matches:
        """Documents that match `query` and aren't deleted."""
        found = self.matches(query)
        live = self.collection.live
        if live is None or not found.documents.size:
            return found
        kept = live.take(found.documents).nonzero()[0]
        return Matches(found.documents.take(kept), found.scores.take(kept))

    def in_time(self) -> bool:
        """Whether there is time to look at another term; asked before each."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            self.late = True
        return not self.late
