"""A limit of time for reading, so that a file on which a reader loops holds nobody up."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

#: A library may swallow the first interruption: it is repeated after so many seconds.
_AGAIN_AFTER = 0.5


class _TimeIsUpError(BaseException):
    """Interrupts a reader; no `Exception`, since libraries catch those."""


@contextmanager
def time_limit(seconds: float, path: Path, place: str = "") -> Iterator[None]:
    """Stop what is done within after so many seconds.

    It works by an alarm of the system: in the main thread of a process, and not on Windows.

    Args:
        seconds: how long it may take.
        path: the file that is read, for messages.
        place: the place in it.

    Raises:
        HoldingError: the time was up.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_AFTER)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    except _TimeIsUpError:
        raise HoldingError(
            f"took more than {seconds:g} seconds to read",
            path,
            place=place,
            remedy="open it with the program that it was made with, and save it anew; "
            "or raise reading.read_seconds in archsearch.toml",
        ) from None


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _TimeIsUpError
