"""Reference codes compared: one form for every notation, and the order of the shelves.

References arrive as they were taken apart, keys leave: «ГАРФ, ф. Р-9401сс» and "GARF, Fond R-9401"
have the same ones. Nothing here reads a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from archsearch.holdings.latin import latin
from archsearch.holdings.reference import Reference, has_group_and_number, parse_reference
from archsearch.holdings.repositories import usual_name

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A fond with its prefix and the mark of secrecy that some citations leave out: Р-9401сс.
_FOND = re.compile(r"([a-z]*)-?(\d+)(?:s{1,2})?")
#: The letters that a fond's prefix may be, by the Latin letter that stands for them.
_CYRILLIC = {latin(letter): letter for letter in "абвгдзиклмнопрстуфэ"}
_NUMBER = re.compile(r"\d+")
_LEAVES = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
#: More leaves than the thickest delo has aren't a range but a slip.
MOST_LEAVES = 3000
#: Digits of a number in a key that sorts as numbers do.
_WIDTH = 8
#: Between the levels of a key; no code contains it.
_LEVEL_END = "/"


class LevelKind(StrEnum):
    """What a level of a reference code counts."""

    REPOSITORY = "repository"
    FOND = "fond"
    OPIS = "opis"
    PAPKA = "papka"
    DELO = "delo"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a reference code, from its repository down.

    Attributes:
        kind: what it counts.
        number: as the code writes it; a repository's name.
        key: finds all documents on it, of whatever notation: "garf/r9401/2".
    """

    kind: LevelKind
    number: str
    key: str


def reference_levels(reference: Reference) -> tuple[Level, ...]:
    """The levels of a code from its repository down to the last that is given without a gap."""
    head = repository_key(reference.repository)
    levels = [Level(LevelKind.REPOSITORY, reference.repository, head)] if head else []
    named = [
        (kind, number)
        for kind, number in (
            (LevelKind.FOND, reference.fond),
            (LevelKind.OPIS, reference.opis),
            (LevelKind.PAPKA, reference.papka),
            (LevelKind.DELO, reference.delo),
        )
        if number
    ]
    key = head
    for (kind, number), usual in zip(named, _levels(reference), strict=False):
        key += _LEVEL_END + usual
        levels.append(Level(kind, number, key))
    return tuple(levels)


def repository_key(name: str) -> str:
    """The first part of the keys of a repository's documents, whatever it is called."""
    return latin(usual_name(name)) if name else ""


def reference_keys(reference: Reference) -> tuple[str, ...]:
    """Keys of the levels above and of the document itself, with and without its repository.

    "GARF, Fond R-9401ss, Opis' 2, Delo 95" has ``garf/r9401``, ``garf/r9401/2``,
    ``garf/r9401/2/95`` and each without ``garf``.
    """
    levels = _levels(reference)
    heads = ["", repository_key(reference.repository)] if reference.repository else [""]
    return tuple(
        _LEVEL_END.join([head, *levels[:depth]])
        for head in heads
        for depth in range(1, len(levels) + 1)
    )


def leaves(reference: Reference) -> tuple[int, ...]:
    """The leaves that a reference names: "352-354, 361 об." has 352, 353, 354 and 361."""
    found: dict[int, None] = {}
    for first, last in _LEAVES.findall(reference.folios.replace("–", "-")):
        end = int(last) if last else int(first)
        found.update(dict.fromkeys(range(int(first), min(end, int(first) + MOST_LEAVES) + 1)))
    return tuple(found)


def read_reference(written: str) -> Reference:
    """A code in any notation, also one without labels: "GARF R-9401 2 95 355"."""
    parsed = parse_reference(written)
    if parsed.fond:
        return parsed
    words = re.split(r"[\s,;/]+", written.strip(" ,;/"))
    names = [word for word in words if not _NUMBER.search(word)]
    numbers = [word for word in words if _NUMBER.search(word)]
    if words != names + numbers or not numbers:
        return parsed
    fond, opis, delo, folios = (*numbers, "", "", "", "")[:4]
    return Reference(" ".join(names), fond, opis, delo, folios, written)


def shelf_order(reference: Reference) -> str:
    """A key that sorts references as they stand on the shelves: 2 before 10."""
    parts = (*_levels(reference), reference.folios) if reference.fond else (reference.written,)
    return _LEVEL_END.join(
        in_number_order(latin(part)) for part in (usual_name(reference.repository), *parts)
    )


def in_number_order(text: str) -> str:
    """A key that sorts texts by the numbers in them: 2 before 10."""
    return _NUMBER.sub(lambda number: number[0].zfill(_WIDTH), text)


def usual_fond(fond: str) -> str:
    """The number of a fond as English citations write it: «Р-9401сс» is "R-9401ss"."""
    plain = latin(fond)
    return plain[:1].upper() + plain[1:] if _FOND.fullmatch(plain) else fond


def russian_fond(fond: str) -> str:
    """The inverse, where the prefix is a single letter: "R-9401ss" is «Р-9401сс»."""
    prefix, dash, number = fond.partition("-")
    letter = _CYRILLIC.get(prefix.casefold(), "")
    if not dash or not letter or not _FOND.fullmatch(latin(fond)):
        return fond
    return f"{letter.upper()}-{number.replace('s', 'с')}"


def _levels(reference: Reference) -> list[str]:
    """The numbers from the fond down to the last level that is given without a gap."""
    return list(_given(reference))


def _given(reference: Reference) -> Iterator[str]:
    if not reference.fond:
        return
    fond = latin(reference.fond)
    match = _FOND.fullmatch(fond)
    yield "".join(match.groups()) if match else fond
    if not reference.opis and not has_group_and_number(reference.fond):
        return
    for part in (reference.opis, reference.papka, reference.delo):
        if part:
            yield latin(part)
