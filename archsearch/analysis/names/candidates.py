"""A spelling → the bases of the name table that it may stand for, and what each costs.

Three ways lead to a base: its consonant key is one of the word's likeliest, its key is one letter
off (asked for only where the first way found little), or both are the same Chinese syllables.
"""

from __future__ import annotations

from functools import lru_cache
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from archsearch.analysis.names import chinese
from archsearch.analysis.names.costs import costs
from archsearch.analysis.names.keys import key
from archsearch.analysis.names.paths import Distances, likeliest_keys, likeliest_spellings
from archsearch.analysis.names.scripts import Alphabet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archsearch.analysis.names.costs import Lattice
    from archsearch.analysis.names.scripts import Spelling
    from archsearch.analysis.names.table import Base, Bases, NameTable

#: Keys of a word that are looked up: ten find 99 of 100 true pairs.
KEYS = 10
#: Between two Latin spellings much more is open: two conventions meet.
LATIN_KEYS = 40
#: Bases that the keys may bring, and how many of them are judged.
MOST_BASES, JUDGED, GUESSED = 2000, 36, 6
#: Share of its letters in which a candidate may differ from the nearest likely spelling.
UNLIKE = 0.67
#: By how much more than the nearest candidate another one may differ, in names of more letters
#: (in shorter ones a single letter is that much), and between two Latin spellings.
UNLIKER, LATIN_UNLIKER, SHORT_NAME = 0.35, 0.6, 4
#: Spellings that choose those which are judged.
SPELLINGS = 4
#: With so many bases found, only those as good are still sought, give or take a little.
ENOUGH, MARGIN = 12, 1.0
#: Cost for each letter of the word up to which a spelling is a similar name (49 of 50 true pairs),
#: and a possible one, which counts for names with few consonants and for guesses.
LIKELY, POSSIBLE = 1.3, 1.9
#: Between two Latin spellings true pairs cost so much more, since two conventions meet.
LATIN_SPREAD = 2.2
#: Names with so few consonants are spelt in more ways than their letters show.
SHORT_KEY = 2
#: Cost for each letter of two spellings of the same Chinese syllables, and of syllables that are
#: the same in Wade-Giles without its apostrophes.
SAME_SYLLABLES, SAME_BARE_SYLLABLES = 0.1, 0.45
#: Keys shorter than this have too many neighbours.
SHORTEST_VARIED = 4
_CLASSES = "123456789"


class Readings(NamedTuple):
    """A word as it may be read in an alphabet.

    Attributes:
        lattice: every reading.
        keys: the likeliest consonant keys, likeliest first.
        spellings: the likeliest spellings.
    """

    lattice: Lattice
    keys: tuple[str, ...]
    spellings: tuple[str, ...]


class Near(NamedTuple):
    """A base that is near a word.

    Attributes:
        base: which.
        cost: of reading the word as the base, in nats.
        is_same: the letters are the same.
    """

    base: Base
    cost: float
    is_same: bool


@lru_cache(maxsize=2048)
def readings_of(spelt: Spelling, alphabet: Alphabet) -> Readings:
    """How a word may be read in an alphabet, its own included."""
    lattice = costs(spelt.alphabet, alphabet).lattice(spelt.letters)
    wanted = [found for found, _ in likeliest_keys(lattice, _limit(spelt, alphabet))]
    spellings = [found for found, _ in likeliest_spellings(lattice, SPELLINGS)]
    if alphabet is spelt.alphabet:
        wanted.insert(0, key(spelt.letters))
        spellings.insert(0, spelt.letters)
    return Readings(lattice, tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(spellings)))


def _limit(spelt: Spelling, alphabet: Alphabet) -> int:
    return LATIN_KEYS if spelt.alphabet is alphabet is Alphabet.LATIN else KEYS


def nearest(table: NameTable, spelt: Spelling, alphabet: Alphabet, *, vary: bool) -> list[Near]:
    """The bases of one alphabet that a spelling may stand for.

    Args:
        table: the names of the holdings.
        spelt: the word.
        alphabet: of the bases.
        vary: take keys that are one letter off instead of the likeliest.
    """
    lattice, wanted, spellings = readings_of(spelt, alphabet)
    is_open = vary or len(wanted[0]) <= SHORT_KEY
    bound = (
        (POSSIBLE if is_open else LIKELY) * spread(spelt.alphabet, alphabet) * len(spelt.letters)
    )
    if vary:
        wanted = tuple(other for found in wanted[:1] for other in _neighbours(found))
    found = table.with_keys(alphabet, wanted, MOST_BASES)
    is_latin = spelt.alphabet is alphabet is Alphabet.LATIN
    unliker = LATIN_UNLIKER if is_latin else UNLIKER
    chosen = closest(found, spellings, GUESSED if vary else JUDGED, unliker)
    return judge(lattice, chosen, spelt.letters if alphabet is spelt.alphabet else "", bound)


def spread(one: Alphabet, other: Alphabet) -> float:
    """How much more than elsewhere true pairs cost between two alphabets."""
    return LATIN_SPREAD if one is other is Alphabet.LATIN else 1.0


def chinese_names(table: NameTable, spelt: Spelling) -> list[Near]:
    """The bases that are the same Chinese syllables as a spelling, in any system."""
    found = chinese.keys(spelt.letters, spelt.alphabet)
    if not found:
        return []
    read = chinese.readings(spelt.letters, spelt.alphabet)
    near = []
    for base in table.with_syllables(found):
        alike = not read.isdisjoint(chinese.readings(base.letters, base.alphabet))
        each = SAME_SYLLABLES if alike else SAME_BARE_SYLLABLES
        near.append(Near(base, each * len(spelt.letters), base.letters == spelt.letters))
    return near


def closest(
    found: Bases, spellings: Sequence[str], limit: int, unliker: float = UNLIKER
) -> list[Base]:
    """The candidates that look most like one of the spellings, closest first.

    Args:
        found: the candidates.
        spellings: of the word.
        limit: at most so many.
        unliker: how much less like them than the first one a candidate may be.
    """
    if not found.letters or not spellings:
        return []
    distances = process.cdist(
        spellings,
        found.letters,
        scorer=Levenshtein.normalized_distance,
        dtype=np.float32,
    ).min(axis=0)
    order = np.argsort(distances, kind="stable")[:limit]
    most = UNLIKE
    if len(spellings[0]) > SHORT_NAME:
        most = min(UNLIKE, float(distances[order[0]]) + unliker)
    return [found.base(at) for at in order[distances[order] <= most].tolist()]


def judge(lattice: Lattice, chosen: Iterable[Base], own: str, bound: float) -> list[Near]:
    """What each candidate costs; those beyond the bound, which tightens, are left out."""
    near = []
    best: list[float] = []
    distances = Distances(lattice)
    for base in chosen:
        is_same = base.letters == own
        cost = 0.0 if is_same else distances.to(base.letters, bound)
        if cost > bound:
            continue
        near.append(Near(base, cost, is_same))
        if len(best) < ENOUGH:
            heappush(best, -cost)
        else:
            heappushpop(best, -cost)
            bound = min(bound, MARGIN - best[0])
    return near


def _neighbours(found: str) -> list[str]:
    """The keys that have one class more, one less, or another one."""
    if len(found) < SHORTEST_VARIED:
        return []
    ends = range(len(found) + 1)
    less = [found[:at] + found[at + 1 :] for at in ends[:-1]]
    more = [found[:at] + each + found[at:] for at in ends[1:] for each in _CLASSES]
    other = [found[:at] + each + found[at + 1 :] for at in ends[1:-1] for each in _CLASSES]
    return [each for each in dict.fromkeys((*less, *more, *other)) if each != found]
