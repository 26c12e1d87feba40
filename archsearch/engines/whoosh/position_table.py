"""Where a frequent word stands, as one bit for each position of its documents.

A phrase of two words that are both in nearly every document asks for tens of thousands of
positions at once. Here each of them costs one look, and a word that is every thirtieth one costs
half the memory of its positions; so the table is made when it is first wanted, and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from archsearch.engines.whoosh.postings import Postings

#: One table takes at most one part in so many of what is kept.
LARGEST_SHARE = 4
_NAMES = ("starts", "last", "bits")


class PositionTable(NamedTuple):
    """Positions of one pair of term and field in one segment.

    Attributes:
        starts: (d,) where the bits of each of its documents begin.
        last: (d,) its last position in each of them.
        bits: of all positions from 0 to the last, one document after the other, lowest bit first.
    """

    starts: NDArray[np.int64]
    last: NDArray[np.uint16]
    bits: NDArray[np.uint8]

    def __call__(self, at: NDArray[np.int64], wanted: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether the pair stands at each position wanted in its document number `at`."""
        last = self.last[at]
        places = self.starts[at] + np.minimum(wanted, last)
        bits = (self.bits[places >> 3] >> (places & 7).astype(np.uint8)) & 1
        found: NDArray[np.bool_] = bits.astype(np.bool_) & (wanted <= last)
        return found


def position_table(postings: Postings, pair: int) -> PositionTable | None:
    """The table of a pair; None if it would be large, or the positions aren't written plainly."""
    starts, last, bits = (postings.kept.get((postings, pair, name)) for name in _NAMES)
    if starts is not None and last is not None and bits is not None:
        return PositionTable(starts, last, bits)
    plain = postings.plain_positions(pair)
    if plain is None:
        return None
    last = plain[postings.ends(pair) - 1]
    ends = np.cumsum(last.astype(np.int64) + 1)
    if ends[-1] > postings.kept.most_bytes * 8 // LARGEST_SHARE:
        return None
    starts = ends - last - 1
    bits = _bits(postings, pair, plain, starts, int(ends[-1]))
    for name, array in zip(_NAMES, (starts, last, bits), strict=True):
        postings.kept.put((postings, pair, name), array)
    return PositionTable(starts, last, bits)


def _bits(
    postings: Postings, pair: int, plain: NDArray[np.uint16], starts: NDArray[np.int64], size: int
) -> NDArray[np.uint8]:
    stands = np.zeros(size, np.bool_)
    stands[np.repeat(starts, postings.frequencies(pair)) + plain] = True
    return np.packbits(stands, bitorder="little")
