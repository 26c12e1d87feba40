"""Abbreviations → the words they stand for, by what stands around them.

The table is `data/abbreviations.tsv`; a library adds its own in archsearch.toml. Only Cyrillic
abbreviations are in it: English ones rarely hide what a reader would look for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from archsearch.analysis.fold import fold
from archsearch.analysis.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping


class Condition(StrEnum):
    """What must hold for a row of the table."""

    ALWAYS = "*"
    STOP = "."
    NAME = "name"
    NUMBER = "number"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around an abbreviation.

    Attributes:
        stop: whether a full stop follows it.
        after_number: whether a number stands before it.
        before_number: whether a number follows.
        before_name: whether a word with a capital follows.
    """

    stop: bool
    after_number: bool = False
    before_number: bool = False
    before_name: bool = False

    def meet(self, condition: Condition) -> bool:
        """Whether `condition` holds here."""
        if condition is Condition.ALWAYS:
            return True
        if condition is Condition.NUMBER:
            return self.after_number
        if condition is Condition.REFERENCE:
            return self.stop and self.before_number
        return self.stop and (condition is Condition.STOP or self.before_name)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the table: what an abbreviation stands for where `condition` holds."""

    condition: Condition
    words: tuple[str, ...]


class Abbreviations:
    """The table with a library's own additions, which come first."""

    def __init__(self, additions: Mapping[str, str]) -> None:
        self._meanings: dict[str, tuple[Meaning, ...]] = {
            fold(short).rstrip("."): (Meaning(Condition.ALWAYS, (fold(word),)),)
            for short, word in additions.items()
        }
        for short, meanings in _table().items():
            self._meanings.setdefault(short, meanings)

    def __contains__(self, short: str) -> bool:
        return short in self._meanings

    def depends(self, short: str) -> bool:
        """Whether the meaning of `short` depends on more than its full stop."""
        return any(
            meaning.condition not in {Condition.ALWAYS, Condition.STOP}
            for meaning in self._meanings.get(short, ())
        )

    def meaning(self, short: str, around: Surroundings) -> Meaning | None:
        """What the folded abbreviation `short` stands for there; None if it is no abbreviation."""
        for meaning in self._meanings.get(short, ()):
            if around.meet(meaning.condition):
                return meaning
        return None


@cache
def _table() -> dict[str, tuple[Meaning, ...]]:
    meanings: dict[str, tuple[Meaning, ...]] = {}
    for short, condition, words in read_table("abbreviations.tsv"):
        row = Meaning(Condition(condition), tuple(words.split("|")))
        meanings[short] = (*meanings.get(short, ()), row)
    return meanings
