"""Repositories and the names that they go by: ГАРФ, GARF, State Archive of the Russian Federation.

A name as a source writes it arrives, the repository leaves. Those that the table doesn't know are
what they are written as, unless the settings add them (`add_repositories`, once a process, before
anything is read); an organisation in the authority file adds names for them in searches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from archsearch.errors import SettingsError
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


def add_repositories(written: tuple[str, ...]) -> None:
    """Add to the table of this process, in place of what was added before.

    Args:
        written: a repository each, its names with `|` between them, the one that it is known by
            first. One that begins with a name of the table adds the others to that repository.

    Raises:
        SettingsError: an entry has no name, or one that another repository has.
    """
    if list(written) != _ADDED:
        before, _ADDED[:] = list(_ADDED), written
        _forget()
        try:
            _table()
        except SettingsError:
            _ADDED[:] = before
            _forget()
            raise


def added_repositories() -> tuple[str, ...]:
    """What was added to the table of this process."""
    return tuple(_ADDED)


#: What was added; the only state of this room.
_ADDED: list[str] = []


def _forget() -> None:
    _table.cache_clear()
    repository_named.cache_clear()


@cache
def _table() -> Mapping[str, Repository]:
    text = files("archsearch.holdings").joinpath("data/repositories.tsv").read_text("utf-8")
    found = [_row(line) for line in text.splitlines() if line and not line.startswith("#")]
    table = {_key(name): each for each in found for name in each.names}
    for written in _ADDED:
        names = tuple(filter(None, map(str.strip, written.split("|"))))
        if not names:
            raise SettingsError("“repositories.names” has an entry without a name.")
        known = table.get(_key(names[0]))
        mine = replace(known, others=(*known.others, *names[1:])) if known else _added(names)
        for name in filter(None, mine.names):
            if table.get(_key(name), known) not in {known, mine}:
                raise SettingsError(f"“repositories.names”: two repositories are called {name}.")
            table[_key(name)] = mine
    return table


def _added(names: tuple[str, ...]) -> Repository:
    """A repository of its names: which of them is which shows in their script and their blanks."""
    russian = [name for name in names if re.search("[А-яЁё]", name)]
    english = [name for name in names if name not in russian]
    return Repository(
        names[0],
        next((name for name in russian if " " not in name), ""),
        next((name for name in english if " " in name), names[0]),
        next((name for name in russian if " " in name), russian[0] if russian else names[0]),
        names[1:],
    )


def _row(line: str) -> Repository:
    abbreviation, cyrillic, english, russian, *others = line.split("\t")
    return Repository(abbreviation, cyrillic, english, russian, tuple(others))
