"""Stored bytes of documents, each compressed by itself with zstd, and where each lies."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import zstandard

from archsearch.engines.whoosh.files import FileWriter, smallest
from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.engines.whoosh.files import FileEntry, MappedFile

STORED_FILE = "stored.bin"
#: zstd's own default: the next levels take twice the time for a few per cent.
LEVEL = 3


class StoredWriter:
    """Appends one document after the other."""

    def __init__(self, folder: Path) -> None:
        self._writer = FileWriter(folder / STORED_FILE)
        self._compressor = zstandard.ZstdCompressor(level=LEVEL, write_content_size=True)
        self._ends: list[int] = []

    def add(self, data: bytes) -> None:
        """Store the bytes of the next document."""
        self.add_compressed(self._compressor.compress(data))

    def add_compressed(self, data: bytes) -> None:
        """Store bytes as another segment compressed them."""
        self._writer.append(data)
        self._ends.append(self._writer.size)

    def finish(self) -> FileEntry:
        """Write the offset table behind the documents."""
        self._writer.array("offsets", smallest(np.array([0, *self._ends], np.int64)))
        return self._writer.finish()

    def abort(self) -> None:
        """Close the file unfinished."""
        self._writer.abort()


class Stored:
    """Reads what `StoredWriter` wrote; safe for use by several threads."""

    def __init__(self, file: MappedFile) -> None:
        self._data = file.data
        self._offsets = file.array("offsets").data
        self._local = threading.local()

    def compressed(self, number: int) -> memoryview:
        """The bytes of document `number` as they lie in the file."""
        return self._data[self._offsets[number] : self._offsets[number + 1]]

    def get(self, number: int) -> bytes:
        """The bytes of document `number`.

        Raises:
            IndexUnavailableError: they are damaged.
        """
        # A decompressor is no larger than a few pointers, but isn't shared between threads.
        decompressor = getattr(self._local, "decompressor", None)
        if decompressor is None:
            decompressor = self._local.decompressor = zstandard.ZstdDecompressor()
        try:
            data: bytes = decompressor.decompress(self.compressed(number))
        except zstandard.ZstdError as error:
            raise IndexUnavailableError(
                f"The index is damaged: stored document {number} can't be read. "
                "Rebuild it with: archsearch index build"
            ) from error
        return data
