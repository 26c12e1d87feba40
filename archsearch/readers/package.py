"""Zip files, of archives and of office formats → their members, with limits against bombs.

A member never gives more bytes than the directory promises, so the promises are what is checked:
their sum, their ratio to the file, their number, and where their names lead.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.text import check_size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.settings import ReadingSettings

#: So much unpacks without regard to how well it was packed: blanks pack a thousandfold.
SMALL_BYTES = 16 * 1024 * 1024
#: A document type stands at the top of an XML file, if anywhere.
_TOP_BYTES = 4096


#: What reading a damaged package fails with, whatever its members are packed by.
_DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, zlib.error, lzma.LZMAError),
    *(struct.error, RuntimeError, ValueError),
)


@contextmanager
def opened(path: Path, settings: ReadingSettings) -> Iterator[zipfile.ZipFile]:
    """A zip file that is within the limits.

    Raises:
        HoldingError: it can't be read, is damaged, or is beyond a limit.
    """
    check_size(path, settings.max_file_bytes)
    try:
        with zipfile.ZipFile(path) as package:
            _check(package, path, settings)
            yield package
    except _DAMAGE as error:
        raise HoldingError(
            f"is damaged: {error}", path, remedy="restore it from a copy, or pack it again"
        ) from error
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror or error}", path) from error


def check_office(path: Path, settings: ReadingSettings) -> None:
    """Refuse an office file that is beyond a limit, or whose XML declares a document type.

    Open Packaging forbids the latter (ECMA-376, part 2, 8.1.4); entities are declared in one.

    Raises:
        HoldingError: so it is, or it is damaged.
    """
    with opened(path, settings) as package:
        for info in package.infolist():
            if not info.filename.lower().endswith((".xml", ".rels")) or info.flag_bits & 1:
                continue
            with package.open(info) as member:
                top = member.read(_TOP_BYTES)
            if b"<!DOCTYPE" in top or b"<!ENTITY" in top:
                raise HoldingError(
                    f"has XML that declares a document type ({info.filename})",
                    path,
                    remedy="save it anew with an office program",
                )


def is_safe_name(name: str) -> bool:
    """Whether the name of a member leads nowhere but below the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in path.parts[0]


def _check(package: zipfile.ZipFile, path: Path, settings: ReadingSettings) -> None:
    members = package.infolist()
    if len(members) > settings.max_members:
        raise beyond(path, f"has {len(members):,} members", "max_members", settings.max_members)
    size = sum(info.file_size for info in members)
    if size > settings.max_unpacked_bytes:
        limit = settings.max_unpacked_bytes
        raise beyond(path, f"unpacks to {size:,} bytes", "max_unpacked_bytes", limit)
    packed = max(1, path.stat().st_size)
    if size > SMALL_BYTES and size > settings.max_unpacked_ratio * packed:
        times = f"unpacks to {size // packed:,} times its size"
        raise beyond(path, times, "max_unpacked_ratio", settings.max_unpacked_ratio)


def beyond(path: Path, what: str, setting: str, limit: int) -> HoldingError:
    """What is said of a file that is beyond a limit of the settings."""
    return HoldingError(
        f"{what}, more than {limit:,}",
        path,
        remedy=f"unpack it yourself, or raise reading.{setting} in archsearch.toml",
    )
