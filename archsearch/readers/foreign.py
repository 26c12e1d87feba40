"""What libraries for other people's formats fail with, and we → one error that names the file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def damage_named(path: Path, kind: str) -> Iterator[None]:
    """Name the file that a library can't read.

    Args:
        path: the file.
        kind: what it is ("workbook").

    Raises:
        HoldingError: whatever the library failed with.
    """
    try:
        yield
    except HoldingError:
        raise
    except Exception as error:
        # A damaged file makes a library fail in ways that it neither knows nor documents.
        detail = str(error).split("\n", 1)[0] or type(error).__name__
        raise HoldingError(
            f"is no {kind} that can be read: {detail}",
            path,
            remedy="open it with the program that it was made with, and save it anew",
        ) from error


@contextmanager
def faults_named(path: Path, place: str = "") -> Iterator[None]:
    """Make a refusal of a file out of whatever a reader fails with, so that others are read.

    Args:
        path: the file.
        place: where in it the record is that is read.

    Raises:
        HoldingError: in place of any other error.
    """
    try:
        yield
    except HoldingError:
        raise
    except UnicodeDecodeError as error:
        raise HoldingError("is not text in UTF-8", path, remedy="save it as UTF-8") from error
    except OSError as error:
        message = f"can't be read: {error.strerror or error}"
        raise HoldingError(message, path, place=place) from error
    except Exception as error:
        detail = next(iter(str(error).splitlines()), "") or type(error).__name__
        raise HoldingError(
            f"can't be read, for a fault in archsearch: {detail}",
            path,
            place=place,
            remedy="report the fault, with the file if you may give it away",
        ) from error
