"""The file of pairs → pairs of spellings for each direction."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from archsearch.analysis.fold import fold
from archsearch.analysis.names.scripts import Alphabet, spelling

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.name_costs.units import Pair

#: Two spellings of one alphabet that differ by more than this share are two names: "James" and
#: "Jacob" are both written «Иаков» somewhere.
FARTHEST = 0.6
#: Of a name with many spellings, no more than this many pairs in a direction.
MOST_OF_ONE_NAME = 12


def read_pairs(path: Path) -> list[Pair]:
    """Latin and Cyrillic words as the file has them: two columns, tab-separated."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[0], row[1]) for row in rows]


def directions(words: Iterable[Pair]) -> dict[tuple[Alphabet, Alphabet], list[Pair]]:
    """Pairs of spellings for each direction that costs are learned for."""
    pairs = sorted({pair for pair in map(_spellings, words) if pair})
    flipped = [(cyrillic, latin) for latin, cyrillic in pairs]
    return {
        (Alphabet.LATIN, Alphabet.CYRILLIC): pairs,
        (Alphabet.CYRILLIC, Alphabet.LATIN): flipped,
        (Alphabet.LATIN, Alphabet.LATIN): _same_alphabet(flipped),
        (Alphabet.CYRILLIC, Alphabet.CYRILLIC): _same_alphabet(pairs),
    }


def _spellings(words: Pair) -> Pair | None:
    latin, cyrillic = (spelling(fold(word)) for word in words)
    if latin is None or cyrillic is None or " " in words[0]:
        return None
    if (latin.alphabet, cyrillic.alphabet) != (Alphabet.LATIN, Alphabet.CYRILLIC):
        return None
    return latin.letters, cyrillic.letters


def _same_alphabet(pairs: list[Pair]) -> list[Pair]:
    """Spellings of one alphabet that share one of the other."""
    groups: dict[str, list[str]] = defaultdict(list)
    for shared, one in pairs:
        groups[shared].append(one)
    found: set[Pair] = set()
    for group in groups.values():
        near = [
            (one, other)
            for one, other in permutations(sorted(group), 2)
            if Levenshtein.normalized_distance(one, other) <= FARTHEST
        ]
        found.update(near[:MOST_OF_ONE_NAME])
    return sorted(found)
