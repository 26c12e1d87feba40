"""Files of named arrays: written once with a checksum, read through the page cache.

Each file is raw bytes; what lies in it (name, type, count, offset of each array) and the file's
size and SHA-256 stand in its `FileEntry`, which the segment's manifest keeps. Opening maps the
file and checks its size; `check` reads it whole and compares the checksum.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.errors import IndexUnavailableError
from archsearch.systems import sync_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from io import BufferedWriter
    from pathlib import Path

    from numpy.typing import NDArray

#: Arrays begin at multiples of this, so that every type can be read in place.
ALIGNMENT = 64
_READ_SIZE = 1 << 20
REBUILD = "Rebuild it with: archsearch index build"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What a manifest says about one file.

    Attributes:
        name: file name in the segment's folder.
        size: in bytes.
        sha256: hexadecimal digest of the whole file.
        arrays: (type, count, offset) by array name.
    """

    name: str
    size: int
    sha256: str
    arrays: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As the manifest holds it."""
        arrays = {name: list(place) for name, place in self.arrays.items()}
        return {"name": self.name, "size": self.size, "sha256": self.sha256, "arrays": arrays}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> FileEntry:
        """The inverse of `to_dict`.

        Raises:
            KeyError, TypeError, ValueError: that isn't what `to_dict` made.
        """
        return cls(
            str(values["name"]),
            int(values["size"]),
            str(values["sha256"]),
            {
                name: (str(kind), int(count), int(offset))
                for name, (kind, count, offset) in values["arrays"].items()
            },
        )


class FileWriter:
    """Writes one file from beginning to end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb")
        # A writer that fails leaves others behind, which nobody will finish.
        self._closing = weakref.finalize(self, _close_unfinished, self._file)
        self._digest = hashlib.sha256()
        self._arrays: dict[str, tuple[str, int, int]] = {}
        self.size = 0

    def append(self, data: bytes | NDArray[Any]) -> None:
        """Write bytes that belong to no array of the list."""
        raw = data if isinstance(data, bytes) else np.ascontiguousarray(data).data.cast("B")
        self._file.write(raw)
        self._digest.update(raw)
        self.size += len(raw)

    def array(self, name: str, values: NDArray[Any]) -> None:
        """Write an array in little-endian order, under a name."""
        self.parts(name, values.dtype, (values,))

    def parts(self, name: str, kind: np.dtype[Any], parts: Iterable[NDArray[Any]]) -> None:
        """Write an array that comes in parts and is of a type, like `array`."""
        self.append(b"\0" * (-self.size % ALIGNMENT))
        kind, start, count = kind.newbyteorder("<"), self.size, 0
        for part in parts:
            count += part.size
            if part.size:
                self.append(part.astype(kind, copy=False))
        self._arrays[name] = (kind.str, count, start)

    def finish(self) -> FileEntry:
        """Make the file durable."""
        sync_file(self._file)
        self._file.close()
        return FileEntry(self._path.name, self.size, self._digest.hexdigest(), self._arrays)

    def abort(self) -> None:
        """Close it unfinished."""
        self._closing()


def _close_unfinished(file: BufferedWriter) -> None:
    # On a full disk the rest can't be written; it isn't wanted.
    with contextlib.suppress(OSError):
        file.close()


class MappedFile:
    """One file, mapped.

    Attributes:
        data: its bytes; they stay mapped for as long as anything refers to them.
    """

    def __init__(self, path: Path, entry: FileEntry) -> None:
        self._path = path
        self._entry = entry
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                if size != entry.size:
                    raise IndexUnavailableError(
                        f"The index is damaged: {path} has {size} bytes instead of "
                        f"{entry.size}. {REBUILD}"
                    )
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        except OSError as error:
            raise IndexUnavailableError(
                f"The index is damaged: {path} can't be read: {error.strerror}. {REBUILD}"
            ) from error
        self.data = memoryview(mapped)

    def array(self, name: str) -> NDArray[Any]:
        """The array of that name, in place.

        Raises:
            IndexUnavailableError: there is none.
        """
        try:
            kind, count, offset = self._entry.arrays[name]
            return np.frombuffer(self.data, np.dtype(kind), count, offset)
        except (KeyError, ValueError, TypeError) as error:
            raise IndexUnavailableError(
                f"The index is damaged: {self._path} lacks “{name}”. {REBUILD}"
            ) from error

    def has(self, name: str) -> bool:
        """Whether there is an array of that name."""
        return name in self._entry.arrays

    def check(self) -> None:
        """Compare the whole file with its checksum.

        Raises:
            IndexUnavailableError: it was changed.
        """
        digest = hashlib.sha256()
        for start in range(0, len(self.data), _READ_SIZE):
            digest.update(self.data[start : start + _READ_SIZE])
        if digest.hexdigest() != self._entry.sha256:
            raise IndexUnavailableError(
                f"The index is damaged: {self._path} was changed. {REBUILD}"
            )


def smallest(values: NDArray[Any]) -> NDArray[Any]:
    """The same whole numbers, none below zero, in the smallest unsigned type."""
    largest = int(values.max()) if values.size else 0
    return values.astype(np.min_scalar_type(largest))
