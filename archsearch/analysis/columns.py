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
        if len(self._numbers) > _MOST_KEYS or len(self._positions) > _MOST_TOKENS:
            self._clear()
        chunks = cut(text)
        found = map(self._numbers.__getitem__, chunks.strings)
        numbers = np.fromiter(found, np.intp, len(chunks.strings))
        starts = chunks.starts
        repairs = find_repairs(text, chunks, np.frombuffer(self._kinds, np.uint8)[numbers])
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
        self._advances = array("i")
        self._first_tokens = array("i", [0])
        self._positions, self._starts, self._ends = array("i"), array("i"), array("i")
        self._exact = array("i")
        self._first_terms = array("i", [0])
        self._terms = array("i")

    def _take_in(self, key: str | Key) -> int:
        tokens, kind = self._read(key)
        identify = self._vocabulary.id
        for token in tokens:
            self._positions.append(token.position)
            self._starts.append(token.start)
            self._ends.append(token.end)
            self._exact.append(identify(token.exact))
            self._terms.extend(map(identify, token.terms))
            self._first_terms.append(len(self._terms))
        self._first_tokens.append(len(self._positions))
        self._advances.append(1 + tokens[-1].position if tokens else 0)
        self._kinds.append(kind)
        return len(self._kinds) - 1

    def _gather(self, numbers: NDArray[np.intp], starts: NDArray[np.int64]) -> Columns:
        """Copy the rows of the keys, moved to where each stands."""
        first_tokens = _view(self._first_tokens)
        rows, counts = _ranges(first_tokens[numbers], first_tokens[numbers + 1])
        advances = _view(self._advances)[numbers]
        bases = np.cumsum(advances, dtype=np.int32) - advances
        first_terms = _view(self._first_terms)
        term_rows, term_counts = _ranges(first_terms[rows], first_terms[rows + 1])
        offsets = np.zeros(rows.size + 1, np.int32)
        np.cumsum(term_counts, out=offsets[1:])
        moved = np.repeat(starts.astype(np.int32), counts)
        return Columns(
            positions=_view(self._positions)[rows] + np.repeat(bases, counts),
            starts=_view(self._starts)[rows] + moved,
            ends=_view(self._ends)[rows] + moved,
            exact=_view(self._exact)[rows],
            offsets=offsets,
            terms=_view(self._terms)[term_rows],
            vocabulary=self._vocabulary,
        )


def _view(numbers: array[int]) -> NDArray[np.int32]:
    """The array as numpy sees it, not copied; must be let go before the array grows."""
    return np.frombuffer(numbers, np.int32)


def _ranges(
    first: NDArray[np.int32], last: NDArray[np.int32]
) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """All numbers of the ranges ``[first, last)`` in a row, and the length of each range."""
    counts = last - first
    total = int(counts.sum())
    shifts = np.repeat(first - (np.cumsum(counts) - counts), counts)
    return np.arange(total) + shifts, counts
