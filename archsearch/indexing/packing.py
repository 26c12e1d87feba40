"""Arrays of numbers as MessagePack can hold them, and ids numbered anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

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


def by_appearance(ids: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The distinct ids in the order in which they first appear, and each one's place there."""
    distinct, firsts, places = np.unique(ids, return_index=True, return_inverse=True)
    order = np.argsort(firsts)
    ranks = np.empty(order.size, np.int32)
    ranks[order] = np.arange(order.size, dtype=np.int32)
    return distinct[order], ranks[places]
