"""Ways through a lattice: the likeliest keys and spellings of a word, and its distance to another.

The distance of a word from a candidate is the cost of the cheapest path that spells the
candidate, where letters may also be changed, left out or put in at a price.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.analysis.names.costs import LEAVE_OUT
from archsearch.analysis.names.keys import finished, joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archsearch.analysis.names.costs import Lattice, Step

#: Partial keys and partial spellings that are followed at one letter.
KEY_BEAM, SPELLING_BEAM = 24, 6
#: Readings costlier than this don't lead to a key or a spelling of their own.
KEY_STEP, SPELLING_STEP = 5.0, 4.0
#: Cost of changing a consonant, a vowel, and of putting a letter in: about the rarest outcome that
#: is learned, and more, so that a learned path is always preferred.
CHANGE, CHANGE_VOWEL, PUT_IN = 9.0, 4.5, 7.0
VOWELS = frozenset("aeiouyаеиоуыэюя")
_FAR = float("inf")


def likeliest_keys(lattice: Lattice, limit: int) -> list[tuple[str, float]]:
    """The consonant keys of a word's likeliest readings with their costs, cheapest first."""
    rows: list[dict[str, float]] = [{} for _ in range(len(lattice.letters) + 1)]
    rows[0][""] = 0.0
    for at, ways in enumerate(lattice.steps):
        steps: dict[tuple[int, str], float] = {}
        for length, _, cost, tail in _affordable(ways.values(), KEY_STEP):
            steps[length, tail] = min(cost, steps.get((length, tail), _FAR))
        for head, spent in _cheapest(rows[at], KEY_BEAM):
            for (length, tail), cost in steps.items():
                row, found = rows[at + length], joined(head, tail)
                if spent + cost < row.get(found, _FAR):
                    row[found] = spent + cost
    best: dict[str, float] = {}
    for found, spent in rows[-1].items():
        whole = finished(found)
        best[whole] = min(spent, best.get(whole, _FAR))
    return _cheapest(best, limit)


def likeliest_spellings(lattice: Lattice, limit: int) -> list[tuple[str, float]]:
    """A word's likeliest spellings in the other alphabet with their costs, cheapest first."""
    rows: list[dict[str, float]] = [{} for _ in range(len(lattice.letters) + 1)]
    rows[0][""] = 0.0
    for at, ways in enumerate(lattice.steps):
        steps = _affordable(ways.values(), SPELLING_STEP)
        for head, spent in _cheapest(rows[at], SPELLING_BEAM):
            for length, target, cost, _ in steps:
                row, found = rows[at + length], head + target
                if spent + cost < row.get(found, _FAR):
                    row[found] = spent + cost
    return _cheapest(rows[-1], limit)


def _affordable(ways: Iterable[Iterable[Step]], most: float) -> list[Step]:
    return [step for steps in ways for step in steps if step.cost <= most]


def _cheapest(row: dict[str, float], limit: int) -> list[tuple[str, float]]:
    """The cheapest items of a row, ties in alphabetical order so that answers don't vary."""
    return [(found, cost) for cost, found in sorted(zip(row.values(), row, strict=True))[:limit]]


def distance(  # noqa: C901 - one loop, the innermost of every query
    lattice: Lattice, candidate: str, bound: float
) -> float:
    """The cost of reading the lattice's word as `candidate`.

    Args:
        lattice: the word's readings.
        candidate: a spelling in the lattice's target alphabet.
        bound: paths that cost more are given up.

    Returns:
        Nats, or infinity beyond `bound`.
    """
    size = len(candidate)
    rows = [[_FAR] * (size + 1) for _ in range(len(lattice.letters) + 1)]
    rows[0][0] = 0.0
    for at, ways in enumerate(lattice.steps):
        row = rows[at]
        below = rows[at + 1]
        most = bound - lattice.remaining[at]
        edit = bound - lattice.remaining[at + 1]
        silent = ways.get("", ())
        change = CHANGE_VOWEL if lattice.letters[at] in VOWELS else CHANGE
        for done, spent in enumerate(row):
            if spent > most:
                continue
            for taken, _, cost, _ in silent:
                rows[at + taken][done] = min(rows[at + taken][done], spent + cost)
            if spent + LEAVE_OUT < edit and spent + LEAVE_OUT < below[done]:
                below[done] = spent + LEAVE_OUT
            if done == size:
                break
            letter = candidate[done]
            for taken, target, cost, _ in ways.get(letter, ()):
                end = done + len(target)
                further = rows[at + taken]
                if candidate.startswith(target, done) and spent + cost < further[end]:
                    further[end] = spent + cost
            if spent + PUT_IN < most and spent + PUT_IN < row[done + 1]:
                row[done + 1] = spent + PUT_IN
            changed = spent + (change if letter in VOWELS else CHANGE)
            if changed < edit and changed < below[done + 1]:
                below[done + 1] = changed
    best = min(spent + PUT_IN * (size - done) for done, spent in enumerate(rows[-1]))
    return best if best <= bound else _FAR
