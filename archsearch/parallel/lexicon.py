"""The bilingual lexicon that the holdings themselves teach.

Aligned passages arrive as terms, probabilities of word translations leave. A pair of terms is
kept only where both directions agree on it and it was seen often enough: with few documents the
lexicon stays silent rather than wrong.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from archsearch.errors import IndexUnavailableError
from archsearch.parallel.model1 import learn_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_FILE = "lexicon.json"
_FORMAT = 1
#: The geometric mean of both directions' probabilities below which a pair isn't kept.
LEAST_PROBABILITY = 0.1
#: Passages in which a pair must have met.
LEAST_PASSAGES = 2


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Word translations in both directions.

    Attributes:
        entries: for each term its translations with their probability, best first.
    """

    entries: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)

    @classmethod
    def learn(
        cls,
        pairs: Iterable[tuple[NDArray[np.int32], NDArray[np.int32]]],
        vocabulary: Sequence[str],
        curated: Iterable[tuple[str, str]] = (),
    ) -> Lexicon:
        """Learn from aligned passages.

        Args:
            pairs: the terms of the two sides of each passage, one term a word, as ids into
                `vocabulary`; the left side is always of the same language.
            vocabulary: the terms.
            curated: pairs of terms that a person vouches for; they have probability 1.
        """
        found: dict[str, dict[str, float]] = defaultdict(dict)
        learned = learn_pairs(pairs)
        both = np.sqrt(learned.forward * learned.backward)
        sure = (both >= LEAST_PROBABILITY) & (learned.together >= LEAST_PASSAGES)
        for row in np.flatnonzero(sure):
            one, other = vocabulary[learned.left[row]], vocabulary[learned.right[row]]
            found[one][other] = found[other][one] = float(both[row])
        for one, other in curated:
            found[one][other] = found[other][one] = 1.0
        return cls(
            {
                term: tuple(sorted(others.items(), key=lambda item: (-item[1], item[0])))
                for term, others in found.items()
            }
        )

    def translations(self, term: str) -> tuple[tuple[str, float], ...]:
        """The translations of a term with their probability, best first; empty if none is sure."""
        return self.entries.get(term, ())

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Every pair of terms with its probability, in both orders."""
        for term, others in self.entries.items():
            for other, probability in others:
                yield term, other, probability

    def save(self, folder: Path) -> None:
        """Write the lexicon into an existing folder."""
        content = {"format": _FORMAT, "entries": dict(self.entries)}
        (folder / _FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Lexicon:
        """Read what `save` wrote.

        Raises:
            IndexUnavailableError: it is missing, damaged or of another format.
        """
        try:
            content = json.loads((folder / _FILE).read_text(encoding="utf-8"))
            if content["format"] == _FORMAT:
                return cls(
                    {
                        term: tuple((other, float(probability)) for other, probability in others)
                        for term, others in content["entries"].items()
                    }
                )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexUnavailableError(f"{folder / _FILE}: the lexicon can't be read.") from error
        raise IndexUnavailableError(f"{folder / _FILE}: the lexicon is of another format.")
