"""Analysis results that are kept from build to build, in one SQLite file beside the generations.

A result lies under the digest of its document, with a checksum. All of them are of one *recipe*
(`archsearch.indexing.recipe`): under another one the file begins anew. It holds nothing that
can't be worked out again, so whatever is wrong with it costs time and nothing else: a damaged
result is left out, a damaged file is replaced, and where it can't be written nothing is kept.

Each batch is one transaction. It isn't forced to the disk: a killed process loses none that was
finished, and what a power cut damages is noticed by its checksum.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from typing import TYPE_CHECKING

from archsearch.systems import remove_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

logger = logging.getLogger(__name__)

#: Name of the file in the folder of the index.
FILE = "analysed.sqlite"
#: Raised by one when the tables, or the bytes in them, change their meaning.
FORMAT = 2
#: Bytes of a page: the last one of each result is half empty.
_PAGE = 4096
_CHECKSUM_SIZE = 16
#: What SQLite puts beside the file; the last two, where damage made it think of another journal.
_BESIDE = ("", "-journal", "-wal", "-shm")
#: Digests asked for in one statement; SQLite's own limit is higher in every version.
_ASKED = 500
#: `execute` would take one step of it, which frees one page.
_SHRINK = "PRAGMA incremental_vacuum"
#: What reading a damaged file may raise: a message of SQLite may itself be no text any more.
_FAULTS = (sqlite3.Error, TypeError, UnicodeDecodeError)
#: Faults that lie elsewhere: the file is kept for when they are gone.
_NOT_ITS_FAULT = frozenset(
    {
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED),
        sqlite3.SQLITE_NOMEM,
    }
)
#: Bits of an error's number that tell its kind.
_KIND = 0xFF
_TABLES = """
CREATE TABLE IF NOT EXISTS recipe (name TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS result (digest TEXT PRIMARY KEY, checksum BLOB, data BLOB);
"""


class AnalysisCache:
    """The results of one recipe; for one process at a time, under the build lock."""

    def __init__(self, index: Path, recipe: str, limit: int) -> None:
        """Open it, or begin anew.

        Args:
            index: folder of the index.
            recipe: what the results depend on beside the documents.
            limit: bytes that the file may take; 0 keeps nothing.
        """
        self._path = index / FILE
        self._limit = limit
        self._database: sqlite3.Connection | None = None
        if not limit:
            _remove(self._path)
            return
        for _ in range(2):
            try:
                self._database = _opened(self._path, f"{FORMAT} {recipe}")
            except _FAULTS as error:
                logger.info("The analysis cache %s is begun anew: %s", self._path, error)
                _remove(self._path)
            else:
                return

    @property
    def is_open(self) -> bool:
        """Whether results can be kept."""
        return self._database is not None

    def get(self, digests: Sequence[str]) -> dict[str, bytes]:
        """The results of documents, by digest, as far as they are there and unharmed."""
        found: dict[str, bytes] = {}
        if self._database is None:
            return found
        try:
            for start in range(0, len(digests), _ASKED):
                some = digests[start : start + _ASKED]
                places = ",".join("?" * len(some))
                rows = self._database.execute(
                    f"SELECT digest, checksum, data FROM result WHERE digest IN ({places})",  # noqa: S608 - question marks alone
                    some,
                )
                found |= {name: data for name, said, data in rows if _checksum(name, data) == said}
        except _FAULTS as error:
            self._give_up(error)
        return found

    def put(self, results: Mapping[str, bytes]) -> None:
        """Keep results, as long as there is room."""
        if self._database is None or not results:
            return
        rows = [(name, _checksum(name, data), data) for name, data in results.items()]
        try:
            if self._size() + sum(map(len, results.values())) <= self._limit:
                with self._database:
                    self._database.executemany("REPLACE INTO result VALUES (?, ?, ?)", rows)
        except _FAULTS as error:
            self._give_up(error)

    def keep_only(self, digests: Iterable[str]) -> None:
        """Remove the results of all other documents, and give their room back to the disk."""
        if self._database is None:
            return
        wanted = set(digests)
        try:
            known = self._database.execute("SELECT digest FROM result")
            unused = [row for row in known if row[0] not in wanted]
            if unused:
                with self._database:
                    self._database.executemany("DELETE FROM result WHERE digest = ?", unused)
                self._database.executescript(_SHRINK)
        except _FAULTS as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _size(self) -> int:
        """Bytes of the file."""
        assert self._database is not None  # noqa: S101 - for the type checker
        (pages,) = self._database.execute("PRAGMA page_count").fetchone()
        return int(pages) * _PAGE

    def _give_up(self, error: Exception) -> None:
        """Go on without: a result that isn't kept is worked out again."""
        logger.warning("The analysis cache %s is given up: %s", self._path, error)
        self.close()
        kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _KIND
        if kind not in _NOT_ITS_FAULT:
            _remove(self._path)


def _opened(path: Path, recipe: str) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        database.execute(f"PRAGMA page_size = {_PAGE}")
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("PRAGMA synchronous = OFF")
        # Documents that were withdrawn are to leave the file, not only its tables.
        database.execute("PRAGMA secure_delete = ON")
        database.executescript(_TABLES)
        if database.execute("SELECT name FROM recipe").fetchall() != [(recipe,)]:
            with database:
                database.execute("DELETE FROM result")
                database.execute("DELETE FROM recipe")
                database.execute("INSERT INTO recipe VALUES (?)", (recipe,))
            database.executescript(_SHRINK)
    except BaseException:
        database.close()
        raise
    return database


def _checksum(name: str, data: bytes) -> bytes:
    return hashlib.blake2b(name.encode() + data, digest_size=_CHECKSUM_SIZE).digest()


def _remove(path: Path) -> None:
    for ending in _BESIDE:
        each = path.with_name(f"{path.name}{ending}")
        try:
            remove_file(each)
        except OSError as error:
            logger.warning("%s can't be removed: %s", each, error.strerror)
