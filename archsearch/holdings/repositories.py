"""Repositories and the names that they go by: ГАРФ, GARF, State Archive of the Russian Federation.

A name as a source writes it arrives, the repository leaves. Those that the table doesn't know are
what they are written as; an organisation in the authority file adds names for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from archsearch.holdings.latin import latin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of the table.

    Attributes:
        abbreviation: in Latin letters, as English citations have it; what it is known by.
        cyrillic: the abbreviation of Russian citations.
        english, russian: its name in full.
        others: further names and abbreviations, and those of its predecessors whose fonds it keeps
            under their numbers.
    """

    abbreviation: str
    cyrillic: str
    english: str
    russian: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of it."""
        return (self.abbreviation, self.cyrillic, self.english, self.russian, *self.others)


@lru_cache(maxsize=4096)
def repository_named(name: str) -> Repository | None:
    """The repository that goes by a name, in any of its forms; None if the table has none.

    "State Archive of the Russian Federation (GARF), Moscow" goes by its abbreviation, "Obtained by
    N. N. GARF" by what stands last.
    """
    table = _table()
    return next((table[key] for each in _within(name) if (key := _key(each)) in table), None)


def _within(name: str) -> Iterator[str]:
    """A name, and the parts of it that may be one too."""
    yield name
    yield from re.findall(r"\(([^()]+)\)", name)
    plain = re.sub(r"\s*\([^()]*\)", "", name)
    yield plain
    yield from (part for part in re.split(r",\s+|[.:;]\s+", plain) if part.strip())


def _key(name: str) -> str:
    """A name without what writers vary: script, capitals, blanks («АВП РФ», "AVPRF")."""
    return latin(name).replace(" ", "")


def usual_name(name: str) -> str:
    """What a repository is known by, whatever it is called; `name` where the table has none."""
    known = repository_named(name)
    return known.abbreviation if known else name


@cache
def _table() -> Mapping[str, Repository]:
    text = files("archsearch.holdings").joinpath("data/repositories.tsv").read_text("utf-8")
    found = [_row(line) for line in text.splitlines() if line and not line.startswith("#")]
    return {_key(name): each for each in found for name in each.names}


def _row(line: str) -> Repository:
    abbreviation, cyrillic, english, russian, *others = line.split("\t")
    return Repository(abbreviation, cyrillic, english, russian, tuple(others))
