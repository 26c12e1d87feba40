"""Bytes of a file → text, or a clear refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.errors import HoldingError

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path, max_bytes: int) -> str:
    """The text of a UTF-8 or UTF-16 file, line ends normalised.

    Raises:
        HoldingError: it can't be read, is larger than `max_bytes`, or isn't text.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise HoldingError(
                f"has {size:,} bytes, more than {max_bytes:,}",
                path,
                remedy="raise reading.max_file_bytes in archsearch.toml",
            )
        data = path.read_bytes()
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror}", path) from error
    return decode(data, path).replace("\r\n", "\n").replace("\r", "\n")


def decode(data: bytes, path: Path) -> str:
    """`data` as text.

    Raises:
        HoldingError: it isn't text in UTF-8 or UTF-16.
    """
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise HoldingError(
            "is not text in UTF-8", path, place=f"line {line}", remedy="save it as UTF-8"
        ) from error
    if "\0" in text:
        raise HoldingError("is not a text file", path)
    return text
