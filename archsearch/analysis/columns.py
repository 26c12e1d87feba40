"""Texts → columns, fast: what was read once is kept and copied by numpy.

Each distinct chunk or repair is read once; its tokens are kept as rows of numbers. A text is then
a list of such numbers, and its columns are gathered from the rows. One `Shelf` serves one
vocabulary and one chain; it is emptied when it has grown too large.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from archsearch.analysis.letters import cut
from archsearch.analysis.repairs import find_repairs
from archsearch.analysis.token import Columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from archsearch.analysis.repairs import Key, Kind
    from archsearch.analysis.token import Token, Vocabulary

    Reader = Callable[[str | Key], tuple[tuple[Token, ...], Kind]]

#: Distinct chunks kept; about 60 MB with their strings.
_MOST_KEYS: Final = 1 << 18
#: Tokens kept, for texts whose chunks are long (Chinese has no spaces).
_MOST_TOKENS: Final = 1 << 20
_KEY_SIZE: Final = 3
_TOKEN_SIZE: Final = 6


class _Numbers(dict["str | Key", int]):
    """Key → its number on the shelf, which is filled when a key is first asked for."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str | Key], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, key: str | Key) -> int:
        number = self[key] = self._read(key)
        return number


class Shelf:
    """What was read, as rows of numbers."""

    def __init__(self, read: Reader, vocabulary: Vocabulary) -> None:
        self._read = read
        self._vocabulary = vocabulary
        self._clear()

    def columns(self, text: str) -> Columns:
        """The tokens of `text` as columns."""
        if len(self._numbers) > _MOST_KEYS or len(self._tokens) > _MOST_TOKENS * _TOKEN_SIZE:
            self._clear()
        chunks = cut(text)
        found = map(self._numbers.__getitem__, chunks.strings)
        numbers = np.fromiter(found, np.intp, len(chunks.strings))
        starts = chunks.starts
        repairs = find_repairs(text, chunks, np.frombuffer(self._kinds, np.uint8).take(numbers))
        if repairs:
            keep = np.ones(numbers.size, np.bool_)
            for repair in repairs:
                numbers[repair.first] = self._numbers[repair.key]
                keep[repair.first + 1 : repair.last] = False
            numbers, starts = numbers[keep], starts[keep]
        return self._gather(numbers, starts)

    def _clear(self) -> None:
        self._numbers = _Numbers(self._take_in)
        self._kinds = array("B")
        #: Rows of a key: its first token, how many it has, how many positions they take.
        self._keys = array("i")
        #: Rows of a token: position, start, end, exact form, first term, how many terms.
        self._tokens = array("i")
        self._terms = array("i")

    def _take_in(self, key: str | Key) -> int:
        tokens, kind = self._read(key)
        identify = self._vocabulary.id
        first = len(self._tokens) // _TOKEN_SIZE
        for token in tokens:
            row = (token.position, token.start, token.end, identify(token.exact))
            self._tokens.extend((*row, len(self._terms), len(token.terms)))
            self._terms.extend(map(identify, token.terms))
        advance = 1 + tokens[-1].position if tokens else 0
        self._keys.extend((first, len(tokens), advance))
        self._kinds.append(kind)
        return len(self._kinds) - 1

    def _gather(self, numbers: NDArray[np.intp], starts: NDArray[np.int64]) -> Columns:
        """Copy the rows of the keys, moved to where each stands."""
        first, counts, advances = _rows(self._keys, _KEY_SIZE).take(numbers, axis=0).T
        bases = np.cumsum(advances, dtype=np.int32) - advances
        tokens = _rows(self._tokens, _TOKEN_SIZE).take(_ranges(first, counts), axis=0)
        offsets = np.zeros(len(tokens) + 1, np.int32)
        np.cumsum(tokens[:, 5], out=offsets[1:])
        moved = np.repeat(starts.astype(np.int32), counts)
        return Columns(
            positions=tokens[:, 0] + np.repeat(bases, counts),
            starts=tokens[:, 1] + moved,
            ends=tokens[:, 2] + moved,
            exact=tokens[:, 3].copy(),
            offsets=offsets,
            terms=_rows(self._terms, 1).ravel().take(_ranges(tokens[:, 4], tokens[:, 5])),
            vocabulary=self._vocabulary,
        )


def _rows(numbers: array[int], size: int) -> NDArray[np.int32]:
    """The array as numpy sees it, not copied; must be let go before the array grows."""
    return np.frombuffer(numbers, np.int32).reshape(-1, size)


def _ranges(first: NDArray[np.int32], counts: NDArray[np.int32]) -> NDArray[np.int32]:
    """All the numbers of the ranges ``[first, first + count)`` in a row."""
    ends = np.cumsum(counts, dtype=np.int32)
    total = int(ends[-1]) if ends.size else 0
    return np.repeat(first - ends + counts, counts) + np.arange(total, dtype=np.int32)
