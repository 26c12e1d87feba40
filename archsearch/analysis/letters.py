"""Which characters words are made of, and a text cut into chunks between all the others.

A text arrives; chunks leave: the longest runs of letters, digits, marks and of the few signs
that may stand inside a word («Алма-Ата», «С.С.С.Р.», «с/с», “don't”). What a chunk means is
decided elsewhere. Cutting is one pass of numpy, because everything that is indexed comes here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

#: Combining marks, vowel signs and invisible joiners: parts of a word, though not alphanumeric.
MARKS: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e\u1dc0-\u1dff"
    "\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
#: One character of a word, for the patterns of this room.
LETTER: Final = rf"(?:(?!_)[\w{MARKS}])"
HYPHENS: Final = "-‐‑"
DASHES: Final = "–—−"
APOSTROPHES: Final = "'’‘ʼʻʹ′`"
#: OCR's rendering of a hyphen at a line's end.
NOT_SIGN: Final = "¬"
_INNER: Final = HYPHENS + DASHES + APOSTROPHES + NOT_SIGN + "./"
_BMP: Final = 0x10000


@dataclass(frozen=True, slots=True)
class Chunks:
    """A text cut up.

    Attributes:
        text: the text.
        starts, ends: (n,) int64 offsets of the chunks in the text; no chunk is empty.
        codes: (len(text),) its code points, None where some need more than 16 bits.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    codes: NDArray[np.uint16] | None

    def __len__(self) -> int:
        return self.starts.size

    def __getitem__(self, place: int) -> str:
        """Chunk number `place`."""
        return self.text[self.starts[place] : self.ends[place]]

    def at(self, places: NDArray[np.int64]) -> list[str]:
        """The chunks at some places."""
        spans = zip(self.starts[places].tolist(), self.ends[places].tolist(), strict=True)
        return [self.text[start:end] for start, end in spans]

    def __iter__(self) -> Iterator[str]:
        """All chunks in order."""
        for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True):
            yield self.text[start:end]


@cache
def _between() -> NDArray[np.bool_]:
    """By code point below 0x10000: whether it stands between chunks."""
    table = np.ones(_BMP, np.bool_)
    basic = "".join(map(chr, range(_BMP)))
    for run in re.finditer(rf"(?:[^\W_]|[{MARKS}{re.escape(_INNER)}])+", basic):
        table[run.start() : run.end()] = False
    return table


def cut(text: str) -> Chunks:
    """Cut `text` into chunks."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    codes = np.frombuffer(encoded, np.uint16) if len(encoded) == 2 * len(text) else None
    between = np.ones(len(text) + 2, np.bool_)
    between[1:-1] = _between_any(text) if codes is None else _between().take(codes)
    edges = np.flatnonzero(between[1:] != between[:-1])
    return Chunks(text, edges[::2], edges[1::2], codes)


def _between_any(text: str) -> NDArray[np.bool_]:
    """What stands between chunks in a text of which some code points need 32 bits."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    distinct, which = np.unique(codes, return_inverse=True)
    table = _between()
    return np.array(
        [
            bool(table[code]) if code < _BMP else not chr(code).isalnum()
            for code in distinct.tolist()
        ]
    )[which]
