"""How much of a query stands together, against a count by hand."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from archsearch.search.coverage import PAGE, STRETCH
from archsearch.search.stretches import Place, best_stretch

if TYPE_CHECKING:
    from collections.abc import Sequence

CLAUSES = 3
sureness = st.sampled_from([0.5, 0.75, 1.0])
found_in_text = st.lists(
    st.builds(Place, st.integers(0, 4 * STRETCH), st.integers(0, CLAUSES - 1), sureness),
    max_size=30,
    unique=True,
).map(sorted)
described_at = st.lists(st.just(0.0) | sureness, min_size=CLAUSES, max_size=CLAUSES)
weights = st.lists(st.sampled_from([0.5, 1.0, 2.0, 4.0]), min_size=CLAUSES, max_size=CLAUSES)


def by_hand(
    found: Sequence[Place], described: Sequence[float], rarity: Sequence[float], length: int
) -> float:
    best = 0.0
    for start in {0, *(place.position for place in found)}:
        held = list(described)
        for place in found:
            if start <= place.position < start + length:
                held[place.clause] = max(held[place.clause], place.sureness)
        best = max(best, sum(map(mul, held, rarity)))
    return best


@given(found_in_text, described_at, weights, st.sampled_from([STRETCH, PAGE]))
def test_the_best_stretch_is_that_of_a_count_by_hand(found, described, rarity, length):
    assert best_stretch(found, described, rarity, length) == by_hand(
        found, described, rarity, length
    )
