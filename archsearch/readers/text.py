"""A text file → its text, in whichever encoding it is, or a clear refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.encoding import Decoded, decode
from archsearch.readers.report import Problem, Severity, counted

if TYPE_CHECKING:
    from pathlib import Path


def check_size(path: Path, max_bytes: int) -> None:
    """Refuse a file that is too large.

    Raises:
        HoldingError: it has more than `max_bytes`, or can't be looked at.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror}", path) from error
    if size > max_bytes:
        raise HoldingError(
            f"has {size:,} bytes, more than {max_bytes:,}",
            path,
            remedy="raise reading.max_file_bytes in archsearch.toml",
        )


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of a file.

    Raises:
        HoldingError: it can't be read, or is larger than `max_bytes`.
    """
    check_size(path, max_bytes)
    try:
        return path.read_bytes()
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror}", path) from error


def read_decoded(path: Path, max_bytes: int) -> Decoded:
    """The text of a file, line ends normalised, and the encoding that it was in.

    Raises:
        HoldingError: it can't be read, is larger than `max_bytes`, or isn't text.
    """
    found = decode(read_bytes(path, max_bytes))
    if found is None or "\0" in found.text:
        raise HoldingError("is not a text file", path)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, found.encoding, found.sure)


def encoding_remarks(decoded: Decoded, path: Path) -> tuple[Problem, ...]:
    """What to say about an encoding: nothing for sound UTF-8, a warning where one may be wrong."""
    if decoded.encoding.startswith("utf-8") and decoded.sure:
        return ()
    if decoded.encoding.startswith("utf-8"):
        message = f"has {counted(decoded.text.count(chr(0xFFFD)), 'damaged letter')}, shown as “�”"
        remedy = "restore it from a copy, or write these letters again"
        return (Problem(str(path), message, Severity.WARNED, remedy=remedy),)
    if decoded.sure and "\ufffd" not in decoded.text:
        return (Problem(str(path), f"was read as {decoded.encoding}", Severity.NOTED),)
    return (
        Problem(
            str(path),
            f"was read as {decoded.encoding}, but might be in another encoding",
            Severity.WARNED,
            remedy="look at its text, and save it as UTF-8",
        ),
    )
