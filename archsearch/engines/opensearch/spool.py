"""Documents that wait for their terms' strings, in a compressed file beside the index.

The vocabulary is whole only when the last document came, and scoring needs the counts of all
documents before the first can be sent. So documents wait on disk, and memory stays bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgpack
import numpy as np
import zstandard

from archsearch.engines.opensearch.encoding import Numbered, numbered
from archsearch.systems import remove_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from archsearch.engines.base import IndexedDocument

SPOOL_FILE = "documents.tmp"


class Waiting(NamedTuple):
    """A document in the spool, its fields as `numbered` makes them."""

    id: str
    fields: Mapping[str, Numbered]
    keywords: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    sort_keys: Mapping[str, str]
    stored: bytes


class Spool:
    """A file of documents, written, then read from the beginning."""

    def __init__(self, path: Path) -> None:
        self._path = path / SPOOL_FILE
        self._file = self._path.open("wb")
        self._out: Any = zstandard.ZstdCompressor(level=1).stream_writer(self._file)

    def add(self, document: IndexedDocument) -> Mapping[str, Numbered]:
        """Take a document; gives its fields back, numbered."""
        fields = {name: numbered(terms) for name, terms in document.fields.items()}
        row = (
            document.id,
            {
                name: (each.ids.tobytes(), each.positions.tobytes(), each.length)
                for name, each in fields.items()
            },
            dict(document.keywords),
            dict(document.numbers),
            dict(document.sort_keys),
            document.stored,
        )
        self._out.write(msgpack.packb(row))
        return fields

    def documents(self) -> Iterator[Waiting]:
        """All documents in the order in which they came; nothing can be added afterwards."""
        self._out.close()
        with self._path.open("rb") as file:
            source = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
            for name, fields, keywords, numbers, sort_keys, stored in msgpack.Unpacker(source):
                yield Waiting(
                    name,
                    {field: _field(each) for field, each in fields.items()},
                    keywords,
                    numbers,
                    sort_keys,
                    stored,
                )

    def close(self) -> None:
        """Remove the file."""
        self._out.close()
        self._file.close()
        remove_file(self._path)


def _field(row: tuple[bytes, bytes, int]) -> Numbered:
    ids, positions, length = row
    return Numbered(np.frombuffer(ids, np.int32), np.frombuffer(positions, np.int32), length)
