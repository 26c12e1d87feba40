"""A long document → its parts: which one is shown, and where the matches of the others are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class MatchLink:
    """A match in another part: the part, and the number of the mark."""

    part: int
    mark: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document, numbered from 1.

    Attributes:
        current, total: which part is shown, and how many there are.
        size: passages of a part.
        first_mark: number of the part's first mark, from 1, were there one.
        marks, all_marks: marks of this part, and of all.
        before: the last match of the parts before this one.
        after: the first match of the parts after it.
    """

    current: int
    total: int
    size: int
    first_mark: int
    marks: int
    all_marks: int
    before: MatchLink | None
    after: MatchLink | None

    @property
    def span(self) -> slice:
        """The passages of the part that is shown."""
        return slice((self.current - 1) * self.size, self.current * self.size)


def part_count(passages: int, size: int) -> int:
    """How many parts so many passages make; an empty document has one."""
    return max(1, -(-passages // size))


def part_of(place: int, size: int) -> int:
    """The part of the passage at a place, from 0."""
    return place // size + 1


def first_match(counts: Sequence[int]) -> int:
    """The place of the first passage that has a mark, 0 where none has."""
    return next((place for place, count in enumerate(counts) if count), 0)


def parts(counts: Sequence[int], size: int, current: int) -> Parts:
    """The parts of a document.

    Args:
        counts: marks of each passage.
        size: passages of a part.
        current: the part that is shown, from 1.
    """
    total = part_count(len(counts), size)
    marks = [sum(counts[start : start + size]) for start in range(0, total * size, size)]
    before = list(accumulate(marks, initial=0))
    here = current - 1
    earlier = next((at for at in range(here - 1, -1, -1) if marks[at]), None)
    later = next((at for at in range(current, total) if marks[at]), None)
    return Parts(
        current=current,
        total=total,
        size=size,
        first_mark=before[here] + 1,
        marks=marks[here],
        all_marks=before[-1],
        before=None if earlier is None else MatchLink(earlier + 1, before[earlier + 1]),
        after=None if later is None else MatchLink(later + 1, before[later] + 1),
    )
