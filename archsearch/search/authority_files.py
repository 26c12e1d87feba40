"""The authority files beside the holdings, read again when a curator has changed one."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from archsearch.analysis.names import Authorities
from archsearch.analysis.names.aliases import words_of
from archsearch.errors import HoldingError
from archsearch.readers.authorities import read_authorities, starter_authorities

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from archsearch.holdings.authority import Authority

logger = logging.getLogger(__name__)

#: Words of a query in which authorities are looked for; a longer one is a quotation.
MOST_WORDS_OF_QUERY = 12

#: What an authority file is called.
NAMES = ("authorities.toml", "authorities.csv")


def authority_paths(holdings: Iterable[Path]) -> list[Path]:
    """The authority files that may lie in folders of holdings, or beside files of holdings."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in holdings)
    return [folder / name for folder in folders for name in NAMES]


class AuthorityFiles:
    """The authorities in force; safe for use by several threads."""

    def __init__(self, paths: Sequence[Path], *, starter: bool) -> None:
        """Take the files at `paths`, those that are there.

        Args:
            paths: files that may exist, now or later.
            starter: whether the authorities that archsearch brings count too, after the
                curator's own.
        """
        self._paths = paths
        self._starter = starter_authorities() if starter else ()
        self._lock = Lock()
        self._stamp: tuple[tuple[int, int], ...] | None = None
        self._authorities: Authorities | None = None

    def current(self) -> Authorities:
        """The authorities as the files have them now.

        A file that can't be read changes nothing: the last good state stays, and the log says so.
        """
        stamp = tuple(_stamp(path) for path in self._paths)
        if stamp != self._stamp:
            with self._lock:
                if stamp != self._stamp:
                    self._authorities = self._read() or self._authorities
                    self._stamp = stamp
        return self._authorities or Authorities(self._starter)

    def _read(self) -> Authorities | None:
        """The authorities of the files; None where one of them can't be read."""
        try:
            own = [
                each for path in self._paths if path.is_file() for each in read_authorities(path)
            ]
        except HoldingError as error:
            logger.warning("Authorities stay as they were: %s", error)
            return None
        return Authorities([*own, *self._starter])


def any_form(forms: Iterable[str]) -> str:
    """The query for any form of a name, in any case."""
    words = (" ".join(words_of(form)) for form in forms)
    return " OR ".join(f'"{form}"' for form in dict.fromkeys(words) if form)


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does; zeros for one that isn't there."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def named_in(query: str, authorities: Authorities) -> tuple[Authority, ...]:
    """The authorities that a query names, those with the longest names first."""
    words = words_of(query)[:MOST_WORDS_OF_QUERY]
    spans = authorities.spans(words)
    found = (each for start, end in spans for each in authorities.named(words[start:end]))
    # A curator's own authority and a starter may share an id: the page shows the curator's.
    ids = dict.fromkeys(each.id for each in found)
    return tuple(each for each in map(authorities.by_id, ids) if each is not None)
