"""Other people's programs, run on one file: a list of arguments, no shell, so much time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def find_program(names: Iterable[str]) -> str:
    """The first of some programs that is installed, by its path; "" if none is."""
    return next((found for name in names if (found := shutil.which(name))), "")


def run_program(arguments: Sequence[str], path: Path, seconds: float) -> None:
    """Run a program on a file, and end it with all that it started when its time is up.

    Args:
        arguments: the program and its arguments.
        path: the file that this is about, for messages.
        seconds: so long it may take.

    Raises:
        HoldingError: it can't be run, fails, or takes too long.
    """
    name = Path(arguments[0]).name
    try:
        process = subprocess.Popen(  # noqa: S603 - a list of arguments, and no shell reads it
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise HoldingError(f"can't be read: {name} can't be run: {error.strerror}", path) from error
    try:
        status = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise HoldingError(
            f"can't be read: {name} took more than {seconds:g} seconds",
            path,
            remedy="raise reading.convert_seconds in archsearch.toml, or convert it yourself",
        ) from None
    finally:
        _end(process)
    if status:
        raise HoldingError(
            f"can't be read: {name} failed ({status})", path, remedy="convert it yourself"
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program that is still running, and what it started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
