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
    from numpy.typing import NDArray

#: Combining marks, vowel signs and invisible joiners: parts of a word, though not alphanumeric.
MARKS: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e\u1dc0-\u1dff"
    "\u200b-\u200d\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
#: One character of a word, for the patterns of this room.
LETTER: Final = rf"(?:[^\W_]|[{MARKS}])"
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
        strings: the chunks, none of them empty.
        starts, ends: (n,) int64 offsets of the chunks in the text.
    """

    strings: list[str]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@cache
def _separators() -> NDArray[np.bool_]:
    """By code point below 0x10000: whether it stands between chunks."""
    table = np.ones(_BMP, np.bool_)
    basic = "".join(map(chr, range(_BMP)))
    for match in re.finditer(rf"[^\W_]|[{MARKS}]|[{re.escape(_INNER)}]", basic):
        table[match.start()] = False
    return table


def cut(text: str) -> Chunks:
    """Cut `text` into chunks."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not codes.size:
        return Chunks([], np.zeros(0, np.int64), np.zeros(0, np.int64))
    separate = _separators()[np.minimum(codes, _BMP - 1)]
    if codes.max() >= _BMP:
        separate = np.where(codes >= _BMP, _astral_separators(codes), separate)
    spaced = np.where(separate, np.uint32(ord(" ")), codes).tobytes()
    edges = np.flatnonzero(np.diff(separate, prepend=True, append=True))
    return Chunks(spaced.decode("utf-32-le", "surrogatepass").split(), edges[::2], edges[1::2])


def _astral_separators(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """As `_separators`, but code by code: few texts have any letter up there."""
    distinct, which = np.unique(codes, return_inverse=True)
    kinds = np.array([not chr(code).isalnum() for code in distinct.tolist()], np.bool_)
    return kinds[which]
