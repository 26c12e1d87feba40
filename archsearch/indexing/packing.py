"""Arrays of numbers as MessagePack can hold them, and ids numbered anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from archsearch.analysis.row import begins

if TYPE_CHECKING:
    from numpy.typing import NDArray


def pack_array(array: NDArray[Any]) -> tuple[str, bytes]:
    """The array in the smallest integer type that holds it, and that type's name."""
    low, high = (int(array.min()), int(array.max())) if array.size else (0, 0)
    kind = np.result_type(np.min_scalar_type(low), np.min_scalar_type(high))
    return kind.newbyteorder("<").str, array.astype(kind.newbyteorder("<")).tobytes()


def unpack_array(packed: tuple[str, bytes]) -> NDArray[np.int32]:
    """The inverse of `pack_array`."""
    kind, data = packed
    return np.frombuffer(data, dtype=np.dtype(kind)).astype(np.int32)


def order_of(ids: NDArray[np.int32]) -> NDArray[np.int64]:
    """The places of ids, none below zero, by rising id; those of one id rise.

    Sorting ids and places as one number takes a third of the time of numpy's stable sort.
    """
    bits = ids.size.bit_length()
    keys = ids.astype(np.int64) << bits
    keys |= np.arange(ids.size)
    keys.sort()
    keys &= (1 << bits) - 1
    return keys


def by_appearance(ids: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The distinct ids in the order in which they first appear, and each one's place there."""
    order = order_of(ids)
    new = begins(ids[order])
    first = np.empty(ids.size, np.int64)
    # For each id the place of its first appearance, which is the first of its group.
    first[order] = order[new][np.cumsum(new) - 1]
    appears = first == np.arange(ids.size)
    ranks = np.cumsum(appears, dtype=np.int32) - np.int32(1)
    return ids[appears], ranks[first]
