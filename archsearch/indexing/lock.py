"""One writer at a time: the lock that a build holds, and who holds it."""

from __future__ import annotations

import datetime
import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import filelock

from archsearch.errors import IndexingError, IndexLockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "lock"
HOLDER = "lock.holder"


@contextmanager
def build_lock(index: Path, wait: float = 0) -> Iterator[None]:
    """Hold the lock of the index folder `index`; wait for it so many seconds.

    The operating system lets go of it when the holder ends, however it ends, so no lock is
    ever stale.

    Raises:
        IndexLockedError: another process holds it; says which, and since when.
        IndexingError: the folder can't be written.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(index / LOCK, timeout=wait):
            (index / HOLDER).write_text(_holder(), encoding="utf-8")
            try:
                yield
            finally:
                (index / HOLDER).unlink(missing_ok=True)
    except filelock.Timeout as error:
        who = holder(index) or "another process"
        raise IndexLockedError(f"The index {index} is being built by {who}.") from error
    except OSError as error:
        raise IndexingError(f"Can't write to the index folder {index}: {error}") from error


def holder(index: Path) -> str:
    """Who holds the lock, in words; "" if nobody has said."""
    try:
        return (index / HOLDER).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _holder() -> str:
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"process {os.getpid()} on {socket.gethostname()} since {now}"
