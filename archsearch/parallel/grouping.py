"""Pairs of sentences as passages.

Pairs of fine spans arrive in order, fewer and longer pairs leave that cover the same text: whole
paragraphs where the two versions allow it, and nothing longer than a screen.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from archsearch.parallel.paragraphs import SCREEN, cut_evenly, divide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archsearch.parallel.paragraphs import Span, Text

    #: A stretch of the left text and its counterpart in the right one; never both None.
    Pair = tuple[Span | None, Span | None]

#: Room for the word at which an endless sentence is cut.
_SPARE = 100


def join(first: Span | None, second: Span | None) -> Span | None:
    """The stretch from the beginning of the first to the end of the second."""
    if first is None or second is None:
        return first or second
    return first[0], second[1]


def join_all(pairs: Iterable[Pair]) -> Pair:
    """One pair that covers consecutive pairs."""
    left: Span | None = None
    right: Span | None = None
    for one, other in pairs:
        left, right = join(left, one), join(right, other)
    return left, right


def length(span: Span | None) -> int:
    """Characters of a span."""
    return 0 if span is None else span[1] - span[0]


def by_paragraphs(
    pairs: Iterable[Pair], lefts: Iterable[Span], rights: Iterable[Span]
) -> list[list[Pair]]:
    """Group pairs of sentences until a paragraph ends in both versions at once.

    Args:
        pairs: pairs of sentences.
        lefts: the paragraphs of the left text that they come from.
        rights: those of the right text.
    """
    left_ends, right_ends = {end for _, end in lefts}, {end for _, end in rights}
    groups: list[list[Pair]] = [[]]
    left_done = right_done = True
    for pair in pairs:
        groups[-1].append(pair)
        left_done = left_done if pair[0] is None else pair[0][1] in left_ends
        right_done = right_done if pair[1] is None else pair[1][1] in right_ends
        if left_done and right_done:
            groups.append([])
    return [group for group in groups if group]


def by_screens(pairs: Sequence[Pair], left: Text, right: Text) -> list[Pair]:
    """Join consecutive pairs as long as both sides fit on a screen."""
    groups: list[Pair] = []
    for pair in pairs:
        joined = join_all([*groups[-1:], pair])
        if groups and max(map(length, joined)) <= SCREEN:
            groups[-1] = joined
        else:
            groups.extend(_divided(pair, left, right))
    return groups


def _divided(pair: Pair, left: Text, right: Text) -> list[Pair]:
    """A pair in parts that fit, if it is too long by itself.

    What has no counterpart is divided at its own sentence ends, two endless sentences each at the
    same parts of their lengths.
    """
    one, other = pair
    if max(length(one), length(other)) <= SCREEN:
        return [pair]
    if one is None or other is None:
        lefts = [] if one is None else divide(left, one)
        rights = [] if other is None else divide(right, other)
    else:
        count = max(length(one), length(other)) // (SCREEN - _SPARE) + 1
        lefts, rights = cut_evenly(left.text, one, count), cut_evenly(right.text, other, count)
    return list(zip_longest(lefts, rights))
