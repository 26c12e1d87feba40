"""Terms at positions ↔ the text that OpenSearch's analysis takes apart again, and a compact blob.

The text is made of positions separated by spaces; the terms of one position are separated by a
bar. A position without a term is a `GAP`, which a stop filter leaves out, counting it all the same.
The blob is kept with a document for occurrences and for updates; nothing in it is indexed.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, NamedTuple

import msgpack
import numpy as np
import zstandard

from archsearch.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from archsearch.engines.base import FieldTerms

STACKED = "|"
GAP = "%_"
#: Positions and ids of terms are 32 bit each: one number keeps both.
_ID_BITS = 32
_SPECIAL = re.compile(r"[\s%|\x00-\x20]")


class Spelled(NamedTuple):
    """One field of one document, each occurrence once.

    Attributes:
        terms: the distinct terms.
        numbers: (n,) place of each occurrence's term in `terms`.
        positions: (n,) int32, never falling.
        length: what BM25 calls the field's length.
    """

    terms: tuple[str, ...]
    numbers: NDArray[np.int32]
    positions: NDArray[np.int32]
    length: int


class Numbered(NamedTuple):
    """The same before the strings are known; `ids` refer to the vocabulary of the writer."""

    ids: NDArray[np.int32]
    numbers: NDArray[np.int32]
    positions: NDArray[np.int32]
    length: int

    def spelled(self, strings: Sequence[str]) -> Spelled:
        """With the terms that the ids stand for."""
        terms = tuple(strings[number] for number in self.ids.tolist())
        return Spelled(terms, self.numbers, self.positions, self.length)


def numbered(given: FieldTerms) -> Numbered:
    """The terms of a field in order of positions, each occurrence once.

    Raises:
        IndexingError: a term or a position is below zero.
    """
    if given.terms.size and min(given.positions.min(), given.terms.min()) < 0:
        raise IndexingError("A term or a position below zero can't be indexed.")
    keys = (given.positions.astype(np.int64) << _ID_BITS) | given.terms
    keys.sort()
    keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
    ids, numbers = np.unique(keys & ((1 << _ID_BITS) - 1), return_inverse=True)
    positions = (keys >> _ID_BITS).astype(np.int32)
    return Numbered(ids.astype(np.int32), numbers.astype(np.int32), positions, int(given.length))


def escaped(term: str) -> str:
    """`term` without spaces and bars."""
    return _SPECIAL.sub(lambda found: f"%{ord(found[0]):x};", term)


def as_text(field: Spelled) -> str:
    """A field as the analysis of the index takes it."""
    terms = [escaped(term) for term in field.terms]
    distances = np.diff(field.positions, prepend=np.int32(-1))
    pieces = [""] * (2 * len(distances))
    pieces[::2] = map(_SEPARATORS.__getitem__, distances.tolist())
    pieces[1::2] = map(terms.__getitem__, field.numbers.tolist())
    return "".join(pieces)[1:]


class _Separators(dict[int, str]):
    """What stands between two terms, by how far the second is behind the first."""

    def __missing__(self, distance: int) -> str:
        return " " + f"{GAP} " * (distance - 1)


_SEPARATORS = _Separators({0: STACKED, 1: " "})


def pack(fields: Mapping[str, Spelled]) -> str:
    """All fields of a document in a few bytes."""
    values = {
        name: (field.terms, field.numbers.tobytes(), field.positions.tobytes(), field.length)
        for name, field in fields.items()
    }
    return _text(msgpack.packb(values))


def unpack(blob: str) -> dict[str, Spelled]:
    """The inverse of `pack`."""
    values = msgpack.unpackb(_bytes(blob))
    return {
        name: Spelled(
            tuple(terms),
            np.frombuffer(numbers, np.int32),
            np.frombuffer(positions, np.int32),
            length,
        )
        for name, (terms, numbers, positions, length) in values.items()
    }


def pack_stored(stored: bytes) -> str:
    """Stored bytes as JSON can carry them."""
    return _text(stored)


def unpack_stored(text: str) -> bytes:
    """The inverse of `pack_stored`."""
    return _bytes(text)


def _text(data: bytes) -> str:
    return base64.b64encode(zstandard.compress(data)).decode("ascii")


def _bytes(text: str) -> bytes:
    return zstandard.decompress(base64.b64decode(text))
