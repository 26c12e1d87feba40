"""Where pairs stand in some documents of a segment, as sorted keys that merge.

A key is ``document << POSITION_BITS | position``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from archsearch.analysis.row import begins
from archsearch.engines.whoosh.matches import within
from archsearch.engines.whoosh.postings import POSITION_BITS
from archsearch.engines.whoosh.streams import repeated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.position_bits import PositionBits
    from archsearch.engines.whoosh.postings import Postings

    #: Rising.
    Keys = NDArray[np.int64]

#: Looking an occurrence up in bits costs as much as laying out and merging so many.
LOOK_UP = 2
#: Up to so many times as many documents, a pair's are read in one piece, those between the wanted
#: ones too: choosing costs as much again.
SPARE = 2
#: The greatest position there may be.
LAST_POSITION = (1 << POSITION_BITS) - 1


class Located(NamedTuple):
    """A pair, and the documents in which it is looked at.

    Attributes:
        pair: the pair.
        documents: (n,) documents that have it, rising; None: all that have it.
        places: (n,) their places among the pair's documents.
    """

    pair: int
    documents: NDArray[np.int32] | None = None
    places: NDArray[np.int64] | None = None

    def count(self, postings: Postings) -> int:
        """About how often the pair stands in those documents."""
        count = postings.occurrence_count(self.pair)
        if self.places is None:
            return count
        return count * self.places.size // postings.document_count(self.pair)


def located(pair: int, documents: NDArray[np.int32], places: NDArray[np.int64]) -> Located:
    """A pair in those of some documents that have it; `places` are -1 for the others."""
    here = (places >= 0).nonzero()[0]
    if here.size == places.size:
        return Located(pair, documents, places)
    return Located(pair, documents.take(here), places.take(here))


def any_keys(postings: Postings, slot: Sequence[Located]) -> Keys:
    """Where any of a slot's pairs stands, each key once."""
    keys = merged([_keys(postings, each) for each in slot])
    return keys if len(slot) == 1 else keys.compress(begins(keys))


def standing(postings: Postings, slot: Sequence[Located], wanted: Keys) -> Keys:
    """Those of `wanted`, of which there is at least one, at which any of a slot's pairs stands."""
    found, bits = [], postings.bits
    for each in slot:
        often = each.count(postings) > LOOK_UP * wanted.size
        if often and bits is not None and bits.has(each.pair):
            found.append(wanted.compress(_stands_at(postings, bits, each.pair, wanted)))
        else:
            joined = merged((wanted, _keys(postings, each)))
            found.append(joined[:-1].compress(joined[1:] == joined[:-1]))
    keys = merged(found)
    return keys if len(found) == 1 else keys.compress(begins(keys))


def merged(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The numbers of all parts, each of which never falls, in order."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return np.empty(0, np.int64)
    numbers = np.concatenate(parts)
    # Of rising runs this sort makes one, at a tenth of what looking each number up costs.
    numbers.sort(kind="stable")
    return numbers


def _keys(postings: Postings, where: Located) -> Keys:
    """Where a pair stands in some documents, and maybe in others between them."""
    pair, documents, places = where
    if documents is None or places is None:
        return _all_keys(postings, pair)
    if not places.size:
        return np.empty(0, np.int64)
    first, end = int(places[0]), int(places[-1]) + 1
    if end - first <= places.size * SPARE:
        return _keys_between(postings, pair, first, end)
    ends, positions = postings.positions(pair, places)
    return repeated(documents.astype(np.int64) << POSITION_BITS, ends) | positions


def _all_keys(postings: Postings, pair: int) -> Keys:
    """Where a pair stands anywhere; kept."""
    known = postings.kept.get((postings, pair, "keys"))
    if known is not None:
        return known
    found = _keys_between(postings, pair, 0, postings.document_count(pair))
    return postings.kept.put((postings, pair, "keys"), found)


def _keys_between(postings: Postings, pair: int, first: int, end: int) -> Keys:
    """Where a pair stands in its documents from number `first` to that before number `end`."""
    documents = postings.documents(pair)[first:end]
    ends, positions = postings.positions_between(pair, first, end)
    return repeated(documents.astype(np.int64) << POSITION_BITS, ends) | positions


def _stands_at(
    postings: Postings, bits: PositionBits, pair: int, wanted: Keys
) -> NDArray[np.bool_]:
    """Whether a pair that has bits stands at each of `wanted`."""
    documents, own = (wanted >> POSITION_BITS).astype(np.int32), postings.documents(pair)
    lowest = documents[0]
    first, end = own.searchsorted((lowest, documents[-1] + 1))
    at = within(documents - lowest, own[first:end] - lowest)
    stands = bits.stand_at(pair, at + first, wanted & LAST_POSITION)
    stands &= at >= 0
    return stands
