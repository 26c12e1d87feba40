"""Arrays that were decoded from an index, kept while there is room for them.

Frequent words come back in one question after the other, and of what such a word costs, decoding
its postings and weighing them is most; and one question looks at the same word several times. So
arrays are kept, up to a limit; when it is reached, those go that weren't asked for since half of
the room was last filled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any, TypeVar

    from numpy.typing import NDArray

    _Array = TypeVar("_Array", bound=NDArray[Any])

#: Bytes that are kept of one index at most: a sixth of what `serve` may have at 12,000 documents,
#: and room for some hundred words that stand in every one of 50,000.
MOST_KEPT = 48 << 20
#: and so many more for each document: of a larger index more is asked.
KEPT_EACH = 512
#: What an entry takes beside its numbers: the array itself, its key and their places in a
#: dictionary.
OVERHEAD = 400


class Kept:
    """Arrays by what they are.

    For any number of threads: what two of them do at once is done twice, and the room that is
    left is wrong by as much.

    Args:
        room: how many bytes are kept at most.
    """

    def __init__(self, room: int = MOST_KEPT) -> None:
        self._fresh: dict[Hashable, NDArray[Any]] = {}
        self._older: dict[Hashable, NDArray[Any]] = {}
        self._room = self._half = room // 2

    def get(self, key: Hashable) -> NDArray[Any] | None:
        """The array kept under `key`, None if there is none; it can't be written to."""
        found = self._fresh.get(key)
        if found is None:
            found = self._older.get(key)
            if found is not None:
                self._add(key, found)
        return found

    def put(self, key: Hashable, array: _Array) -> _Array:
        """Keep an array if there is room for it; nobody may write to it any more."""
        if array.nbytes + OVERHEAD <= self._half:
            array.flags.writeable = False
            self._add(key, array)
        return array

    def _add(self, key: Hashable, array: NDArray[Any]) -> None:
        size = array.nbytes + OVERHEAD
        if size > self._room:
            self._older, self._fresh = self._fresh, {}
            self._room = self._half
        self._room -= size
        self._fresh[key] = array
