"""Chinese names: Pinyin = Palladius = Wade-Giles, through one table of syllables.

A spelling is only taken as Chinese when all of it is syllables of one system. Wade-Giles is
mostly printed without its apostrophes (Chou for Chou and Ch'ou), so the keys, by which candidates
are found, are its syllables without them; the readings in Pinyin then tell a sure match from a
possible one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Final

from archsearch.analysis.fold import fold
from archsearch.analysis.names.costs import table_lines
from archsearch.analysis.names.scripts import Alphabet, spelling

#: No Chinese name is longer; foreign words that happen to be syllables are.
_MOST_SYLLABLES: Final = 4
_MOST_READINGS: Final = 6
_KEY_BYTES, _KEY_BITS = 8, 60


@dataclass(frozen=True, slots=True)
class System:
    """One way to write the syllables.

    Attributes:
        alphabet: its letters.
        pinyin: for each folded syllable the Pinyin syllables that it may be.
    """

    alphabet: Alphabet
    pinyin: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Tables:
    systems: tuple[System, ...]
    wade: dict[str, str]
    longest: int
    whole: re.Pattern[str]


@cache
def _tables() -> _Tables:
    pinyin: dict[str, list[str]] = {}
    palladius: dict[str, list[str]] = {}
    wade: dict[str, list[str]] = {}
    bare: dict[str, str] = {}
    for line in table_lines("syllables.tsv"):
        syllable, russian, giles = line.split("\t")
        pinyin.setdefault(_letters(syllable), []).append(syllable)
        for each in russian.split("|"):
            palladius.setdefault(_letters(each), []).append(syllable)
        bare[syllable] = _letters(giles)
        wade.setdefault(bare[syllable], []).append(syllable)
    systems = (
        System(Alphabet.LATIN, _frozen(pinyin)),
        System(Alphabet.LATIN, _frozen(wade)),
        System(Alphabet.CYRILLIC, _frozen(palladius)),
    )
    written = sorted({each for system in systems for each in system.pinyin})
    return _Tables(systems, bare, max(map(len, written)), _any_of(written))


def _any_of(syllables: list[str]) -> re.Pattern[str]:
    """One to four syllables; those with one first letter together, so that few are tried."""
    by_first: dict[str, list[str]] = {}
    for each in sorted(syllables, key=len, reverse=True):
        by_first.setdefault(each[0], []).append(each[1:])
    groups = (f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return re.compile(f"(?:{'|'.join(groups)}){{1,{_MOST_SYLLABLES}}}")


def _frozen(syllables: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {written: tuple(read) for written, read in syllables.items()}


def _letters(written: str) -> str:
    found = spelling(fold(written))
    return found.letters if found else ""


def may_be(letters: str) -> bool:
    """Whether a spelling is made of syllables of the table."""
    return _tables().whole.fullmatch(letters) is not None


@lru_cache(maxsize=8192)
def readings(letters: str, alphabet: Alphabet) -> frozenset[str]:
    """What a spelling is in Pinyin, syllables separated by spaces; empty for what isn't Chinese."""
    return frozenset(
        " ".join(read)
        for system in _tables().systems
        if system.alphabet is alphabet
        for written in _cuts(letters, system.pinyin)
        for read in list(product(*(system.pinyin[each] for each in written)))[:_MOST_READINGS]
    )


def keys(letters: str, alphabet: Alphabet) -> list[str]:
    """The keys of a spelling: its syllables in Wade-Giles without apostrophes."""
    tables = _tables()
    found: dict[str, None] = {}
    if not may_be(letters):
        return []
    for system in tables.systems:
        if system.alphabet is alphabet:
            for written in _cuts(letters, system.pinyin):
                for read in list(product(*(system.pinyin[each] for each in written)))[
                    :_MOST_READINGS
                ]:
                    found[" ".join(tables.wade[each] for each in read)] = None
    return list(found)


def number(key: str) -> int:
    """A key as an integer below 2**60, the same in every process."""
    digest = hashlib.blake2b(key.encode(), digest_size=_KEY_BYTES).digest()
    return int.from_bytes(digest, "big") >> (_KEY_BYTES * 8 - _KEY_BITS)


def _cuts(letters: str, syllables: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The ways to cut a spelling into syllables, those with the fewest and with one more."""
    longest = _tables().longest
    whole: list[tuple[str, ...]] = []
    begun: list[tuple[tuple[str, ...], int]] = [((), 0)]
    while begun:
        cut, at = begun.pop()
        for end in range(at + 1, min(at + longest, len(letters)) + 1):
            syllable = letters[at:end]
            if syllable not in syllables:
                continue
            if end == len(letters):
                whole.append((*cut, syllable))
            elif len(cut) + 1 < _MOST_SYLLABLES:
                begun.append(((*cut, syllable), end))
    fewest = min(map(len, whole), default=0)
    return [cut for cut in whole if len(cut) <= fewest + 1]
