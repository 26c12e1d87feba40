"""What libraries for other people's formats fail with → one error that names the file."""

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
