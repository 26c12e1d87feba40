"""How many of the found documents have each value of a keyword."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from archsearch.engines.whoosh.collection import Collection


def count_values(collection: Collection, name: str, documents: NDArray[np.int32]) -> dict[str, int]:
    """Counts by value, the most frequent first, equal ones in order of code points."""
    matching = np.zeros(collection.size, np.bool_)
    matching[documents] = True
    counter: Counter[str] = Counter()
    for base, segment in zip(collection.bases, collection.segments, strict=False):
        column = segment.keyword(name)
        if column:
            counts = column.counts(matching[base : base + segment.count])
            for value in np.flatnonzero(counts).tolist():
                counter[column.strings.text(value)] += int(counts[value])
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
