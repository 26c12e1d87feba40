"""Words in order, each at most so far behind the one before: proximity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.occurring import merged
from archsearch.engines.whoosh.postings import POSITION_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection, Place

    Keys = NDArray[np.int64]


def slot_keys(
    collection: Collection, terms: Sequence[tuple[Place, ...]], wanted: NDArray[np.int32]
) -> Keys:
    """Where any of `terms` stands in the documents `wanted`: never falling."""
    parts = []
    for places in terms:
        owners, positions = collection.positions(places, wanted)
        parts.append((owners << POSITION_BITS) | positions)
    return merged(parts)


def _are_among(wanted: Keys, keys: Keys) -> NDArray[np.bool_]:
    """Whether each of `wanted` is one of `keys`, which never fall; there is at least one."""
    places = np.searchsorted(keys, wanted)
    places[places == keys.size] = 0
    found: NDArray[np.bool_] = keys[places] == wanted
    return found


def chained(slots: Sequence[Keys], slop: int, mindist: int) -> NDArray[np.int64]:
    """Which documents have one key of each slot, in order and near enough.

    Args:
        slots: keys of each word.
        slop: the greatest distance from one word to the next.
        mindist: the least.

    Returns:
        Places in `wanted` of `slot_keys`, rising.
    """
    ends = slots[0]
    for keys in slots[1:]:
        if not ends.size:
            break
        ends = _next(ends, keys, slop, mindist)
    documents = ends >> POSITION_BITS
    return documents[np.flatnonzero(np.diff(documents, prepend=-1))]


def _next(ends: Keys, keys: Keys, slop: int, mindist: int) -> Keys:
    """The `keys` that are near enough behind any of `ends`; the shorter list is looked up."""
    if mindist == slop and ends.size < keys.size:
        wanted = ends + slop
        found: Keys = wanted[_are_among(wanted, keys)]
        return found
    # The nearest end that is far enough; if that is too far, all others are.
    at = np.searchsorted(ends, keys - mindist, side="right") - 1
    near = (at >= 0) & (keys - ends[at] <= slop)
    return keys[near]
