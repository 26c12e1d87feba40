"""Do the forms of a word meet, and only they?

Figures: the share of running words whose terms meet the terms of their gold lemma (all words,
proper nouns, words unknown to the dictionary), and precision: of all pairs of running content
words (nouns, proper nouns, verbs, adjectives) that share a term, the share with one gold lemma.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from archsearch.analysis import Analyzer, fold
from archsearch.analysis.dictionary import is_known
from benchmarks.quality.conllu import GoldWord, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_ANALYZER = Analyzer()


def measure(data: Path) -> dict[str, float] | None:
    words = [word for sentence in sentences(data) for word in sentence.words if word.is_word]
    if not words:
        return None
    met = [(word, not terms(word.form).isdisjoint(terms(word.lemma))) for word in words]
    return {
        "all": share(ok for _, ok in met),
        "propn": share(ok for word, ok in met if word.part == "PROPN"),
        "unknown": share(ok for word, ok in met if not is_known(fold(word.form))),
        "precision": precision([word for word in words if word.part in _CONTENT]),
    }


@cache
def terms(word: str) -> frozenset[str]:
    return frozenset(term for token in _ANALYZER.tokens(word, "ru") for term in token.terms)


@cache
def whole_terms(word: str) -> tuple[str, ...]:
    """The terms of the word itself: the parts of a hyphenated one are words of their own."""
    return _ANALYZER.tokens(word, "ru")[0].terms


def share(outcomes: Iterable[bool]) -> float:
    counts = Counter(outcomes)
    return counts[True] / max(1, counts.total())


def precision(words: list[GoldWord]) -> float:
    """The share of pairs of running words with a term in common that have one lemma."""
    counts = Counter((fold(word.form), fold(word.lemma)) for word in words)
    under: dict[str, set[tuple[str, str]]] = {}
    for form, lemma in counts:
        for term in whole_terms(form):
            under.setdefault(term, set()).add((form, lemma))
    pairs = {frozenset(pair) for group in under.values() for pair in combinations(sorted(group), 2)}
    same = sum(count * (count - 1) // 2 for count in counts.values())
    other = 0
    for one, two in map(tuple, pairs):
        weight = counts[one] * counts[two]
        if one[1] == two[1]:
            same += weight
        else:
            other += weight
    return same / max(1, same + other)
