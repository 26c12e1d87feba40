"""Stretches of two texts as beads.

Spans of two texts arrive, the groups that correspond leave, each with whether it is beyond doubt.
Long sequences are taken in windows, so that time grows with their length and not its square.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archsearch.parallel.beads import Bead, best_beads
from archsearch.parallel.evidence import gather
from archsearch.parallel.scores import ALONE, length_scores, pair_scores, shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.parallel.comparison import Comparison
    from archsearch.parallel.grouping import Pair
    from archsearch.parallel.paragraphs import Span

#: Stretches of either text that are compared at once, and at most when few of them correspond.
_WINDOW = 240
_WIDEST_WINDOW = 960
#: The part of a window whose beads don't depend on what follows it.
_SETTLED = 2 / 3

#: A 1:1 bead is beyond doubt if its lengths are at least as likely as this among translations
#: and it shares this part of what it could share.
_SURE_LENGTH = -0.53
_SURE_SHARE = 0.37


@dataclass(frozen=True, slots=True)
class Found:
    """Stretches that correspond, one side possibly empty.

    Attributes:
        lefts, rights: their spans.
        sure: whether nothing speaks against it.
    """

    lefts: tuple[Span, ...]
    rights: tuple[Span, ...]
    sure: bool

    @property
    def pair(self) -> Pair:
        """From the beginning of the first to the end of the last span, for each side."""
        return _cover(self.lefts), _cover(self.rights)


def _cover(spans: Sequence[Span]) -> Span | None:
    return (spans[0][0], spans[-1][1]) if spans else None


class Aligner:
    """Aligns stretches of one pair of texts, by paragraphs, then by sentences."""

    def __init__(
        self,
        left: str,
        right: str,
        by: Comparison,
        units: tuple[Sequence[Span], Sequence[Span]],
    ) -> None:
        """Read the texts.

        Args:
            left: one text.
            right: the other.
            by: what they are compared by.
            units: spans that cover each text; how rare a word is is counted in them.
        """
        self._left, self._right, self._by = left, right, by
        self._known: dict[Span, set[int]] = {}
        self._evidence = gather(
            by.stretches(left, units[0]), by.stretches(right, units[1]), by.counterparts
        )

    def align(self, lefts: Sequence[Span], rights: Sequence[Span]) -> list[Found]:
        """The groups of two sequences of spans, in order, all spans in one of them."""
        found: list[Found] = []
        i = j = 0
        width = _WINDOW
        while i < len(lefts) or j < len(rights):
            some, others = lefts[i : i + width], rights[j : j + width]
            last = i + width >= len(lefts) and j + width >= len(rights)
            beads, sure = self._solve(some, others)
            paired = sum(
                bead.left_end > bead.left and bead.right_end > bead.right for bead in beads
            )
            if not last and 2 * paired < min(len(some), len(others)) and width < _WIDEST_WINDOW:
                width *= 2
                continue
            settled = len(beads) if last else _settled(beads, width)
            found.extend(
                Found(
                    tuple(some[bead.left : bead.left_end]),
                    tuple(others[bead.right : bead.right_end]),
                    certain,
                )
                for bead, certain in zip(beads[:settled], sure[:settled], strict=True)
            )
            i, j = i + beads[settled - 1].left_end, j + beads[settled - 1].right_end
            width = _WINDOW
        return found

    def _solve(
        self, lefts: Sequence[Span], rights: Sequence[Span]
    ) -> tuple[list[Bead], list[bool]]:
        left, right = self._by.stretches(self._left, lefts), self._by.stretches(self._right, rights)
        if not lefts or not rights:
            beads = [Bead(i, i + 1, 0, 0) for i in range(len(lefts))]
            beads.extend(Bead(0, 0, j, j + 1) for j in range(len(rights)))
            return beads, [True] * len(beads)
        common = shared(left, right, self._evidence)
        beads = best_beads(
            pair_scores(left, right, self._evidence, common),
            np.full(len(left), ALONE),
            np.full(len(right), ALONE),
        )
        expected = left.lengths[:, None] * self._evidence.ratio
        fits = length_scores(expected, right.lengths[None, :]) >= _SURE_LENGTH
        possible = (common.left_all[:, None] + common.right_all[None, :]) / 2
        certain = fits & (common.met >= _SURE_SHARE * possible)
        return beads, [
            _is_one_to_one(bead) and bool(certain[bead.left, bead.right]) for bead in beads
        ]


def _is_one_to_one(bead: Bead) -> bool:
    return bead.left_end - bead.left == 1 == bead.right_end - bead.right


def _settled(beads: Sequence[Bead], width: int) -> int:
    """How many beads end well before the end of a window; at least one."""
    limit = width * _SETTLED
    count = sum(bead.left_end <= limit and bead.right_end <= limit for bead in beads)
    return max(1, count)
