"""How much the search is used, day by day, and what readers look for in vain.

Kept in one SQLite file, which several server processes may share. No address, no session, no time
of day and no order of events is in it. A query that finds nothing is kept from its third
occurrence on: what one reader asked once is nobody's business, what is asked again and again is a
librarian's. Until then it is counted in memory under a digest with a key that nobody has.
"""

from __future__ import annotations

import atexit
import datetime
import hashlib
import logging
import secrets
import sqlite3
import time
from collections import Counter, OrderedDict
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

from archsearch.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_LOG = logging.getLogger("archsearch.web")

#: Occurrences from which on a query that finds nothing is kept.
THIRD = 3
#: Queries counted in memory; those longest not asked are forgotten first.
MAX_REMEMBERED = 10_000
#: Queries kept of one day, and characters of each: nobody can fill the disk by asking.
MAX_KEPT_A_DAY, MAX_LENGTH = 1000, 200
#: Seconds between two writings; so much is lost when the power fails.
_PAUSE = 10.0
#: Seconds that another process may hold the file.
_PATIENCE = 5.0

_TABLES = """
CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL, what TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (day, what)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS in_vain (
    day TEXT NOT NULL, query TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (day, query)
) WITHOUT ROWID;
"""
_COUNT = (
    "INSERT INTO counts VALUES (?, ?, ?) "
    "ON CONFLICT (day, what) DO UPDATE SET number = number + excluded.number"
)
_IN_VAIN = (
    "INSERT INTO in_vain SELECT ?1, ?2, ?3 "
    "WHERE (SELECT count(*) FROM in_vain WHERE day = ?1) < ?4 "
    "OR EXISTS (SELECT 1 FROM in_vain WHERE day = ?1 AND query = ?2) "
    "ON CONFLICT (day, query) DO UPDATE SET number = number + excluded.number"
)


class Event(StrEnum):
    """What is counted."""

    SEARCH = "searches"
    NOTHING = "found nothing"
    READ = "documents read"
    TAKEN = "taken away"
    FAULT = "faults"


@dataclass(frozen=True, slots=True)
class InVain:
    """A query that found nothing: how often in the days asked about, and the last of them."""

    query: str
    number: int
    last: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a statistics file says of some days.

    Attributes:
        days: counts by event, by day (ISO 8601), the latest first.
        in_vain: queries that found nothing, the most frequent first.
    """

    days: dict[str, dict[str, int]]
    in_vain: tuple[InVain, ...]


def today() -> str:
    """The day, where the server is (ISO 8601)."""
    return datetime.datetime.now().astimezone().date().isoformat()


@dataclass(slots=True)
class Statistics:
    """Counts, written to a file every few seconds and at the end; safe for several threads.

    Attributes:
        path: of the file, made where it isn't there.
        day: gives the day.
        clock: gives seconds.

    Raises:
        SettingsError: the file can't be made.
    """

    path: Path
    day: Callable[[], str] = today
    clock: Callable[[], float] = time.monotonic
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _in_vain: Counter[tuple[str, str]] = field(default_factory=Counter)
    _seen: OrderedDict[bytes, int] = field(default_factory=OrderedDict)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _written: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        try:
            with closing(_connection(self.path)) as file, file:
                file.executescript(_TABLES)
        except sqlite3.Error as error:
            raise SettingsError(
                f"web.statistics: {self.path} can't be written ({error}). Name a file in a folder "
                "that the server may write to."
            ) from error
        self._written = self.clock()
        atexit.register(self.write)

    def count(self, event: Event) -> None:
        """One more of that."""
        with self._lock:
            self._counts[self.day(), event] += 1
        self._write_sometimes()

    def found_nothing(self, query: str) -> None:
        """Count a query that found nothing; keep it if it is the third time or a later one."""
        asked = " ".join(query.casefold().split())[:MAX_LENGTH]
        digest = hashlib.blake2b(asked.encode(), key=self._key, digest_size=16).digest()
        with self._lock:
            times = self._seen.pop(digest, 0) + 1
            self._seen[digest] = times
            if len(self._seen) > MAX_REMEMBERED:
                self._seen.popitem(last=False)
            if times >= THIRD:
                self._in_vain[self.day(), asked] += THIRD if times == THIRD else 1
        self.count(Event.NOTHING)

    def write(self) -> None:
        """Write what was counted since the last time. A file that can't be written is logged."""
        with self._lock:
            counts, in_vain = self._counts, self._in_vain
            self._counts, self._in_vain = Counter(), Counter()
            self._written = self.clock()
            if not counts and not in_vain:
                return
            try:
                with closing(_connection(self.path)) as file, file:
                    file.executemany(_COUNT, ((*key, n) for key, n in counts.items()))
                    kept = ((*key, n, MAX_KEPT_A_DAY) for key, n in in_vain.items())
                    file.executemany(_IN_VAIN, kept)
            except sqlite3.Error as error:
                _LOG.warning("Statistics can't be written to %s: %s", self.path, error)

    def _write_sometimes(self) -> None:
        if self.clock() - self._written >= _PAUSE:
            self.write()


def usage(path: Path, since: str) -> Usage:
    """What a statistics file says of the days from `since` (ISO 8601) on.

    Raises:
        SettingsError: there is no such file, or it isn't one.
    """
    if not path.is_file():
        raise SettingsError(f"There are no statistics in {path} yet; the server makes the file.")
    try:
        with closing(_connection(path)) as file:
            counts = file.execute(
                "SELECT day, what, number FROM counts WHERE day >= ? ORDER BY day DESC", (since,)
            ).fetchall()
            in_vain = file.execute(
                "SELECT query, sum(number) AS times, max(day) FROM in_vain WHERE day >= ? "
                "GROUP BY query ORDER BY times DESC, query",
                (since,),
            ).fetchall()
    except sqlite3.Error as error:
        raise SettingsError(f"{path} isn't a file of statistics: {error}.") from error
    return Usage(_by_day(counts), tuple(InVain(*row) for row in in_vain))


def _by_day(counts: Sequence[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    days: dict[str, dict[str, int]] = {}
    for day, what, number in counts:
        days.setdefault(day, {})[what] = number
    return days


def _connection(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE)
