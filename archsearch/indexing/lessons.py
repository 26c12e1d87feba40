"""What the documents of a batch teach the lexicon, numbered anew when batches are merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    #: The terms of the two sides of a passage.
    Pair = tuple[NDArray[np.int32], NDArray[np.int32]]

#: Passages that are kept: more than enough to learn from, and memory stays bounded.
MOST_PAIRS = 200_000


class Lessons:
    """Aligned passages as terms, in the order of the documents."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []

    def take(self, others: Lessons, numbers: NDArray[np.int32]) -> None:
        """Take the passages of a batch.

        Args:
            others: the batch's.
            numbers: for each id of its vocabulary the id in this one's.
        """
        room = max(0, MOST_PAIRS - len(self.pairs))
        self.pairs += [(numbers[left], numbers[right]) for left, right in others.pairs[:room]]
