"""Sets of documents with scores, and how they combine.

Document numbers rise; scores are float32, which holds six digits of a score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: A union is made on an array of all documents if it takes more than one in so many of them:
#: below, sorting what there is costs less than clearing and reading the array.
DENSE_SHARE = 16
#: Looking a number up by bisection costs so many times what putting one into a table costs;
#: clearing the table costs a quarter of that a number.
SEARCH_COST = 16


class Matches(NamedTuple):
    """Documents that match, and their scores.

    Attributes:
        documents: (n,) int32, rising.
        scores: (n,) float32.
    """

    documents: NDArray[np.int32]
    scores: NDArray[np.float32]


NOTHING = Matches(np.empty(0, np.int32), np.empty(0, np.float32))


def constant(documents: NDArray[np.int32], score: float) -> Matches:
    """All of `documents` with one score."""
    return Matches(documents, np.full(documents.size, score, np.float32))


def everything(size: int, score: float) -> Matches:
    """All of `size` documents with one score."""
    return constant(np.arange(size, dtype=np.int32), score)


def boosted(matches: Matches, boost: float) -> Matches:
    """The same documents, scores multiplied by `boost`."""
    if boost == 1.0:
        return matches
    return Matches(matches.documents, matches.scores * np.float32(boost))


def within(needles: NDArray[np.int32], hay: NDArray[np.int32]) -> NDArray[np.int64]:
    """For each of `needles` its place in `hay`, -1 where it isn't there; neither falls."""
    if not hay.size or not needles.size:
        return np.full(needles.size, -1, np.int64)
    size = max(int(hay[-1]), int(needles[-1])) + 1
    if needles.size * SEARCH_COST > (size >> 2) + hay.size + needles.size:
        table = np.full(size, -1, np.int32)
        table[hay.astype(np.intp)] = np.arange(hay.size, dtype=np.int32)
        return table.take(needles).astype(np.int64)
    places = np.searchsorted(hay, needles)
    places[places == hay.size] = 0
    places[hay.take(places) != needles] = -1
    return places


def intersection(parts: Sequence[Matches]) -> Matches:
    """Documents in all of `parts`; scores add up."""
    smallest, *others = sorted(parts, key=lambda part: part.documents.size)
    documents, scores = smallest
    for other in others:
        places = within(documents, other.documents)
        kept = (places >= 0).nonzero()[0]
        documents = documents.take(kept)
        scores = scores.take(kept) + other.scores.take(places.take(kept))
    return Matches(documents, scores)


def total(parts: Sequence[Matches], size: int) -> Matches:
    """Documents in any of `parts`; scores add up.

    Args:
        parts: the sets.
        size: how many documents the index has.
    """
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    if sum(part.documents.size for part in parts) * DENSE_SHARE > size:
        scores = np.zeros(size, np.float32)
        seen = np.zeros(size, np.bool_)
        for part in parts:
            at = part.documents.astype(np.intp)
            scores[at] += part.scores
            seen[at] = True
        at = seen.nonzero()[0]
        return Matches(at.astype(np.int32), scores.take(at))
    documents, scores, starts = _grouped(parts)
    return Matches(documents[starts], np.add.reduceat(scores, starts)) if starts.size else NOTHING


def best(parts: Sequence[Matches], size: int, tiebreak: float = 0.0) -> Matches:
    """Documents in any of `parts`; the best score counts, others by the factor `tiebreak`."""
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    if tiebreak:
        highest, summed = best(parts, size), total(parts, size)
        others = summed.scores - highest.scores
        return Matches(highest.documents, highest.scores + np.float32(tiebreak) * others)
    if sum(part.documents.size for part in parts) * DENSE_SHARE > size:
        scores = np.full(size, -np.inf, np.float32)
        for part in parts:
            at = part.documents.astype(np.intp)
            scores[at] = np.maximum(scores.take(at), part.scores)
        at = (scores != -np.inf).nonzero()[0]
        return Matches(at.astype(np.int32), scores.take(at))
    documents, scores, starts = _grouped(parts)
    if not starts.size:
        return NOTHING
    return Matches(documents[starts], np.maximum.reduceat(scores, starts))


def without(matches: Matches, excluded: NDArray[np.int32]) -> Matches:
    """The matches that aren't `excluded`."""
    kept = (within(matches.documents, excluded) < 0).nonzero()[0]
    return Matches(matches.documents.take(kept), matches.scores.take(kept))


def _grouped(
    parts: Sequence[Matches],
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int64]]:
    """All entries in order of documents, and where each document's entries begin."""
    documents = np.concatenate([part.documents for part in parts])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    scores = np.concatenate([part.scores for part in parts])[order]
    if not documents.size:
        return documents, scores, np.empty(0, np.int64)
    changes = documents[1:] != documents[:-1]
    return documents, scores, np.flatnonzero(np.concatenate(([True], changes)))
