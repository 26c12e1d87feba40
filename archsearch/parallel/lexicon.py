"""The bilingual lexicon that the holdings themselves teach.

Aligned passages arrive as terms, word translations with their probability leave. A pair of terms
is kept only where both directions agree on it and it met too often for chance: with few documents
the lexicon stays silent rather than wrong. What a librarian has written down is added as it is.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from archsearch.errors import IndexUnavailableError, OtherReleaseError
from archsearch.parallel.model1 import learn_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from archsearch.parallel.model1 import Translations

_FILE = "lexicon.npz"
_FORMAT = 1
#: Probability below which a pair isn't kept: half of what lies below is wrong. What lies above
#: is ranked by it: nine in ten of the pairs from 0.2 are right, three in four of those below.
LEAST_PROBABILITY = 0.1
#: Probability from which a pair is sure enough to mark one word as the translation of another.
SURE_PROBABILITY = 0.3
#: Dunning's log-likelihood ratio below which a pair may have met by chance. It is chi-squared
#: distributed; 20 is exceeded by eight of a million pairs that met by chance.
#: T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", 1993.
LEAST_SURPRISE = 20.0


#: Probability of a pair that a person wrote down; what is learned stays below it.
VOUCHED_FOR = 1.0


class Lexicon:
    """Word translations in both directions. Immutable."""

    def __init__(self, entries: Mapping[str, Mapping[str, float]] | None = None) -> None:
        """Take entries.

        Args:
            entries: for each term its translations and their probability; must hold every pair
                in both directions.
        """
        self._entries = {
            term: tuple(sorted(others.items(), key=lambda item: (-item[1], item[0])))
            for term, others in (entries or {}).items()
        }

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
        learned = learn_pairs(pairs)
        probabilities = _probabilities(learned)
        kept = (probabilities >= LEAST_PROBABILITY) & (_surprise(learned) >= LEAST_SURPRISE)
        entries: dict[str, dict[str, float]] = defaultdict(dict)
        for row in np.flatnonzero(kept):
            one, other = vocabulary[learned.left[row]], vocabulary[learned.right[row]]
            if one != other and _is_word(one) and _is_word(other):
                entries[one][other] = entries[other][one] = float(probabilities[row])
        for one, other in curated:
            entries[one][other] = entries[other][one] = VOUCHED_FOR
        return cls(entries)

    def translations(self, term: str) -> tuple[tuple[str, float], ...]:
        """The translations of a term with their probability, best first; empty if none is known."""
        return self._entries.get(term, ())

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Every pair of terms with its probability, in both orders."""
        for term, others in self._entries.items():
            for other, probability in others:
                yield term, other, probability

    def without(self, is_lost: Callable[[str], bool]) -> Lexicon:
        """The same, without what was learned of terms that are lost; a person's pairs stay."""
        entries: dict[str, dict[str, float]] = defaultdict(dict)
        for term, other, probability in self.pairs():
            if probability == VOUCHED_FOR or not (is_lost(term) or is_lost(other)):
                entries[term][other] = probability
        return Lexicon(entries)

    def __len__(self) -> int:
        """How many terms have a translation."""
        return len(self._entries)

    def save(self, folder: Path) -> None:
        """Write the lexicon into an existing folder."""
        terms = sorted(self._entries)
        numbers = {term: number for number, term in enumerate(terms)}
        counts = [len(self._entries[term]) for term in terms]
        rows = [item for term in terms for item in self._entries[term]]
        with (folder / _FILE).open("wb") as file:
            np.savez(
                file,
                format=np.array([_FORMAT]),
                terms=np.frombuffer("\n".join(terms).encode(), dtype=np.uint8),
                offsets=np.cumsum([0, *counts], dtype=np.int32),
                others=np.array([numbers[other] for other, _ in rows], dtype=np.int32),
                probabilities=np.array([each for _, each in rows], dtype=np.float32),
            )

    @classmethod
    def open(cls, folder: Path) -> Lexicon:
        """Read what `save` wrote.

        Raises:
            IndexUnavailableError: it is missing, damaged or of another format.
        """
        path = folder / _FILE
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                if arrays["format"].tolist() != [_FORMAT]:
                    raise OtherReleaseError(f"The lexicon {path}")
                terms = arrays["terms"].tobytes().decode().split("\n")
                offsets = arrays["offsets"].tolist()
                others = [terms[number] for number in arrays["others"].tolist()]
                probabilities = arrays["probabilities"].tolist()
        except (OSError, ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile) as error:
            raise IndexUnavailableError(f"{path}: the lexicon can't be read: {error}") from error
        return cls(
            {
                term: dict(zip(others[start:end], probabilities[start:end], strict=True))
                for term, start, end in zip(terms, offsets, offsets[1:], strict=False)
            }
        )


def _is_word(term: str) -> bool:
    return len(term) > 1 and not any(letter.isdigit() for letter in term)


def _probabilities(learned: Translations) -> NDArray[np.float64]:
    """The mean of both directions, less for pairs that were seen only a few times."""
    seen = learned.together / (learned.together + 1)
    return np.asarray(np.sqrt(learned.forward * learned.backward) * seen)


def _surprise(learned: Translations) -> NDArray[np.float64]:
    """Dunning's log-likelihood ratio of each pair's meetings."""
    both, left, right = learned.together, learned.left_count, learned.right_count
    total = np.full_like(both, learned.passages)
    cells = [both, left - both, right - both, total - left - right + both]
    margins = [left, right, total - left, total - right]
    return np.asarray(
        2 * (sum(map(_entropy, cells)) - sum(map(_entropy, margins)) + _entropy(total))
    )


def _entropy(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(counts * np.log(np.maximum(counts, 1)))
