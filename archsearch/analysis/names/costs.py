"""What letters of one spelling become in another, and what each outcome costs.

A word arrives, a lattice leaves: for each of its letters the groups that may begin there, what
they become in the other alphabet, and the cost (negative natural logarithm of the probability).
The costs are learned from pairs of spellings (``python -m benchmarks.name_costs``), by the letters
around a group; readings that a romanisation prescribes but the pairs don't show come from the
table of conventions, at a price. No candidate is looked at here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from archsearch.analysis.names.keys import classes
from archsearch.analysis.names.scripts import Alphabet

#: Windows around a letter group, narrowest first: letters before it, letters from its first on.
WINDOWS = ((0, 1), (0, 2), (1, 2), (1, 3))
#: What stands before and after a word, as wide as the widest window asks for.
START, END = "^", "$$"
#: A reading that only the conventions know; about one in eighty, as rare readings in the pairs are.
CONVENTION_COST = 4.5
#: Cost of taking a letter for silent where neither pairs nor conventions know it to be.
LEAVE_OUT = 7.0


class Step(NamedTuple):
    """One group of a word's letters, read one way.

    Attributes:
        length: letters of the word that it takes.
        target: what they become; may be empty (a silent letter).
        cost: nats.
        classes: the consonant classes of `target`.
    """

    length: int
    target: str
    cost: float
    classes: str


#: The ways on from one letter, by the first letter of what they become ("" for silent ones).
Steps = dict[str, tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Every reading of a word.

    Attributes:
        letters: the word.
        target: the alphabet of its readings.
        steps: for each letter, the ways on from it.
        remaining: for each letter, and after the last, the cost of the cheapest way to the end.
    """

    letters: str
    target: Alphabet
    steps: tuple[Steps, ...]
    remaining: tuple[float, ...]


class Costs:
    """The learned costs of one direction, say from Latin to Cyrillic spellings."""

    def __init__(
        self,
        target: Alphabet,
        windows: dict[tuple[int, int], dict[str, tuple[Step, ...]]],
        conventions: dict[str, tuple[tuple[str, str], ...]],
    ) -> None:
        self._target = target
        self._windows = [(*shape, windows.get(shape, {})) for shape in reversed(WINDOWS)]
        self._conventions = conventions

    def lattice(self, letters: str) -> Lattice:
        """Every reading of a word of the source alphabet."""
        padded = START + letters + END
        steps = tuple(self._steps(padded, letters, at) for at in range(len(letters)))
        return Lattice(letters, self._target, steps, _remaining(steps))

    def _steps(self, padded: str, letters: str, at: int) -> Steps:
        learned: tuple[Step, ...] = ()
        middle = at + len(START)
        for before, after, outcomes in self._windows:
            found = outcomes.get(padded[middle - before : middle + after])
            if found is not None:
                learned = found
                break
        room = len(letters) - at
        ways: dict[str, list[Step]] = {}
        seen = set()
        for step in learned:
            if step.length <= room:
                ways.setdefault(step.target[:1], []).append(step)
                seen.add((step.length, step.target))
        for group, target in self._conventions.get(letters[at], ()):
            if letters.startswith(group, at) and (len(group), target) not in seen:
                step = Step(len(group), target, CONVENTION_COST, classes(target))
                ways.setdefault(target[:1], []).append(step)
        return {first: tuple(steps) for first, steps in ways.items()}


def _remaining(steps: tuple[Steps, ...]) -> tuple[float, ...]:
    found = [0.0]
    for ways in reversed(steps):
        # found[-length] is the cost from `length` letters further on.
        onward = [step.cost + found[-step.length] for group in ways.values() for step in group]
        found.append(min([LEAVE_OUT + found[-1], *onward]))
    return tuple(reversed(found))


@cache
def costs(source: Alphabet, target: Alphabet) -> Costs:
    """The costs from one alphabet to another, read once from the package."""
    windows: dict[tuple[int, int], dict[str, tuple[Step, ...]]] = {}
    for line in table_lines(f"costs-{source}-{target}.tsv"):
        window, *cells = line.split("\t")
        before, after = window.split("|")
        outcomes = windows.setdefault((len(before), len(after)), {})
        outcomes[before + after] = tuple(map(_step, cells))
    return Costs(target, windows, _conventions(source, target))


def _step(cell: str) -> Step:
    length, target, cost = cell.split(" ")
    return Step(int(length), target, float(cost), classes(target))


@cache
def _conventions(source: Alphabet, target: Alphabet) -> dict[str, tuple[tuple[str, str], ...]]:
    """The readings of the conventions, by a group's first letter.

    The table reads from Latin to Cyrillic. Groups of one alphabet that share a reading stand for
    each other.
    """
    readings = {
        (latin, cyrillic)
        for latin, outcomes, *_ in (line.split("\t") for line in table_lines("conventions.tsv"))
        for cyrillic in outcomes.split(" ")
    }
    if source is Alphabet.CYRILLIC:
        readings = {(cyrillic, latin) for latin, cyrillic in readings}
    if source is target:
        readings = {
            (one, other) for one, sound in readings for other, same in readings if sound == same
        }
    found: dict[str, list[tuple[str, str]]] = {}
    for group, outcome in sorted(readings):
        if group != outcome:
            found.setdefault(group[0], []).append((group, outcome))
    return {first: tuple(pairs) for first, pairs in found.items()}


def table_lines(name: str) -> list[str]:
    """The lines of a table of this room; `#` begins a comment."""
    text = files("archsearch.analysis.names").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
