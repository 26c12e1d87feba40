"""Which strings of a vocabulary are surface forms, and which were ever written with a capital.

The name table is built from these: a word that is never capitalised and that the dictionary
knows is no name.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from archsearch.analysis import Columns

NOT_A_FORM, LOWER_CASE, CAPITALISED = 0, 1, 2


@cache
def _initials() -> NDArray[np.bool_]:
    """By code point: whether a word that begins so is written as a name is.

    Scripts without case have names too, so their letters count as capitals.
    """
    return np.array(
        [
            character.isupper() or (character.isalpha() and character.upper() == character.lower())
            for character in map(chr, range(sys.maxunicode + 1))
        ]
    )


class SurfaceForms:
    """Notes the surface forms of texts that were analysed with one vocabulary."""

    def __init__(self) -> None:
        self._kinds = np.zeros(0, np.int8)

    def note(self, text: str, columns: Columns) -> None:
        """Take in the tokens of `text`."""
        self._grow(len(columns.vocabulary))
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        capitalised = _initials()[points[columns.starts]]
        self._raise_to(columns.exact, LOWER_CASE)
        self._raise_to(columns.exact[capitalised], CAPITALISED)

    def kinds(self, size: int) -> NDArray[np.int8]:
        """For each of the first `size` strings: not a form, lower case, or capitalised."""
        self._grow(size)
        return self._kinds[:size].copy()

    def _raise_to(self, ids: NDArray[np.int32], kind: int) -> None:
        self._kinds[ids] = np.maximum(self._kinds[ids], np.int8(kind))

    def _grow(self, size: int) -> None:
        if size > self._kinds.size:
            grown = np.zeros(max(size, 2 * self._kinds.size), np.int8)
            grown[: self._kinds.size] = self._kinds
            self._kinds = grown
