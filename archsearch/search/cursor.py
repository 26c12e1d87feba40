"""Where a reader is in a list of hits: a place in one generation of the index.

A generation never changes, so the pages that a cursor leads to neither repeat a hit nor miss one,
even if the index is rebuilt in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"(?P<generation>[0-9A-Za-z-]{1,64})\.(?P<offset>\d{1,9})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list of hits.

    Attributes:
        generation: name of the generation that the list comes from.
        offset: how many hits stand before the place.
    """

    generation: str
    offset: int

    def __str__(self) -> str:
        """The cursor as an address carries it."""
        return f"{self.generation}.{self.offset}"


def read_cursor(written: str) -> Cursor | None:
    """The cursor that was written so, None if it is none."""
    match = _FORM.fullmatch(written)
    return Cursor(match["generation"], int(match["offset"])) if match else None


def next_cursor(generation: str, end: int, total: int) -> str:
    """Leads to what follows the hits up to `end` of `total`, "" where nothing does."""
    return str(Cursor(generation, end)) if 0 < end < total else ""
