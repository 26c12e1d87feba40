"""The surface forms of an index, and how each is written: an update goes on counting.

Strings arrive with their counts, two files leave: the strings a line each, and an array.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from archsearch.errors import IndexUnavailableError
from archsearch.indexing.surfaces import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

STRINGS, COUNTS = "strings.txt", "counts.npy"


class Forms(NamedTuple):
    """Surface forms.

    Attributes:
        strings: (n,) distinct folded forms.
        counts: (n, 3) how each is written, from `archsearch.indexing.surfaces`.
    """

    strings: Sequence[str]
    counts: NDArray[np.int32]

    def named(self) -> Iterator[tuple[str, bool]]:
        """Every form, and whether it is written as names are."""
        return zip(self.strings, is_name(self.counts).tolist(), strict=True)


def changed(base: Forms, added: Forms, removed: Forms) -> Forms:
    """The forms of an index after an update; those that occur no more are left out."""
    places = {string: place for place, string in enumerate(base.strings)}
    for forms in (added, removed):
        for string in forms.strings:
            places.setdefault(string, len(places))
    counts = np.zeros((len(places), 3), np.int32)
    counts[: len(base.strings)] = base.counts
    for forms, sign in ((added, 1), (removed, -1)):
        rows = np.array([places[string] for string in forms.strings], np.int64)
        counts[rows] += sign * forms.counts
    strings = list(places)
    left = np.flatnonzero(counts.any(axis=1))
    return Forms(tuple(strings[place] for place in left.tolist()), counts[left])


def save(forms: Forms, folder: Path) -> None:
    """Write forms into the new folder `folder`."""
    folder.mkdir()
    lines = iter(forms.strings)
    with (folder / STRINGS).open("w", encoding="utf-8") as file:
        file.write(next(lines, ""))
        file.writelines(f"\n{line}" for line in lines)
    np.save(folder / COUNTS, forms.counts, allow_pickle=False)


def load(folder: Path) -> Forms:
    """Read what `save` wrote.

    Raises:
        IndexUnavailableError: it is missing or damaged.
    """
    try:
        text = (folder / STRINGS).read_text(encoding="utf-8")
        counts = np.load(folder / COUNTS, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise IndexUnavailableError(
            f"The index generation {folder.parent} is damaged: its forms can't be read. "
            "Rebuild it with: archsearch index build"
        ) from error
    return Forms(tuple(text.split("\n")) if text else (), counts)
