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
from typing import TYPE_CHECKING, NamedTuple

from archsearch.analysis.names.keys import classes
from archsearch.analysis.names.scripts import Alphabet

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: Windows around a letter group, narrowest first: letters before it, letters from its first on.
WINDOWS = ((0, 1), (0, 2), (1, 2), (1, 3))
#: What stands before and after a word, as wide as the widest window asks for.
START, END = "^", "$$"
#: A reading that only the conventions know; about one in eighty, as rare readings in the pairs are.
CONVENTION_COST = 4.5
#: Cost of taking a letter for silent where neither pairs nor conventions know it to be.
LEAVE_OUT = 7.0


_DATA: Traversable = files("archsearch.analysis.names").joinpath("data")
#: Where the learned tables are; the quality measurement puts others in their place.
COSTS_FOLDER: Traversable = _DATA


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


_SILENT = Step(1, "", LEAVE_OUT, "")
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
        windows: dict[tuple[int, int], dict[str, str]],
        conventions: dict[str, tuple[tuple[str, Step], ...]],
    ) -> None:
        self._target = target
        self._windows = [(*shape, windows.get(shape, {})) for shape in reversed(WINDOWS)]
        self._read: dict[str, tuple[Step, ...]] = {}
        self._conventions = conventions

    def lattice(self, letters: str) -> Lattice:
        """Every reading of a word of the source alphabet."""
        padded = START + letters + END
        steps = tuple(self._steps(padded, letters, at) for at in range(len(letters)))
        return Lattice(letters, self._target, steps, _remaining(steps))

    def likeliest(self, letters: str) -> str:
        """The spelling that the likeliest outcome of each group in turn makes.

        A quick reading for whole vocabularies; the cheapest path may be another one.
        """
        padded = START + letters + END
        at, last = len(START), len(padded) - len(END)
        found = []
        while at < last:
            step = self._learned(padded, at)[0]
            found.append(step.target)
            at += step.length
        return "".join(found)

    def _learned(self, padded: str, at: int) -> tuple[Step, ...]:
        """The outcomes of the widest window that is known, likeliest first."""
        for before, after, outcomes in self._windows:
            cells = outcomes.get(padded[at - before : at + after])
            if cells is not None:
                # Windows are read when they are first needed: most never are. Two threads may
                # both do it, with one result.
                steps = self._read.get(cells)
                if steps is None:
                    steps = self._read[cells] = tuple(map(_step, cells.split("\t")))
                return steps
        return (_SILENT,)

    def _steps(self, padded: str, letters: str, at: int) -> Steps:
        learned = self._learned(padded, at + len(START))
        room = len(letters) - at
        steps = {(step.length, step.target): step for step in learned if step.length <= room}
        for group, step in self._conventions.get(letters[at], ()):
            known = steps.get((step.length, step.target), _SILENT)
            if known.cost > step.cost and letters.startswith(group, at):
                steps[step.length, step.target] = step
        ways: dict[str, list[Step]] = {}
        for step in steps.values():
            ways.setdefault(step.target[:1], []).append(step)
        return {first: tuple(group) for first, group in ways.items()}


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
    windows: dict[tuple[int, int], dict[str, str]] = {}
    for line in _lines(COSTS_FOLDER.joinpath(f"costs-{source}-{target}.tsv")):
        window, _, cells = line.partition("\t")
        before, _, after = window.partition("|")
        windows.setdefault((len(before), len(after)), {})[before + after] = cells
    return Costs(target, windows, _conventions(source, target))


def _step(cell: str) -> Step:
    length, target, cost = cell.split(" ")
    return Step(int(length), target, float(cost), classes(target))


@cache
def _conventions(source: Alphabet, target: Alphabet) -> dict[str, tuple[tuple[str, Step], ...]]:
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
    found: dict[str, list[tuple[str, Step]]] = {}
    for group, outcome in sorted(readings):
        if group != outcome:
            step = Step(len(group), outcome, CONVENTION_COST, classes(outcome))
            found.setdefault(group[0], []).append((group, step))
    return {first: tuple(pairs) for first, pairs in found.items()}


def table_lines(name: str) -> list[str]:
    """The lines of a table of this room; `#` begins a comment."""
    return _lines(_DATA.joinpath(name))


def _lines(table: Traversable) -> list[str]:
    text = table.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
