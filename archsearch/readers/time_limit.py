"""A limit of time for reading, so that a file on which a reader loops holds nobody up."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.systems import TimeIsUpError, alarm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
    try:
        with alarm(seconds):
            yield
    except TimeIsUpError:
        raise HoldingError(
            f"took more than {seconds:g} seconds to read",
            path,
            place=place,
            remedy="open it with the program that it was made with, and save it anew; "
            "or raise reading.read_seconds in archsearch.toml",
        ) from None
