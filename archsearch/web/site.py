"""What every view shares: the settings and the open index.

Arrives: settings, once. Leaves: a searcher over the generation that is current. It knows nothing
of requests, templates or HTTP.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from archsearch.errors import IndexUnavailableError, UnknownDocumentError
from archsearch.search import Searcher, open_index
from archsearch.web.limits import RequestRate, Turns
from archsearch.web.metrics import Metrics
from archsearch.web.statistics import Statistics

if TYPE_CHECKING:
    from collections.abc import Callable

    from archsearch.settings import Settings

#: Where a Flask application keeps the `Site` of the blueprint.
EXTENSION = "archsearch"


#: Guesses at the PIN of the staff page that one address has in a minute.
GUESSES_PER_MINUTE = 6
#: Faults that the staff page lists.
MAX_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that was ours: when (UTC), its number in the log, and what kind."""

    time: str
    id: str
    kind: str


@dataclass(slots=True)
class SignOfLife:
    """When something last showed that it is alive; the beginning counts as a sign.

    Attributes:
        clock: gives seconds.
    """

    clock: Callable[[], float] = time.monotonic
    _last: float = field(init=False)

    def __post_init__(self) -> None:
        self._last = self.clock()

    def give(self) -> None:
        """It is alive now."""
        self._last = self.clock()

    def is_younger_than(self, seconds: float) -> bool:
        """Whether the last sign is no older than that."""
        return self.clock() - self._last < seconds


@dataclass(slots=True)
class Site:
    """The settings and the index behind the pages of one application.

    Attributes:
        settings: everything that can be set.
        blueprint_name: under which name the blueprint is registered.
        prefix: path below which it is registered, without a final slash.
        faults: the latest errors, oldest first.
        guesses: at the PIN of the staff page.
        sign: the kiosk's page shows that it is alive.
        rate: what one address may ask for.
        turns: what all readers may ask for at one time.
        statistics, metrics: counts, or None where the settings ask for none.
    """

    settings: Settings
    blueprint_name: str = "archsearch"
    prefix: str = ""
    _searcher: Searcher | None = None
    _examples: tuple[str, ...] | None = None
    _lock: Lock = field(default_factory=Lock)
    faults: deque[Fault] = field(default_factory=lambda: deque(maxlen=MAX_FAULTS))
    guesses: RequestRate = field(default_factory=lambda: RequestRate(GUESSES_PER_MINUTE))
    sign: SignOfLife = field(default_factory=SignOfLife)
    rate: RequestRate = field(init=False)
    turns: Turns = field(init=False)
    statistics: Statistics | None = None
    metrics: Metrics | None = None

    def __post_init__(self) -> None:
        web = self.settings.web
        self.rate = RequestRate(web.requests_per_minute)
        self.turns = Turns(web.searches_at_once)
        if web.statistics:
            self.statistics = Statistics(Path(web.statistics))
        if web.metrics:
            self.metrics = Metrics(self.searcher)

    def searcher(self) -> Searcher:
        """The searcher over the index.

        Raises:
            IndexUnavailableError: there is no index, or it can't be read.
        """
        with self._lock:
            if self._searcher is None:
                kiosk = self.settings.kiosk
                collection = kiosk.collection if kiosk.enabled else ""
                self._searcher = open_index(
                    self.settings.index.path, self.settings, warm=True, collection=collection
                )
            return self._searcher

    def holds(self, document_id: str) -> bool:
        """Whether there is such a document, and an index to look into."""
        try:
            self.searcher().document(document_id)
        except (UnknownDocumentError, IndexUnavailableError):
            return False
        return True

    def examples(self) -> tuple[str, ...]:
        """The example queries of the settings that find something in this index."""
        if self._examples is None:
            searcher = self.searcher()
            kiosk = self.settings.kiosk
            own = kiosk.examples if kiosk.enabled else ()
            offered = (text for text in own or self.settings.web.examples if text.strip())
            self._examples = tuple(text for text in offered if searcher.search(text, limit=1).total)
        return self._examples
