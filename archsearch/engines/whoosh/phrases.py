"""Words in order, each at most so far behind the one before: phrases and proximity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.whoosh.postings import POSITION_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection, Place
    from archsearch.engines.whoosh.postings import Postings

    Keys = NDArray[np.int64]

#: A slot is read whole if it stands at most so many times as often as it is looked for:
#: looking one up in its documents costs as much as reading so many,
WHOLE = 16
#: and before the first is found, as much as reading so many.
FEW = 2000
#: Keys are merged with those that are wanted unless they are more than so many times as many:
#: then each is looked up by halving.
MERGED = 12
#: The greatest position there may be.
LAST_POSITION = (1 << POSITION_BITS) - 1


def slot_keys(
    collection: Collection, terms: Sequence[tuple[Place, ...]], wanted: NDArray[np.int32]
) -> Keys:
    """Where any of `terms` stands in the documents `wanted`: never falling."""
    parts = []
    for places in terms:
        owners, positions = collection.positions(places, wanted)
        parts.append((owners << POSITION_BITS) | positions)
    return _merged(parts)


def _merged(parts: Sequence[Keys]) -> Keys:
    """The keys of all parts, each of which never falls, in order."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return np.empty(0, np.int64)
    keys = np.concatenate(parts)
    # Of rising runs this sort makes one, at a third of what looking each key up costs.
    keys.sort(kind="stable")
    return keys


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
) -> NDArray[np.int32]:
    """The same in one segment: from the occurrences of the rarest slot, the others looked up."""
    counts = [sum(map(postings.occurrence_count, pairs)) for pairs in slots]
    rarest, *others = sorted(range(len(slots)), key=counts.__getitem__)
    # A start before its document's first position is no key of any occurrence, so it goes.
    starts = _keys_of(postings, slots[rarest]) - rarest * distance
    for number in others:
        behind = number * distance
        found = _found(postings, slots[number], counts[number], starts + behind, in_time)
        if not found.size:
            return np.empty(0, np.int32)
        starts = found - behind
    documents = (starts >> POSITION_BITS).astype(np.int32)
    return documents[_changes(documents)]


def _changes(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of `numbers`, of which equal ones are neighbours, are the first of their kind."""
    new = np.empty(numbers.size, np.bool_)
    new[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return new


def _keys_of(postings: Postings, pairs: Sequence[int]) -> Keys:
    """Every occurrence of any of the pairs, each once, rising."""
    if len(pairs) == 1:
        return postings.keys(pairs[0])
    keys = _merged([postings.keys(pair) for pair in pairs])
    return keys[_changes(keys)]


def _found(
    postings: Postings,
    pairs: Sequence[int],
    count: int,
    wanted: Keys,
    in_time: Callable[[], bool],
) -> Keys:
    """Those of `wanted` at which any of the pairs stands; they occur `count` times in all."""
    if not in_time():
        return wanted[:0]
    if count > WHOLE * wanted.size + FEW:
        stands = np.zeros(wanted.size, np.bool_)
        for pair in pairs:
            if not in_time():
                return wanted[:0]
            stands |= _stands_at(postings, pair, wanted)
        return wanted[stands]
    keys = _keys_of(postings, pairs)
    if keys.size > MERGED * wanted.size:
        looked_up: Keys = wanted[_are_among(wanted, keys)]
        return looked_up
    joined = _merged((wanted, keys))
    met: Keys = joined[:-1][joined[1:] == joined[:-1]]
    return met


def _stands_at(postings: Postings, pair: int, wanted: Keys) -> NDArray[np.bool_]:
    """Whether a pair stands at each of `wanted`, which rise; only those documents are read."""
    found = np.zeros(wanted.size, np.bool_)
    documents = (wanted >> POSITION_BITS).astype(np.int32)
    at = postings.places_in(pair, documents)
    here = (at >= 0).nonzero()[0]
    if here.size:
        found[here] = _looked_up(postings, pair, at[here], wanted[here] & LAST_POSITION)
    return found


def _looked_up(
    postings: Postings, pair: int, at: NDArray[np.int64], wanted: Keys
) -> NDArray[np.bool_]:
    """Whether a pair stands at each position wanted in its document number `at`, never falling."""
    if postings.bits and postings.bits.has(pair):
        return postings.bits.stand_at(pair, at, wanted)
    frequencies, ends = postings.frequencies(pair), postings.ends(pair)
    plain = postings.plain_positions(pair)
    if plain is not None:
        return _bisected(plain, ends[at] - frequencies[at], ends[at], wanted)
    new = _changes(at)
    chosen = at[new]
    positions = postings.positions(pair, frequencies, chosen)
    owners = np.arange(chosen.size) << POSITION_BITS
    keys = np.repeat(owners, frequencies[chosen]) | positions
    return _are_among(((np.cumsum(new) - 1) << POSITION_BITS) | wanted, keys)


def _bisected(
    positions: NDArray[np.uint16],
    low: NDArray[np.int64],
    high: NDArray[np.int64],
    wanted: Keys,
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
