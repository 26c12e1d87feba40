"""Words in order, each at most so far behind the one before: phrases and proximity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.matches import within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.postings import Postings

    Keys = NDArray[np.int64]

#: Positions of some documents are read one document at a time if they are less than one in so
#: many of the term's: reading all in a row costs less for each.
SPARSE = 3
#: Looking one position up by halving costs so many times what reading the next one costs,
HALVINGS = 10
#: and before the first is found, as much as reading so many.
FEW = 4000
#: Positions are 32 bit: document and position make one number that keeps documents apart.
_POSITION_BITS = 32


def slot_keys(
    collection: Collection, terms: Sequence[tuple[Place, ...]], wanted: NDArray[np.int32]
) -> Keys:
    """Where any of `terms` stands in the documents `wanted`: never falling."""
    parts = []
    for places in terms:
        owners, positions = collection.positions(places, wanted)
        parts.append((owners << _POSITION_BITS) | positions)
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return np.empty(0, np.int64)
    keys = np.concatenate(parts)
    # Each part is in order already: this sort only merges.
    keys.sort(kind="stable")
    return keys


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
    documents = ends >> _POSITION_BITS
    return documents[np.flatnonzero(np.diff(documents, prepend=-1))]


def _next(ends: Keys, keys: Keys, slop: int, mindist: int) -> Keys:
    """The `keys` that are near enough behind any of `ends`; the shorter list is looked up."""
    if mindist == slop and ends.size < keys.size:
        wanted = ends + slop
        at = np.searchsorted(keys, wanted)
        at[at == keys.size] = 0
        found: Keys = wanted[keys[at] == wanted]
        return found
    # The nearest end that is far enough; if that is too far, all others are.
    at = np.searchsorted(ends, keys - mindist, side="right") - 1
    near = (at >= 0) & (keys - ends[at] <= slop)
    return keys[near]


def following(
    collection: Collection,
    slots: Sequence[Sequence[tuple[Place, ...]]],
    distance: int,
    in_time: Callable[[], bool],
) -> NDArray[np.int32]:
    """Documents in which the slots follow each other, each exactly `distance` behind the last.

    Args:
        collection: the index.
        slots: the terms of which any may stand in each.
        distance: from one slot to the next.
        in_time: asked before each term; segments that are too late have no documents.
    """
    parts = [np.empty(0, np.int32)]
    for number, (base, segment) in enumerate(
        zip(collection.bases, collection.segments, strict=False)
    ):
        pairs = [
            [place.pair for places in slot for place in places if place.segment == number]
            for slot in slots
        ]
        if all(pairs):
            parts.append(_following(segment.postings, pairs, distance, in_time) + np.int32(base))
    return np.concatenate(parts)


def _following(
    postings: Postings,
    slots: Sequence[Sequence[int]],
    distance: int,
    in_time: Callable[[], bool],
) -> NDArray[np.int32]:
    """The same in one segment: from the occurrences of the rarest slot, the others looked up."""
    counts = [sum(map(postings.occurrence_count, pairs)) for pairs in slots]
    rarest, *others = sorted(range(len(slots)), key=counts.__getitem__)
    documents, starts = _occurrences(postings, slots[rarest])
    starts = starts - np.int32(rarest * distance)
    for number in others:
        behind = np.int32(number * distance)
        found = np.zeros(documents.size, np.bool_)
        for pair in slots[number]:
            if not in_time():
                return documents[:0]
            found |= _stands_at(postings, pair, documents, starts + behind)
        documents, starts = documents[found], starts[found]
        if not documents.size:
            break
    return documents[_changes(documents)]


def _changes(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of `numbers`, of which equal ones are neighbours, are the first of their kind."""
    new = np.empty(numbers.size, np.bool_)
    new[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return new


def _occurrences(
    postings: Postings, pairs: Sequence[int]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Document and position of every occurrence of any of the pairs; documents never fall."""
    documents, positions = [], []
    for pair in pairs:
        frequencies = postings.frequencies(pair)
        documents.append(np.repeat(postings.documents(pair), frequencies))
        positions.append(postings.positions(pair, frequencies, np.arange(frequencies.size)))
    if len(pairs) == 1:
        return documents[0], positions[0]
    joined = np.concatenate(documents)
    order = np.argsort(joined, kind="stable")
    return joined[order], np.concatenate(positions)[order]


def _stands_at(
    postings: Postings, pair: int, documents: NDArray[np.int32], positions: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Whether a pair stands at each of `positions` in each of `documents`, which never fall."""
    found = np.zeros(documents.size, np.bool_)
    at = within(documents, postings.documents(pair))
    here = ((at >= 0) & (positions >= 0)).nonzero()[0]
    if not here.size:
        return found
    at, wanted = at[here], positions[here]
    found[here] = _looked_up(postings, pair, at, wanted)
    return found


def _looked_up(
    postings: Postings, pair: int, at: NDArray[np.int64], wanted: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Whether a pair stands at each position wanted in its document number `at`, never falling."""
    frequencies, ends = postings.frequencies(pair), postings.ends(pair)
    new = _changes(at)
    chosen = at[new]
    occurrences = int(frequencies[chosen].sum())
    plain = postings.plain_positions(pair)
    if plain is not None and occurrences > HALVINGS * at.size + FEW:
        return _bisected(plain, ends[at] - frequencies[at], ends[at], wanted)
    if occurrences * SPARSE < ends[-1]:
        at = np.cumsum(new) - 1
    else:
        chosen = np.arange(frequencies.size)
    keys = _keys(postings, pair, frequencies, chosen)
    keys_wanted = (at << _POSITION_BITS) | wanted
    places = np.searchsorted(keys, keys_wanted)
    places[places == keys.size] = 0
    found: NDArray[np.bool_] = keys[places] == keys_wanted
    return found


def _keys(
    postings: Postings, pair: int, frequencies: NDArray[np.int32], chosen: NDArray[np.int64]
) -> Keys:
    """Every occurrence in some of the pair's documents: place in `chosen`, and position."""
    positions = postings.positions(pair, frequencies, chosen)
    owners = np.arange(chosen.size) << _POSITION_BITS
    return np.repeat(owners, frequencies[chosen]) | positions


def _bisected(
    positions: NDArray[np.uint16],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    wanted: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Whether each of `wanted` is among ``positions[low:high]``; all are halved together."""
    last = high - 1
    for _ in range(int((high - low).max()).bit_length()):
        middle = (low + high) >> 1
        # A stretch that is empty already stays so, whatever lies at its end.
        below = (positions[np.minimum(middle, last)] < wanted) & (low < high)
        low = np.where(below, middle + 1, low)
        high = np.where(below, high, middle)
    found: NDArray[np.bool_] = positions[np.minimum(low, last)] == wanted
    return found
