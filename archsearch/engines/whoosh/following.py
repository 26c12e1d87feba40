"""Words that follow each other exactly.

First the documents that have a word of each slot, from their numbers alone; then where the rarest
slot stands in those, and at which of these places the others stand where they ought to. So of a
frequent word only what may matter is read. Where all words are rare, nothing is gained by that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.analysis.row import begins
from archsearch.engines.whoosh.matches import within
from archsearch.engines.whoosh.occurring import (
    Located,
    any_keys,
    located,
    merged,
    standing,
)
from archsearch.engines.whoosh.postings import POSITION_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.postings import Postings

    Documents = NDArray[np.int32]

#: Up to so many occurrences all are laid out, and kept, whatever documents they are in.
FEW = 30_000
#: Occurrences of one slot that are laid out at once: arrays of a megabyte stay in the processor's
#: cache, and their memory is used again.
BLOCK = 100_000


def following(
    collection: Collection,
    slots: Sequence[Sequence[tuple[Place, ...]]],
    distance: int,
    in_time: Callable[[], bool],
) -> Documents:
    """Documents in which the slots follow each other, each exactly `distance` behind the last.

    Args:
        collection: the index.
        slots: the terms of which any may stand in each.
        distance: from one slot to the next.
        in_time: asked before each slot and block; segments that are too late have no documents.
    """
    parts = []
    for number, (base, segment) in enumerate(
        zip(collection.bases, collection.segments, strict=False)
    ):
        pairs = [
            [place.pair for places in slot for place in places if place.segment == number]
            for slot in slots
        ]
        if all(pairs):
            found = _following(segment.postings, pairs, distance, in_time)
            parts.append(found + np.int32(base) if base else found)
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, np.int32)


def _following(
    postings: Postings,
    slots: Sequence[Sequence[int]],
    distance: int,
    in_time: Callable[[], bool],
) -> Documents:
    """The same in one segment."""
    if sum(postings.occurrence_count(pair) for pairs in slots for pair in pairs) <= FEW:
        everywhere = [[Located(pair) for pair in pairs] for pairs in slots]
        return _in_order(postings, everywhere, distance, in_time)
    documents, places = _in_all(postings, slots, in_time)
    found = [documents[:0]]
    step = documents.size // (1 + _laid_out(postings, slots, documents.size) // BLOCK) + 1
    for first in range(0, documents.size, step):
        part = slice(first, first + step)
        block = [
            [located(pair, documents[part], at[part]) for pair, at in zip(*slot, strict=True)]
            for slot in zip(slots, places, strict=True)
        ]
        found.append(_in_order(postings, block, distance, in_time))
    return np.concatenate(found)


def _laid_out(postings: Postings, slots: Sequence[Sequence[int]], documents: int) -> int:
    """About how many occurrences of one slot are laid out at most in so many documents."""
    least, *others = sorted(
        (
            sum(
                postings.occurrence_count(pair) * documents // postings.document_count(pair)
                for pair in pairs
            ),
            all(map(postings.has_bits, pairs)),
        )
        for pairs in slots
    )
    return max([least[0], *(count for count, looked_up in others if not looked_up)])


def _in_order(
    postings: Postings,
    slots: Sequence[Sequence[Located]],
    distance: int,
    in_time: Callable[[], bool],
) -> Documents:
    """Which documents have the slots one behind the other; the rarest is looked at first."""
    none = np.empty(0, np.int32)
    counts = [sum(each.count(postings) for each in slot) for slot in slots]
    rarest, *others = sorted(range(len(slots)), key=counts.__getitem__)
    # A start before its document's first position is no key of any occurrence, so it goes.
    starts = any_keys(postings, slots[rarest]) - rarest * distance
    for number in others:
        if not (starts.size and in_time()):
            return none
        behind = number * distance
        starts = standing(postings, slots[number], starts + behind) - behind
    found = (starts >> POSITION_BITS).astype(np.int32)
    return found.compress(begins(found))


def _in_all(
    postings: Postings, slots: Sequence[Sequence[int]], in_time: Callable[[], bool]
) -> tuple[Documents, list[list[NDArray[np.int64]]]]:
    """Documents that have a pair of each slot.

    Returns:
        They, and the place of each among those of each pair; -1 where it isn't there.
    """
    counts = [sum(map(postings.document_count, pairs)) for pairs in slots]
    order = sorted(range(len(slots)), key=counts.__getitem__)
    documents = _of_any(postings, slots[order[0]])
    places: dict[int, list[NDArray[np.int64]]] = {}
    for number in order:
        if not in_time():
            return documents[:0], []
        own = [_places_among(documents, postings.documents(pair)) for pair in slots[number]]
        places[number] = own
        highest = own[0] if len(own) == 1 else np.maximum.reduce(own)
        here = (highest >= 0).nonzero()[0]
        if here.size < documents.size:
            documents = documents.take(here)
            places = {slot: [at.take(here) for at in each] for slot, each in places.items()}
    return documents, [places[number] for number in range(len(slots))]


def _places_among(documents: Documents, own: Documents) -> NDArray[np.int64]:
    return np.arange(own.size) if documents is own else within(documents, own)


def _of_any(postings: Postings, pairs: Sequence[int]) -> Documents:
    """Documents that have any of the pairs."""
    if len(pairs) == 1:
        return postings.documents(pairs[0])
    documents = merged([postings.documents(pair) for pair in pairs])
    return documents.compress(begins(documents))
