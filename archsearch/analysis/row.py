"""What was read of chunks, as arrays of numbers, from which columns are gathered."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.analysis.hashing import HashTable
from archsearch.analysis.token import Columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from archsearch.analysis.repairs import Key
    from archsearch.analysis.token import Vocabulary

    Ints = NDArray[np.int32]


class Row:
    """Keys (chunks and repairs), numbered in the order in which they were read.

    Attributes:
        hashed: which number has the chunk of a hash.
        others: which number has a repair, or a chunk that isn't hashed.
        forms: folded form → a token that has it and all its terms.
    """

    def __init__(self) -> None:
        self.hashed = HashTable()
        self.others: dict[str | Key, int] = {}
        self.forms: dict[str, int] = {}
        self._kinds = array("B")
        # By key: its first token, how many it has, how many positions they take.
        self._firsts, self._counts, self._advances = array("i"), array("i"), array("i")
        # By token: position, start and end within the key, exact form, first term, how many.
        self._positions, self._starts, self._ends = array("i"), array("i"), array("i")
        self._exact, self._first_terms, self._term_counts = array("i"), array("i"), array("i")
        self._terms = array("i")

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._kinds)

    @property
    def token_count(self) -> int:
        """How many tokens the keys have."""
        return len(self._positions)

    def kinds(self, numbers: Ints) -> NDArray[np.uint8]:
        """What keys may be part of."""
        kinds: NDArray[np.uint8] = np.frombuffer(self._kinds, np.uint8).take(numbers)
        return kinds

    def add_key(self, kind: int, tokens: int, advance: int) -> int:
        """Take a key, whose tokens are added next; gives its number.

        Args:
            kind: what it may be part of.
            tokens: how many it has.
            advance: how many positions they take.
        """
        self._kinds.append(kind)
        self._firsts.append(len(self._positions))
        self._counts.append(tokens)
        self._advances.append(advance)
        return len(self._kinds) - 1

    def add_token(self, position: int, start: int, end: int, exact: int) -> int:
        """Take a token of the last key, whose terms are said next; gives its number."""
        self._positions.append(position)
        self._starts.append(start)
        self._ends.append(end)
        self._exact.append(exact)
        return len(self._positions) - 1

    def add_terms(self, terms: Iterable[int]) -> None:
        """The terms of the last token."""
        first = len(self._terms)
        self._terms.extend(terms)
        self._first_terms.append(first)
        self._term_counts.append(len(self._terms) - first)

    def add_word(self, kind: int, end: int, exact: int, terms: Iterable[int]) -> int:
        """Take a key that is one word; gives the number of its token.

        What `add_key`, `add_token` and `add_terms` do, in one call: most keys are words.
        """
        token = len(self._positions)
        self._kinds.append(kind)
        self._firsts.append(token)
        self._counts.append(1)
        self._advances.append(1)
        self._positions.append(0)
        self._starts.append(0)
        self._ends.append(end)
        self._exact.append(exact)
        self.add_terms(terms)
        return token

    def repeat_word(self, kind: int, end: int, token: int) -> None:
        """Take a key that is one word, with the exact form and the terms of `token`."""
        first, count = self._first_terms[token], self._term_counts[token]
        self.add_word(kind, end, self._exact[token], ())
        self._first_terms[-1], self._term_counts[-1] = first, count

    def terms_of(self, token: int) -> array[int]:
        """The terms of a token."""
        first = self._first_terms[token]
        return self._terms[first : first + self._term_counts[token]]

    def take(self, other: Row, numbers: Ints) -> None:
        """Copy keys of another row to the end of this one."""
        counts = _seen(other._counts).take(numbers)
        tokens = ranges(_seen(other._firsts).take(numbers), counts)
        term_counts = _seen(other._term_counts).take(tokens)
        terms = _seen(other._terms).take(
            ranges(_seen(other._first_terms).take(tokens), term_counts)
        )
        _extend(self._firsts, np.cumsum(counts) - counts + self.token_count)
        _extend(self._first_terms, np.cumsum(term_counts) - term_counts + len(self._terms))
        _extend(self._counts, counts)
        _extend(self._term_counts, term_counts)
        _extend(self._terms, terms)
        _extend(self._advances, _seen(other._advances).take(numbers))
        self._kinds.frombytes(other.kinds(numbers).tobytes())
        for own, source in (
            (self._positions, other._positions),
            (self._starts, other._starts),
            (self._ends, other._ends),
            (self._exact, other._exact),
        ):
            _extend(own, _seen(source).take(tokens))

    def gather(self, numbers: Ints, starts: NDArray[np.int64], vocabulary: Vocabulary) -> Columns:
        """The columns of keys that begin at `starts`, one after the other."""
        counts = _seen(self._counts).take(numbers)
        advances = _seen(self._advances).take(numbers)
        tokens = ranges(_seen(self._firsts).take(numbers), counts)
        bases = np.repeat(np.cumsum(advances, dtype=np.int32) - advances, counts)
        moved = np.repeat(starts.astype(np.int32), counts)
        term_counts = _seen(self._term_counts).take(tokens)
        offsets = np.zeros(tokens.size + 1, np.int32)
        np.cumsum(term_counts, out=offsets[1:])
        terms = ranges(_seen(self._first_terms).take(tokens), term_counts)
        return Columns(
            positions=_seen(self._positions).take(tokens) + bases,
            starts=_seen(self._starts).take(tokens) + moved,
            ends=_seen(self._ends).take(tokens) + moved,
            exact=_seen(self._exact).take(tokens),
            offsets=offsets,
            terms=_seen(self._terms).take(terms),
            vocabulary=vocabulary,
        )


def _seen(numbers: array[int]) -> Ints:
    """The array as numpy sees it, not copied; must be let go before the array grows."""
    return np.frombuffer(numbers, np.int32)


def _extend(numbers: array[int], new: NDArray[np.integer[Any]]) -> None:
    numbers.frombytes(new.astype(np.int32, copy=False).tobytes())


def ranges(first: Ints, counts: Ints) -> Ints:
    """All the numbers of the ranges ``[first, first + count)`` in a row."""
    ends = np.cumsum(counts, dtype=np.int32)
    total = int(ends[-1]) if ends.size else 0
    return np.repeat(first - ends + counts, counts) + np.arange(total, dtype=np.int32)


def begins(values: NDArray[Any]) -> NDArray[np.bool_]:
    """(n,) which of sorted values differ from the one before."""
    new = np.empty(values.size, np.bool_)
    new[:1] = True
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new
