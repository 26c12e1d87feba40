"""How much of a query stands together, against a count by hand."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archsearch.search.coverage import PAGE, STRETCH
from archsearch.search.stretches import Places, best_stretches, spread, weight_of_all

if TYPE_CHECKING:
    from collections.abc import Sequence

CLAUSES = 3


class Place(NamedTuple):
    """A match in a text."""

    position: int
    clause: int
    sureness: float


sureness = st.sampled_from([0.5, 0.75, 1.0])
found_in_text = st.lists(
    st.builds(Place, st.integers(0, 4 * STRETCH), st.integers(0, CLAUSES - 1), sureness),
    max_size=30,
    unique=True,
).map(sorted)
described_at = st.lists(st.just(0.0) | sureness, min_size=CLAUSES, max_size=CLAUSES)
documents = st.lists(st.tuples(found_in_text, described_at), max_size=4)
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


def arrays(given) -> tuple[Places, np.ndarray]:
    """The same documents as `stretches` takes them."""
    rows = [(owner, *place) for owner, (found, _) in enumerate(given) for place in found]
    columns = list(zip(*rows, strict=True)) or [()] * 4
    whole = (np.array(column, np.int64) for column in columns[:3])
    described = np.array([each for _, each in given], np.float64).reshape(-1, CLAUSES)
    return Places(*whole, np.array(columns[3], np.float64)), described


@given(documents, weights, st.sampled_from([STRETCH, PAGE]))
def test_the_best_stretch_is_that_of_a_count_by_hand(given, rarity, length):
    places, described = arrays(given)
    assert best_stretches(places, described, np.array(rarity), length).tolist() == [
        by_hand(found, each, rarity, length) for found, each in given
    ]


@given(documents, weights)
def test_the_whole_of_a_document_is_its_longest_stretch(given, rarity):
    places, described = arrays(given)
    assert weight_of_all(places, described, np.array(rarity)).tolist() == [
        by_hand(found, each, rarity, 4 * STRETCH + 1) for found, each in given
    ]
    assert spread(places, len(given)).tolist() == [
        found[-1].position - found[0].position if found else 0 for found, _ in given
    ]
