"""Other people's programs, run on one file: a list of arguments, no shell, so much time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.systems import end_program, start_program

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
        process = start_program(arguments)
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
        end_program(process)
    if status:
        raise HoldingError(
            f"can't be read: {name} failed ({status})", path, remedy="convert it yourself"
        )
