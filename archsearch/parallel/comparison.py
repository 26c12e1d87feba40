"""What two languages are compared by: their features, and the words that translate each other.

A lexicon arrives (or none), a `Comparison` leaves that serves a whole build. Words of the
packaged seed dictionary and of the lexicon are reduced to stubs here, so that comparing texts
needs no analysis of their forms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from archsearch.parallel.evidence import Stretches
from archsearch.parallel.features import Features, stub
from archsearch.parallel.tables import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archsearch.parallel.lexicon import Lexicon
    from archsearch.parallel.paragraphs import Span

#: How far the seed dictionary is trusted: an entry is one of several translations of a word.
_SEED_PROBABILITY = 0.5


class Comparison:
    """Features of texts and the counterparts that a feature may have in the other language."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._features = Features()
        self._counterparts: dict[int, dict[int, float]] = {}
        for one, other in _seed():
            self._add(one, other, _SEED_PROBABILITY)
        if lexicon is not None:
            for one, other, probability in lexicon.pairs():
                self._add(one, other, probability)

    def features(self, text: str) -> set[int]:
        """The features of a text."""
        return self._features.of(text)

    def counterpart_count(self, features: set[int], others: set[int]) -> int:
        """How many features, or what they may become in the other language, are among others."""
        # Sets are compared whole: this is asked of every two texts of a build.
        alone = features - others
        translated = sum(
            not others.isdisjoint(self._counterparts[feature])
            for feature in alone & self._counterparts.keys()
        )
        return len(features) - len(alone) + translated

    def stretches(self, text: str, spans: Sequence[Span]) -> Stretches:
        """The features and lengths of stretches of a text."""
        return Stretches(
            [self._features.of(text[start:end]) for start, end in spans],
            np.array([end - start for start, end in spans], dtype=np.float64),
        )

    def counterparts(self, feature: int) -> Iterable[tuple[int, float]]:
        """What a word stub may become in the other language, with how likely."""
        return self._counterparts.get(feature, {}).items()

    def _add(self, one: str, other: str, probability: float) -> None:
        left, right = self._features.keep(stub(one)), self._features.keep(stub(other))
        for here, there in ((left, right), (right, left)):
            known = self._counterparts.setdefault(here, {})
            known[there] = max(probability, known.get(there, 0.0))


@lru_cache(maxsize=2)
def comparison(lexicon: Lexicon | None) -> Comparison:
    """The comparison that goes with a lexicon; the same object for the same lexicon."""
    return Comparison(lexicon)


def _seed() -> Iterator[tuple[str, str]]:
    for line in lines_of("seed.tsv"):
        word, others = line.split("\t")
        for other in others.split():
            yield word, other.replace("ё", "е")
