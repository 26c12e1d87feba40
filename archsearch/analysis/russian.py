"""A folded Russian word → the terms that it is indexed under.

Every lemma that the dictionary holds likely enough, stacked; words that the dictionary doesn't
know get all predicted lemmas and a stem, so that the cases of a name meet.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pymorphy3
import snowballstemmer

from archsearch.analysis.fold import fold

#: A lemma with less of the probability of a form brings strangers more often than it finds.
MIN_MASS = 0.05
#: Stems live apart from lemmas: «стали» as a stem would meet «стали» as a word.
STEM_MARK = "~"


@cache
def morphology() -> Any:  # noqa: ANN401 - pymorphy3 is untyped
    """The dictionary, loaded when the first Russian word is met."""
    return pymorphy3.MorphAnalyzer()


@cache
def _stemmer() -> Any:  # noqa: ANN401 - snowballstemmer is untyped
    return snowballstemmer.stemmer("russian")


def is_known(word: str) -> bool:
    """Whether the dictionary has the form."""
    return bool(morphology().word_is_known(word))


def russian_terms(word: str) -> tuple[str, ...]:
    """The lemmas of a folded word, likeliest first; for an unknown word its stem as well."""
    masses: dict[str, float] = {}
    for parse in morphology().parse(word):
        lemma = fold(parse.normal_form)
        masses[lemma] = masses.get(lemma, 0.0) + parse.score
    if not is_known(word):
        return (*masses, STEM_MARK + _stemmer().stemWord(word))
    return tuple(lemma for lemma, mass in masses.items() if mass >= MIN_MASS) or (word,)
