"""How the words of texts are written: in small letters, as names are, or as any word may be.

The name table is built from these counts: what stands in small letters is no name, and a capital
at the beginning of a sentence, in a heading or in a title says little.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from archsearch.analysis.row import begins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from archsearch.analysis import Columns

#: Columns of the counts: in small letters, capitalised within a sentence, capitalised where any
#: word may be.
SMALL, AS_NAME, ANY_CAPITAL = range(3)
KINDS = 3
#: A word that stands so many times more often in small letters than as a name is a word.
MOST_SMALL_PER_NAME = 3

#: What ends a sentence or a line, so that the next word has a capital anyway.
_BREAKS = '.!?…:;\n\r"«“„(—'
#: Beyond, letters are rare, and a table of all would take seconds to make.
_LAST_OF_TABLE = 0xFFFF


class SurfaceForms:
    """Counts how the surface forms of texts are written; all analysed with one vocabulary."""

    def __init__(self) -> None:
        #: For each token its form and kind as one number.
        self._noted: list[NDArray[np.int64]] = []

    def note(self, text: str, columns: Columns, *, running: bool) -> None:
        """Take in the tokens of `text`.

        Args:
            text: the source.
            columns: its tokens.
            running: whether it is running text or names, where a capital inside a sentence means
                a name; a title or a list of subjects says nothing.
        """
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        starts, ends = columns.starts, columns.ends
        capital = _are_capital(points[starts])
        # The word's second letter small: not a heading all in capitals.
        inner = ~_are_capital(points[np.minimum(starts + 1, ends - 1)])
        breaks = _classes()[1][np.minimum(points, _LAST_OF_TABLE)].nonzero()[0]
        previous = np.concatenate(([0], ends[:-1]))[: starts.size]
        before = np.searchsorted(breaks, np.minimum(previous, starts))
        inside = (np.searchsorted(breaks, starts) == before) & (previous > 0)
        as_name = capital & inner & inside if running else np.zeros(starts.size, np.bool_)
        kinds = np.where(as_name, AS_NAME, np.where(capital, ANY_CAPITAL, SMALL))
        self._noted.append(columns.exact.astype(np.int64) * KINDS + kinds)

    def noted(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """(n,) rising ids of the forms, and (n, 3) counts of how each is written."""
        cells = np.concatenate([np.zeros(0, np.int64), *self._noted])
        cells.sort()
        first = begins(cells).nonzero()[0]
        times = np.diff(first, append=cells.size)
        cells = cells[first]
        forms = cells // KINDS
        new = begins(forms)
        counts = np.zeros((np.count_nonzero(new), KINDS), np.int32)
        counts[np.cumsum(new) - 1, cells % KINDS] = times
        return forms[new].astype(np.int32), counts


def with_room(counts: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    """Counts for at least `size` strings; those of new strings are zero."""
    if size <= len(counts):
        return counts
    grown = np.zeros((max(size, 2 * len(counts)), 3), np.int32)
    grown[: len(counts)] = counts
    return grown


def is_name(counts: NDArray[np.int32]) -> NDArray[np.bool_]:
    """(n,) which of (n, 3) counts are those of a form that may be a name."""
    small, as_name, any_capital = counts.T
    written_as_name = (as_name > 0) & (small <= as_name * MOST_SMALL_PER_NAME)
    may_be: NDArray[np.bool_] = written_as_name | ((any_capital > 0) & (small == 0))
    return may_be


@cache
def _classes() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """By code point: whether a word that begins so may be a name, and whether it breaks a text."""
    upper = np.array([_is_capital(chr(point)) for point in range(_LAST_OF_TABLE + 1)])
    breaks = np.zeros(upper.size, np.bool_)
    breaks[[ord(each) for each in _BREAKS]] = True
    return upper, breaks


def _are_capital(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """(n,) whether words that begin with such code points may be names."""
    found: NDArray[np.bool_] = _classes()[0][np.minimum(points, _LAST_OF_TABLE)]
    for place in (points > _LAST_OF_TABLE).nonzero()[0].tolist():
        found[place] = _is_capital(chr(points[place]))
    return found


def _is_capital(character: str) -> bool:
    """Whether it is a capital; scripts without case have names too, so their letters are."""
    caseless = character.isalpha() and character.upper() == character.lower()
    return character.isupper() or caseless
