"""Repositories and the names that they go by: ГАРФ, GARF, State Archive of the Russian Federation.

A name as a source writes it arrives, the repository leaves. Those that the table doesn't know are
what they are written as; an organisation in the authority file adds names for them.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from archsearch.holdings.latin import latin

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of the table.

    Attributes:
        abbreviation: in Latin letters, as English citations have it; what it is known by.
        cyrillic: the abbreviation of Russian citations.
        english, russian: its name in full.
    """

    abbreviation: str
    cyrillic: str
    english: str
    russian: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of it."""
        return astuple(self)


def repository_named(name: str) -> Repository | None:
    """The repository that goes by a name, in any of its forms; None if the table has none."""
    return _table().get(latin(name))


def usual_name(name: str) -> str:
    """What a repository is known by, whatever it is called; `name` where the table has none."""
    known = repository_named(name)
    return known.abbreviation if known else name


@cache
def _table() -> Mapping[str, Repository]:
    text = files("archsearch.holdings").joinpath("data/repositories.tsv").read_text("utf-8")
    found = [
        Repository(*line.split("\t")) for line in text.splitlines() if not line.startswith("#")
    ]
    return {latin(name): each for each in found for name in each.names}
