"""One writer at a time: the lock that a build holds, and who holds it.

The operating system holds the lock, and lets go of it when its holder ends, however it ends. A
note beside it says who that is. The note also counts where the folder lies on a disk of another
machine whose locks don't reach here: a build on another machine is never taken to have ended.
"""

from __future__ import annotations

import datetime
import json
import logging
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError, IndexLockedError
from archsearch.systems import Process, host_name, only_one, remove_file, this_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

logger = logging.getLogger(__name__)

LOCK = "lock"
HOLDER = "lock.holder"
#: Seconds between two looks at a note.
PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class Holder:
    """Who builds, or built when its machine went down.

    Attributes:
        process: that builds.
        since: ISO 8601 time in UTC.
    """

    process: Process
    since: str

    @property
    def elsewhere(self) -> bool:
        """Whether it is another machine's."""
        return self.process.host != host_name()

    @property
    def holds(self) -> bool:
        """Whether it builds still, as far as can be told from here."""
        return self.process.runs() is not False

    def __str__(self) -> str:
        return f"process {self.process.number} on {self.process.host} since {self.since}"


@contextmanager
def build_lock(index: Path, wait: float = 0) -> Iterator[None]:
    """Hold the lock of the index folder `index`; wait for it so many seconds.

    Raises:
        IndexLockedError: another process holds it; says which, and since when.
        IndexingError: the folder can't be written.
    """
    with ExitStack() as held:
        _acquire(index, wait, held)
        try:
            yield
        except OSError as error:
            raise _cannot_write(index, error) from error


def _acquire(index: Path, wait: float, held: ExitStack) -> None:
    deadline = time.monotonic() + wait
    try:
        index.mkdir(parents=True, exist_ok=True)
        held.enter_context(only_one(index / LOCK, wait))
        _wait_for_note(index, deadline)
        (index / HOLDER).write_text(_note(), encoding="utf-8")
        held.callback(remove_file, index / HOLDER)
    except TimeoutError as error:
        raise _locked(index, holder(index)) from error
    except OSError as error:
        raise _cannot_write(index, error) from error


def _cannot_write(index: Path, error: OSError) -> IndexingError:
    return IndexingError(
        f"Can't write to the index folder {index}: {error.strerror or error}. "
        "The index stays as it was."
    )


def _locked(index: Path, named: Holder | None) -> IndexLockedError:
    return IndexLockedError(f"The index {index} is being built by {named or 'another process'}.")


def holder(index: Path) -> Holder | None:
    """Whom the note names; None if there is no note that can be read."""
    try:
        said = json.loads((index / HOLDER).read_text(encoding="utf-8"))
        process = Process(int(said["process"]), str(said["host"]), float(said["started"]))
        return Holder(process, str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def unlock(index: Path) -> Holder:
    """Remove the note of a build that ended on another machine without saying so.

    Raises:
        IndexLockedError: it is being built, by a process of this machine.
        IndexingError: there is no such note.
    """
    named = holder(index)
    if named is None:
        raise IndexingError(f"Nobody is said to build the index {index}.")
    if not named.elsewhere and named.holds:
        raise _locked(index, named)
    try:
        with only_one(index / LOCK, 0):
            remove_file(index / HOLDER)
    except TimeoutError as error:
        raise _locked(index, named) from error
    return named


def _wait_for_note(index: Path, deadline: float) -> None:
    """Come to terms with the note of another build, though nobody here holds the lock.

    Raises:
        IndexLockedError: it may be under way still.
    """
    while (named := holder(index)) and named.holds:
        if time.monotonic() >= deadline:
            remedy = (
                " If it isn't any more, because that machine went down: archsearch index unlock"
                if named.elsewhere
                else ""
            )
            raise IndexLockedError(f"The index {index} is being built by {named}.{remedy}")
        time.sleep(PAUSE)
    if named:
        logger.warning("The build by %s was cut short; the index stayed as it was.", named)


def _note() -> str:
    own = this_process()
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    said = {"process": own.number, "host": own.host, "started": own.started, "since": now}
    return json.dumps(said, ensure_ascii=False) + "\n"
