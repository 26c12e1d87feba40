"""Texts → columns, fast: what was read once is kept and copied by numpy.

Each distinct chunk or repair is read once; its tokens are kept as rows of numbers. A text is then
a list of such numbers, and its columns are gathered from the rows. One `Shelf` serves one
vocabulary and one chain. When a row of it is full, it is set aside and a new one begun, to which
whatever is asked for again is moved; the row that was set aside before goes. So what is frequent is
read once, and memory stays bounded.
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

#: Distinct chunks in a row; about 120 MB with their strings, and there are two rows.
_MOST_KEYS: Final = 1 << 19
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


class _Row:
    """What was read, as rows of numbers.

    Attributes:
        numbers: which row of `keys` is whose.
        kinds: what each key is to the finder of repairs.
        keys: rows of a key: its first token, how many it has, how many positions they take.
        tokens: rows of a token: position, start, end, exact form, first term, how many terms.
        terms: the terms of all tokens.
    """

    __slots__ = ("keys", "kinds", "numbers", "terms", "tokens")

    def __init__(self, read: Callable[[str | Key], int]) -> None:
        self.numbers = _Numbers(read)
        self.kinds = array("B")
        self.keys = array("i")
        self.tokens = array("i")
        self.terms = array("i")

    @property
    def is_full(self) -> bool:
        return len(self.numbers) > _MOST_KEYS or len(self.tokens) > _MOST_TOKENS * _TOKEN_SIZE


class Shelf:
    """Reads texts as columns; remembers what it read."""

    def __init__(self, read: Reader, vocabulary: Vocabulary) -> None:
        self._read = read
        self._vocabulary = vocabulary
        self._row = self._before = _Row(self._take_in)

    def columns(self, text: str) -> Columns:
        """The tokens of `text` as columns."""
        if self._row.is_full:
            self._before, self._row = self._row, _Row(self._take_in)
        row = self._row
        chunks = cut(text)
        found = map(row.numbers.__getitem__, chunks.strings)
        numbers = np.fromiter(found, np.intp, len(chunks.strings))
        starts = chunks.starts
        repairs = find_repairs(text, chunks, np.frombuffer(row.kinds, np.uint8).take(numbers))
        if repairs:
            keep = np.ones(numbers.size, np.bool_)
            for repair in repairs:
                numbers[repair.first] = row.numbers[repair.key]
                keep[repair.first + 1 : repair.last] = False
            numbers, starts = numbers[keep], starts[keep]
        return self._gather(numbers, starts)

    def _take_in(self, key: str | Key) -> int:
        row = self._row
        number = self._before.numbers.get(key, -1)
        if number >= 0:
            _move(self._before, number, row)
            return len(row.kinds) - 1
        tokens, kind = self._read(key)
        identify = self._vocabulary.id
        first = len(row.tokens) // _TOKEN_SIZE
        for token in tokens:
            facts = (token.position, token.start, token.end, identify(token.exact))
            row.tokens.extend((*facts, len(row.terms), len(token.terms)))
            row.terms.extend(map(identify, token.terms))
        advance = 1 + tokens[-1].position if tokens else 0
        row.keys.extend((first, len(tokens), advance))
        row.kinds.append(kind)
        return len(row.kinds) - 1

    def _gather(self, numbers: NDArray[np.intp], starts: NDArray[np.int64]) -> Columns:
        """Copy the rows of the keys, moved to where each stands."""
        row = self._row
        first, counts, advances = _rows(row.keys, _KEY_SIZE).take(numbers, axis=0).T
        bases = np.cumsum(advances, dtype=np.int32) - advances
        tokens = _rows(row.tokens, _TOKEN_SIZE).take(ranges(first, counts), axis=0)
        offsets = np.zeros(len(tokens) + 1, np.int32)
        np.cumsum(tokens[:, 5], out=offsets[1:])
        moved = np.repeat(starts.astype(np.int32), counts)
        return Columns(
            positions=tokens[:, 0] + np.repeat(bases, counts),
            starts=tokens[:, 1] + moved,
            ends=tokens[:, 2] + moved,
            exact=tokens[:, 3].copy(),
            offsets=offsets,
            terms=_rows(row.terms, 1).ravel().take(ranges(tokens[:, 4], tokens[:, 5])),
            vocabulary=self._vocabulary,
        )


def _move(source: _Row, number: int, target: _Row) -> None:
    """Copy what `source` has of key `number` to the end of `target`."""
    first, count, advance = source.keys[number * _KEY_SIZE : (number + 1) * _KEY_SIZE]
    target.keys.extend((len(target.tokens) // _TOKEN_SIZE, count, advance))
    for at in range(first * _TOKEN_SIZE, (first + count) * _TOKEN_SIZE, _TOKEN_SIZE):
        *facts, term, terms = source.tokens[at : at + _TOKEN_SIZE]
        target.tokens.extend((*facts, len(target.terms), terms))
        target.terms.extend(source.terms[term : term + terms])
    target.kinds.append(source.kinds[number])


def _rows(numbers: array[int], size: int) -> NDArray[np.int32]:
    """The array as numpy sees it, not copied; must be let go before the array grows."""
    return np.frombuffer(numbers, np.int32).reshape(-1, size)


def ranges(first: NDArray[np.int32], counts: NDArray[np.int32]) -> NDArray[np.int32]:
    """All the numbers of the ranges ``[first, first + count)`` in a row."""
    ends = np.cumsum(counts, dtype=np.int32)
    total = int(ends[-1]) if ends.size else 0
    return np.repeat(first - ends + counts, counts) + np.arange(total, dtype=np.int32)
