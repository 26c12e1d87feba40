"""How much of a query stands together, against a count by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from archsearch.search.coverage import STRETCH, best_stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = 3
found_in_text = st.lists(
    st.tuples(st.integers(0, 4 * STRETCH), st.integers(0, KINDS - 1)), max_size=30, unique=True
).map(sorted)
flags = st.lists(st.booleans(), min_size=KINDS, max_size=KINDS)
weights = st.lists(st.sampled_from([0.5, 1.0, 2.0, 4.0]), min_size=KINDS, max_size=KINDS)


def by_hand(
    found: Sequence[tuple[int, int]], described: Sequence[bool], rarity: Sequence[float]
) -> float:
    always = {kind for kind in range(KINDS) if described[kind]}
    stretches = [
        always | {kind for position, kind in found if start <= position < start + STRETCH}
        for start in {0, *(position for position, _ in found)}
    ]
    return max(sum(rarity[kind] for kind in held) for held in stretches) / sum(rarity)


@given(found_in_text, flags, weights)
def test_the_best_stretch_is_that_of_a_count_by_hand(found, described, rarity):
    assert best_stretch(found, described, rarity) == by_hand(found, described, rarity)
