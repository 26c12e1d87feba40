"""Words that chunks alone don't show → stretches of a text to be read together or in context.

A text cut into chunks arrives, each with what it may be part of (`kind_of`); repairs leave: which
chunks are replaced, and a key from which the tokens of the stretch follow and nothing else. So
what was read once can be kept, and plain text costs no more than a look at the kinds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from archsearch.analysis.fold import fold
from archsearch.analysis.letters import APOSTROPHES, DASHES, HYPHENS, NOT_SIGN
from archsearch.analysis.lookalikes import looks_cyrillic, to_cyrillic
from archsearch.analysis.russian import is_word
from archsearch.analysis.spaced import divide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from archsearch.analysis.abbreviations import Abbreviations
    from archsearch.analysis.letters import Chunks
    from archsearch.analysis.words import Chain

_TRIM: Final = HYPHENS + DASHES + APOSTROPHES + NOT_SIGN + "./"
_SOFT_HYPHEN: Final = "\u00ad"
_LETTER_AT_END: Final = re.compile(r"[^\W\d_][-–—./]*")
_HYPHEN_AT_END: Final = re.compile(rf"[^\W\d_][{HYPHENS}{NOT_SIGN}{_SOFT_HYPHEN}]$")
_HORIZONTAL: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]{1,8}")
_LINE_END: Final = re.compile(r"[ \t\u00a0]*\r?\n[ \t\u00a0]*")
#: A longer row is read in stretches of so many letters: no heading is longer.
_LONGEST_ROW: Final = 120
_SHORTEST_ROW: Final = 3
_CYRILLIC: Final = re.compile(r"[\u0400-\u052f]")
_LATIN: Final = re.compile(r"[A-Za-z]")
#: Capitals that a typist may take from the other keyboard within a spaced row.
_LOOKALIKES: Final = frozenset("ABCEHKMOPTXYАВСЕНКМОРТХУ")
#: How many chunks around a look-alike word are asked for their script.
_NEIGHBOURS: Final = 3


class Kind(IntFlag):
    """What a chunk may be part of."""

    PLAIN = 0
    LETTER = 1
    LETTER_AT_END = 2
    ABBREVIATION = 4
    HYPHEN_AT_END = 8
    LOOKALIKE = 16


_SINGLE: Final = Kind.ABBREVIATION | Kind.HYPHEN_AT_END | Kind.LOOKALIKE
#: What stands before and after an abbreviation, where it matters.
NUMBER, NAME, NOTHING = "1 ", " А", ""


class ContextKey(NamedTuple):
    """An abbreviation and what stands around it."""

    before: str
    chunk: str
    after: str

    @property
    def kind(self) -> str:
        """What is shown for it."""
        return "in context"


class SpacedKey(NamedTuple):
    """A row of single letters."""

    row: str

    @property
    def kind(self) -> str:
        """What is shown for it."""
        return "letter-spaced"


class BrokenKey(NamedTuple):
    """A word and the rest of it on the next line."""

    first: str
    gap: str
    second: str

    @property
    def kind(self) -> str:
        """What is shown for it."""
        return "line end"


class CyrillicKey(NamedTuple):
    """A word in Latin letters that stands among Cyrillic words."""

    chunk: str

    @property
    def kind(self) -> str:
        """What is shown for it."""
        return "look-alike"


Key = ContextKey | SpacedKey | BrokenKey | CyrillicKey


@dataclass(frozen=True, slots=True)
class Repair:
    """Chunks ``[first, last)`` are read as `key` says, from the start of the first."""

    first: int
    last: int
    key: Key


def kind_of(chunk: str, abbreviations: Abbreviations, chain: Chain) -> Kind:
    """What a chunk may be part of."""
    kind = Kind.PLAIN
    if chain.russian and looks_cyrillic(chunk.strip(_TRIM)):
        kind |= Kind.LOOKALIKE
    if len(chunk) > 1 and chunk[-1].isalpha():
        return kind
    if _LETTER_AT_END.fullmatch(chunk):
        kind |= Kind.LETTER if len(chunk) == 1 else Kind.LETTER_AT_END
    short = fold(chunk).rstrip(".")
    if (len(short) == 1 or chunk[-1] == ".") and abbreviations.depends(short):
        kind |= Kind.ABBREVIATION
    if _HYPHEN_AT_END.search(chunk):
        kind |= Kind.HYPHEN_AT_END
    return kind


def find_repairs(chunks: Chunks, kinds: NDArray[np.uint8]) -> list[Repair]:
    """The repairs of a text, in order, none overlapping another."""
    if not kinds.any():
        return []
    found = list(_rows(chunks, kinds))
    taken = {place for repair in found for place in range(repair.first, repair.last)}
    for place in (kinds & np.uint8(_SINGLE)).nonzero()[0].tolist():
        if place not in taken:
            repair = _single(chunks, place, Kind(int(kinds[place])))
            if repair and not taken.intersection(range(repair.first, repair.last)):
                found.append(repair)
                taken.update(range(repair.first, repair.last))
    return sorted(found, key=lambda repair: repair.first)


def _rows(chunks: Chunks, kinds: NDArray[np.uint8]) -> Iterator[Repair]:
    """Rows of single letters that are spaced-out words."""
    letters = (kinds & np.uint8(Kind.LETTER)).view(np.bool_)
    ends = (kinds & np.uint8(Kind.LETTER | Kind.LETTER_AT_END)).astype(np.bool_)
    inner = letters[:-2] & letters[1:-1] & ends[2:]
    done = 0
    for place in inner.nonzero()[0].tolist():
        if place < done:
            continue
        done = _row_end(chunks, kinds, place)
        if done - place >= _SHORTEST_ROW:
            start, end = int(chunks.starts[place]), int(chunks.starts[done - 1]) + 1
            key = SpacedKey(chunks.text[start:end])
            if divide(key.row):
                yield Repair(place, done, key)


def _row_end(chunks: Chunks, kinds: NDArray[np.uint8], first: int) -> int:
    last = first + 1
    while last < len(chunks) and last - first < _LONGEST_ROW:
        gap = chunks.text[chunks.ends[last - 1] : chunks.starts[last]]
        if not _HORIZONTAL.fullmatch(gap) or not kinds[last] & (Kind.LETTER | Kind.LETTER_AT_END):
            break
        if not _may_follow(chunks[first][0], chunks[last][0]):
            break
        last += 1
        if kinds[last - 1] & Kind.LETTER_AT_END:
            break
    return last


def _may_follow(first: str, letter: str) -> bool:
    """Whether a row that begins with `first` may go on with `letter`: a numeral I ends it."""
    cyrillic = _CYRILLIC.match(first) is not None
    return (_CYRILLIC.match(letter) is not None) == cyrillic or letter in _LOOKALIKES


def _single(chunks: Chunks, place: int, kind: Kind) -> Repair | None:
    if kind & Kind.HYPHEN_AT_END and place + 1 < len(chunks):
        gap = chunks.text[chunks.ends[place] : chunks.starts[place + 1]]
        second = chunks[place + 1]
        if _LINE_END.fullmatch(gap) and second[0].isalpha():
            return Repair(place, place + 2, BrokenKey(chunks[place], gap, second))
    if kind & Kind.ABBREVIATION:
        return Repair(place, place + 1, _in_context(chunks, place))
    if kind & Kind.LOOKALIKE and _among_cyrillic(chunks, place):
        chunk = chunks[place]
        if is_word(to_cyrillic(chunk.strip(_TRIM))):
            return Repair(place, place + 1, CyrillicKey(chunk))
    return None


def _in_context(chunks: Chunks, place: int) -> ContextKey:
    before = after = NOTHING
    if place:
        gap = chunks.text[chunks.ends[place - 1] : chunks.starts[place]]
        if chunks[place - 1][-1].isdigit() and _HORIZONTAL.fullmatch(gap):
            before = NUMBER
    if place + 1 < len(chunks):
        first = chunks[place + 1].lstrip(_TRIM)[:1]
        after = NAME if first.isupper() else NUMBER[::-1] if first.isdigit() else NOTHING
    return ContextKey(before, chunks[place], after)


def _among_cyrillic(chunks: Chunks, place: int) -> bool:
    """Whether the words next to a chunk, those with letters, are Cyrillic and none is Latin."""
    last = min(len(chunks) - 1, place + _NEIGHBOURS)
    near = [chunks[at] for at in range(max(0, place - _NEIGHBOURS), last + 1) if at != place]
    plain = [chunk for chunk in near if not looks_cyrillic(chunk.strip(_TRIM))]
    return any(map(_CYRILLIC.search, plain)) and not any(map(_LATIN.search, plain))
