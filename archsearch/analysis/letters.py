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
        strings: the chunks, none of them empty.
        starts, ends: (n,) int64 offsets of the chunks in the text.
    """

    strings: list[str]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@cache
def _spaced() -> NDArray[np.uint16]:
    """By code point below 0x10000: itself, or a space if it stands between chunks."""
    table = np.full(_BMP, ord(" "), np.uint16)
    basic = "".join(map(chr, range(_BMP)))
    for run in re.finditer(rf"(?:[^\W_]|[{MARKS}{re.escape(_INNER)}])+", basic):
        table[run.start() : run.end()] = np.arange(run.start(), run.end())
    return table


def cut(text: str) -> Chunks:
    """Cut `text` into chunks."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    codes: NDArray[np.uint16] | NDArray[np.uint32]
    if len(encoded) == 2 * len(text):
        codes = _spaced().take(np.frombuffer(encoded, np.uint16))
        strings = codes.tobytes().decode("utf-16-le", "surrogatepass").split()
    else:
        codes = _cut_beyond_basic(text)
        strings = codes.tobytes().decode("utf-32-le", "surrogatepass").split()
    space = np.ones(codes.size + 2, np.bool_)
    np.equal(codes, ord(" "), out=space[1:-1])
    edges = np.flatnonzero(space[1:] != space[:-1])
    return Chunks(strings, edges[::2], edges[1::2])


def _cut_beyond_basic(text: str) -> NDArray[np.uint32]:
    """The code points of a text with spaces between its chunks, where some need 32 bits."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    spaced = _spaced().take(np.minimum(codes, _BMP - 1)).astype(np.uint32)
    distinct, which = np.unique(codes, return_inverse=True)
    letters = [code if chr(code).isalnum() else ord(" ") for code in distinct.tolist()]
    return np.where(codes < _BMP, spaced, np.array(letters, np.uint32)[which])
