"""Terms at positions ↔ the text that OpenSearch's analysis takes apart again.

The text is made of positions separated by spaces; the terms of one position are separated by a
bar. A position without a term is a `GAP`, which a stop filter leaves out, counting it all the same.
The text is the one thing that is sent and kept of a field: what occurs where is read from it again.
"""

from __future__ import annotations

import base64
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import zstandard

from archsearch.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from archsearch.engines.base import FieldTerms

STACKED = "|"
GAP = "%_"
#: Positions and ids of terms are 32 bit each: one number keeps both.
_ID_BITS = 32
_SPECIAL = re.compile(r"[\s%|\x00-\x20]")
_ESCAPED = re.compile("%([0-9a-f]+);")
#: What stands between two terms: behind one of the same position, and one of the position before.
_SEPARATORS = np.array([STACKED, " "], object)


class Numbered(NamedTuple):
    """One field of one document, each occurrence once; ids refer to the writer's vocabulary.

    Attributes:
        ids: (n,) int32 the term of each occurrence.
        positions: (n,) int32, never falling.
        length: what BM25 calls the field's length.
    """

    ids: NDArray[np.int32]
    positions: NDArray[np.int32]
    length: int


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
    ids = (keys & ((1 << _ID_BITS) - 1)).astype(np.int32)
    return Numbered(ids, (keys >> _ID_BITS).astype(np.int32), int(given.length))


def escaped(term: str) -> str:
    """`term` without spaces and bars."""
    return _SPECIAL.sub(lambda found: f"%{ord(found[0]):x};", term)


def unescaped(written: str) -> str:
    """The inverse of `escaped`."""
    return (
        _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written) if "%" in written else written
    )


class Speller:
    """Writes the texts of fields whose ids refer to one vocabulary."""

    def __init__(self, strings: Sequence[str]) -> None:
        self._terms = np.empty(len(strings), object)
        self._terms[:] = [escaped(term) for term in strings]

    def text(self, field: Numbered) -> str:
        """A field as the analysis of the index takes it."""
        distances = np.diff(field.positions, prepend=np.int32(-1))
        pieces = np.empty(2 * distances.size, object)
        pieces[::2] = _SEPARATORS[np.minimum(distances, 1)]
        pieces[1::2] = self._terms[field.ids]
        for place in np.flatnonzero(distances > 1).tolist():
            pieces[2 * place] = " " + f"{GAP} " * (int(distances[place]) - 1)
        return "".join(pieces.tolist())[1:]


class Spelled:
    """A field of a document as `Speller` wrote it, read again; immutable."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(self._text.replace(STACKED, " ").split(" ")) - {GAP, ""}

    @property
    def terms(self) -> frozenset[str]:
        """The distinct terms."""
        return frozenset(map(unescaped, self._written))

    @property
    def occurrences(self) -> int:
        """How many terms there are, stacked ones each by itself."""
        text = self._text
        return text.count(" ") + text.count(STACKED) + bool(text) - text.count(GAP)

    def positions(self, term: str) -> list[int]:
        """Where a term stands, rising."""
        wanted = escaped(term)
        return list(self._found(wanted)) if wanted in self._written else []

    def _found(self, wanted: str) -> Iterator[int]:
        text, size = self._text, len(wanted)
        position, counted, at = 0, 0, text.find(wanted)
        while at >= 0:
            end = at + size
            if text[at - 1 : at] in _BEFORE and text[end : end + 1] in _BEFORE:
                position += text.count(" ", counted, at)
                counted = at
                yield position
            at = text.find(wanted, end)


#: What may stand before and behind a term; nothing at the ends of a text.
_BEFORE = frozenset({"", " ", STACKED})


def pack_stored(stored: bytes) -> str:
    """Stored bytes as JSON can carry them."""
    return base64.b64encode(zstandard.compress(stored)).decode("ascii")


def unpack_stored(text: str) -> bytes:
    """The inverse of `pack_stored`; a column of OpenSearch comes without the padding."""
    return zstandard.decompress(base64.b64decode(text + "=" * (-len(text) % 4)))
