"""What two versions have in common, and what each common feature is worth.

The stretches of two versions arrive, an `Evidence` leaves: the pairs of features that translate
each other, weighed by how rarely they would meet by chance. It is gathered once a document and
serves every comparison of its parts. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    #: From a feature to the features of the other language that it may become, with how likely.
    Counterparts = Callable[[int], Iterable[tuple[int, float]]]

#: The probability that a feature with a possible counterpart really has it in the translation.
KEPT = 0.64


@dataclass(frozen=True, slots=True)
class Stretches:
    """Consecutive stretches of one version, as far as alignment sees them.

    Attributes:
        features: for each stretch its features, as `Features.of` gives them.
        lengths: (n,) characters of each stretch.
    """

    features: Sequence[set[int]]
    lengths: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.features)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the versions of one document have in common.

    Attributes:
        pairs: for each left feature its counterparts in the right version with their weight in
            nats: how much likelier the two meet in translations of each other than by chance.
        left_best, right_best: the most that a feature can be worth.
        ratio: characters of the right version for one of the left.
    """

    pairs: Mapping[int, Sequence[tuple[int, float]]]
    left_best: Mapping[int, float]
    right_best: Mapping[int, float]
    ratio: float


def gather(left: Stretches, right: Stretches, counterparts: Counterparts) -> Evidence:
    """Weigh every pair of features that two versions share."""
    left_counts = Counter(feature for found in left.features for feature in found)
    right_counts = Counter(feature for found in right.features for feature in found)
    pairs: dict[int, list[tuple[int, float]]] = {}
    left_best: dict[int, float] = {}
    right_best: dict[int, float] = {}
    for feature, here in left_counts.items():
        same = ((feature, 1.0),) if feature in right_counts else counterparts(feature)
        for other, probability in same:
            there = right_counts.get(other)
            if there is None:
                continue
            # Half a stretch more than was counted: a feature seen once isn't that rare.
            rarity = max((here + 0.5) / (len(left) + 1), (there + 0.5) / (len(right) + 1))
            weight = log(KEPT * probability + (1 - KEPT * probability) * rarity) - log(rarity)
            if weight > 0.0:
                pairs.setdefault(feature, []).append((other, weight))
                left_best[feature] = max(weight, left_best.get(feature, 0.0))
                right_best[other] = max(weight, right_best.get(other, 0.0))
    ratio = (right.lengths.sum() + 1.0) / (left.lengths.sum() + 1.0)
    return Evidence(pairs, left_best, right_best, float(ratio))
