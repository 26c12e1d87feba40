"""What analysis yields: tokens for display, columns for indexing; the same facts twice.

Offsets always point into the text that was handed in, whatever repair was applied on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text.

    Attributes:
        position: its place in the sequence of words, from 0; the whole and the first part of a
            hyphenated word share a position.
        start, end: characters ``[start, end)`` of the source that it was made from.
        exact: the folded surface form after repair ("сталину" for «С Т А Л И Н У»).
        terms: what it is indexed under, stacked at `position`; never empty, no repeats.
        rule: the name of the rule that decided, for `archsearch analyze`.
    """

    position: int
    start: int
    end: int
    exact: str
    terms: tuple[str, ...]
    rule: str = ""


class Vocabulary:
    """Strings numbered in the order in which they were first seen."""

    def __init__(self, strings: Iterable[str] = ()) -> None:
        self.strings: list[str] = []
        self.ids: dict[str, int] = {}
        for string in strings:
            self.id(string)

    def id(self, string: str) -> int:
        """The number of `string`, a new one if it was never seen."""
        number = self.ids.setdefault(string, len(self.strings))
        if number == len(self.strings):
            self.strings.append(string)
        return number

    def __len__(self) -> int:
        return len(self.strings)


@dataclass(frozen=True, slots=True)
class Columns:
    """The tokens of one text as parallel arrays; row i is token i.

    Attributes:
        positions: (n,) int32, never falling.
        starts, ends: (n,) int32 source offsets.
        exact: (n,) int32 ids of folded surface forms in `vocabulary`.
        offsets: (n + 1,) int32; the terms of token i are ``terms[offsets[i]:offsets[i + 1]]``.
        terms: (m,) int32 ids of terms in `vocabulary`.
        vocabulary: numbers both exact forms and terms.
    """

    positions: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    exact: NDArray[np.int32]
    offsets: NDArray[np.int32]
    terms: NDArray[np.int32]
    vocabulary: Vocabulary = field(repr=False)
