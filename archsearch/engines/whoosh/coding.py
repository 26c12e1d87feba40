"""Groups of small numbers ↔ bytes.

A group (the documents of one posting list, say) is stored with the smallest of 1, 2 or 4 bytes a
number that makes the group shortest. A number too large for its width is stored as the width's
largest value, and itself follows the group in 4 bytes ("patched" frame of reference, Zukowski et
al., "Super-Scalar RAM-CPU Cache Compression", ICDE 2006). A group of zeros takes no bytes.

Everything is vectorised over all numbers of all groups; nothing here knows what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

#: The value that says "too large for this width, look behind the group", by width in bytes.
ESCAPE = {1: 0xFF, 2: 0xFFFF}
_TYPES: dict[int, np.dtype[Any]] = {1: np.dtype("u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}
TOO_EARLY = (
    "The index is damaged: its postings end too early. Rebuild it with: archsearch index build"
)
#: Bytes of a number that follows its group.
PATCH_BYTES = 4
#: By width: which of the four bytes of a number are written, as four flags in one number.
_TAKEN = np.array([0, 0x01, 0x0101, 0, 0x01010101], _TYPES[4])
#: By width: the least number that doesn't fit. Nothing is as large as that of none and four bytes.
_LIMITS = np.array([0xFFFFFFFF, ESCAPE[1], ESCAPE[2], 0, 0xFFFFFFFF], np.uint32)


@dataclass(frozen=True, slots=True)
class Coded:
    """Groups as bytes.

    Attributes:
        data: (b,) uint8.
        offsets: (g + 1,) int64; group i is ``data[offsets[i]:offsets[i + 1]]``.
        widths: (g,) uint8, bytes a number: 0, 1, 2 or 4.
    """

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    widths: NDArray[np.uint8]


def encode(
    values: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    two_bytes: NDArray[np.bool_] | None = None,
) -> Coded:
    """Code groups of numbers.

    Args:
        values: (n,) the numbers.
        bounds: (g + 1,) group i is ``values[bounds[i]:bounds[i + 1]]``; none is empty.
        two_bytes: (g,) which groups must take two bytes a number; theirs fit. None: no group.
    """
    if not values.size:
        return Coded(np.empty(0, np.uint8), np.zeros(1, np.int64), np.empty(0, np.uint8))
    starts = bounds[:-1]
    counts = np.diff(bounds)
    widths, patched = _widths(values, starts, counts)
    if two_bytes is not None:
        widths[two_bytes], patched[two_bytes] = 2, 0
    if widths.size == 1 and widths[0]:
        return _one_group(values, int(widths[0]))
    offsets = np.zeros(bounds.size, np.int64)
    np.cumsum(counts * widths + PATCH_BYTES * patched, out=offsets[1:])
    taken = np.repeat(_TAKEN[widths], counts)
    if patched.any():
        limits = np.repeat(_LIMITS[widths], counts)
        large = np.flatnonzero(values >= limits)
        behind = bounds[np.searchsorted(bounds, large, side="right")]
        values = np.insert(np.minimum(values, limits), behind, values[large])
        taken = np.insert(taken, behind, _TAKEN[PATCH_BYTES])
    data = values.astype(_TYPES[4], copy=False).view(np.uint8)[taken.view(np.bool_)]
    return Coded(data, offsets, widths)


def _one_group(values: NDArray[np.uint32], width: int) -> Coded:
    """The same for one group, in little memory: it may be the longest of the index."""
    data = values.astype(_TYPES[width])
    if width in ESCAPE:
        np.minimum(values, ESCAPE[width], out=data, casting="unsafe")
        large = values[values >= ESCAPE[width]].astype(_TYPES[PATCH_BYTES])
        data = np.concatenate((data.view(np.uint8), large.view(np.uint8)))
    coded = data.view(np.uint8)
    return Coded(coded, np.array([0, coded.size]), np.array([width], np.uint8))


def decode(data: memoryview, offset: int, count: int, width: int) -> NDArray[np.int32]:
    """The `count` numbers of the group that begins at `offset`.

    Raises:
        IndexUnavailableError: the group reaches beyond the data.
    """
    if not width:
        return np.zeros(count, np.int32)
    try:
        main = np.frombuffer(data, _TYPES[width], count, offset)
        values: NDArray[np.int32] = main.astype(np.int32)
        if width in ESCAPE:
            large = (main == ESCAPE[width]).nonzero()[0]
            if large.size:
                behind = offset + count * width
                values[large] = np.frombuffer(data, _TYPES[PATCH_BYTES], large.size, behind)
    except (KeyError, ValueError) as error:
        raise IndexUnavailableError(TOO_EARLY) from error
    return values


def increased(data: memoryview, offset: int, count: int, width: int) -> NDArray[Any]:
    """The numbers of a group, each plus one, in the smallest type that `width` allows.

    Raises:
        IndexUnavailableError: the group reaches beyond the data.
    """
    if not width:
        return np.ones(count, np.uint8)
    try:
        numbers: NDArray[Any] = np.frombuffer(data, _TYPES[width], count, offset)
    except (KeyError, ValueError) as error:
        raise IndexUnavailableError(TOO_EARLY) from error
    if width not in ESCAPE or np.count_nonzero(numbers == ESCAPE[width]):
        numbers = decode(data, offset, count, width)
    # None is the width's largest, or it would say that a patch follows: so one more fits.
    more: NDArray[Any] = numbers + numbers.dtype.type(1)
    return more


def decode_ranges(
    data: memoryview,
    group: tuple[int, int, int],
    chosen: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Some numbers of one group.

    Args:
        data: what `encode` made.
        group: where the group begins, how many numbers it has, its width.
        chosen: rising places in the group.

    Raises:
        IndexUnavailableError: the group reaches beyond the data.
    """
    offset, count, width = group
    if width not in ESCAPE:
        return decode(data, offset, count, width)[chosen]
    try:
        main = np.frombuffer(data, _TYPES[width], count, offset)
        found = main[chosen]
        values: NDArray[np.int32] = found.astype(np.int32)
        large = (found == ESCAPE[width]).nonzero()[0]
        if large.size:
            escapes = (main == ESCAPE[width]).nonzero()[0]
            behind = offset + count * width
            patches = np.frombuffer(data, _TYPES[PATCH_BYTES], escapes.size, behind)
            values[large] = patches[np.searchsorted(escapes, chosen[large])]
    except (IndexError, ValueError) as error:
        raise IndexUnavailableError(TOO_EARLY) from error
    return values


def decode_many(
    data: NDArray[np.uint8], offsets: NDArray[Any], counts: NDArray[Any], widths: NDArray[Any]
) -> NDArray[np.int32]:
    """The numbers of many groups, one after the other.

    Args:
        data: what `encode` made.
        offsets: (g,) where each group begins.
        counts: (g,) how many numbers each has.
        widths: (g,) its width.
    """
    counts = counts.astype(np.int64)
    total = int(counts.sum())
    values = np.zeros(total, np.int32)
    starts = np.cumsum(counts) - counts
    width_of = np.repeat(widths, counts)
    offsets = offsets.astype(np.int64)
    place = np.repeat(offsets - starts * widths, counts)
    patches = offsets + counts * widths
    for width in _TYPES:
        chosen = np.flatnonzero(width_of == width)
        if not chosen.size:
            continue
        at = place[chosen] + chosen * width
        own = _gather(data, at, width)
        if width in ESCAPE:
            large = np.flatnonzero(own == ESCAPE[width])
            group = np.searchsorted(starts, chosen[large], side="right") - 1
            own[large] = _gather(data, _patch_places(group, patches), PATCH_BYTES)
        values[chosen] = own
    return values


def how_many(flags: NDArray[np.bool_], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """(g,) how many flags of each group are set."""
    # In four bytes each, for numpy turns all flags into such numbers before it adds them up.
    counted: NDArray[np.int64] = np.add.reduceat(flags, starts, dtype=np.int32).astype(np.int64)
    return counted


def _widths(
    values: NDArray[np.uint32], starts: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The best width of each group, and how many of its numbers don't fit it."""
    largest = np.maximum.reduceat(values, starts)
    over = {width: how_many(values >= escape, starts) for width, escape in ESCAPE.items()}
    costs = np.stack(
        [counts + PATCH_BYTES * over[1], 2 * counts + PATCH_BYTES * over[2], 4 * counts]
    )
    best = costs.argmin(axis=0)
    widths = np.array([1, 2, 4], np.uint8)[best]
    widths[largest == 0] = 0
    patched = np.choose(best, [over[1], over[2], np.zeros_like(counts)])
    return widths, np.where(widths == 0, 0, patched)


def _gather(data: NDArray[np.uint8], at: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    values = np.zeros(at.size, np.int64)
    for byte in range(width):
        values |= data[at + byte].astype(np.int64) << (8 * byte)
    return values


def _patch_places(group: NDArray[np.int64], patches: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the patch of each large number lies; `group` never falls."""
    first = np.searchsorted(group, group, side="left")
    places: NDArray[np.int64] = patches[group] + PATCH_BYTES * (np.arange(group.size) - first)
    return places
