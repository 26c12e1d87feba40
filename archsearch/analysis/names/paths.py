"""Ways through a lattice: the likeliest keys and spellings of a word, and its distance to another.

The distance of a word from a candidate is the cost of the cheapest path that spells the
candidate, where letters may also be changed, left out or put in at a price.
"""

from __future__ import annotations

from operator import add
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
                row, found = rows[at + length], joined(head, tail) if tail else head
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


class Distances:
    """The costs of reading one word as each of several candidates.

    Candidates that begin alike share the work: what it costs to read the word's beginnings as
    one beginning of a candidate is worked out once.
    """

    def __init__(self, lattice: Lattice) -> None:
        """Prepare for a word.

        Args:
            lattice: the word's readings.
        """
        self._letters = lattice.letters
        self._remaining = lattice.remaining
        self._change = [CHANGE_VOWEL if each in VOWELS else CHANGE for each in lattice.letters]
        self._silent: list[tuple[int, int, float]] = []
        self._readings: dict[str, list[tuple[int, int, float]]] = {}
        for at, ways in enumerate(lattice.steps):
            self._silent.append((at, at + 1, LEAVE_OUT))
            for steps in ways.values():
                for taken, target, cost, _ in steps:
                    kept = self._readings.setdefault(target, []) if target else self._silent
                    kept.append((at, at + taken, cost))
        self._longest = max(map(len, self._readings), default=1)
        first = [0.0] + [_FAR] * len(self._letters)
        self._pass_over(first)
        #: By a candidate's beginning: the cost of reading each beginning of the word as it.
        self._columns: dict[str, list[float]] = {"": first}
        #: By a candidate's beginning: the cost of the cheapest way on from it to the word's end.
        self._least: dict[str, float] = {"": lattice.remaining[0]}

    def to(self, candidate: str, bound: float) -> float:
        """The cost of reading the word as `candidate`, a spelling in the lattice's target alphabet.

        Args:
            candidate: the spelling.
            bound: paths that cost more are given up.

        Returns:
            Nats, or infinity beyond `bound`.
        """
        recent = [_FAR] * self._longest
        for size in range(1, len(candidate) + 1):
            head = candidate[:size]
            if head not in self._columns:
                self._extend(head)
            # The next letters may be reached from before this one, by a group of several.
            recent[size % self._longest] = self._least[head]
            if size >= self._longest and min(recent) > bound:
                return _FAR
        cost = self._columns[candidate][-1]
        return cost if cost <= bound else _FAR

    def _extend(self, head: str) -> None:
        """Work out the column of a beginning whose own beginnings have theirs."""
        before, letter = self._columns[head[:-1]], head[-1]
        column = [spent + PUT_IN for spent in before]
        is_vowel = letter in VOWELS
        for at, spent in enumerate(before[:-1]):
            changed = spent + (self._change[at] if is_vowel else CHANGE)
            if changed < column[at + 1]:  # noqa: PLR1730 - twice as fast as min(), in every loop here
                column[at + 1] = changed
        for length in range(1, min(self._longest, len(head)) + 1):
            source = self._columns[head[:-length]]
            for start, end, cost in self._readings.get(head[-length:], ()):
                if source[start] + cost < column[end]:  # noqa: PLR1730
                    column[end] = source[start] + cost
        self._pass_over(column)
        self._columns[head] = column
        self._least[head] = min(map(add, column, self._remaining))

    def _pass_over(self, column: list[float]) -> None:
        """Take letters of the word for silent, or leave them out; they come in their order."""
        for start, end, cost in self._silent:
            if column[start] + cost < column[end]:  # noqa: PLR1730
                column[end] = column[start] + cost
