"""A folded Russian word → the terms that it is indexed under.

Every lemma that the dictionary holds likely enough, stacked, so that «стали» is found by стать
and by сталь. A word that the dictionary doesn't know gets all predicted lemmas, itself (it may
be a nominative that prediction takes for a case) and a stem, so that the cases of a name meet.
A word in old spelling gets the terms of today's.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import snowballstemmer

from archsearch.analysis.dictionary import (
    is_known,
    known_lemmas,
    likeliest_first,
    part_of_speech,
    readings,
)
from archsearch.analysis.fold import fold
from archsearch.analysis.prediction import predicted_lemmas
from archsearch.analysis.spelling import corrections, has_old_letter, looks_old, modern_spellings
from archsearch.analysis.tables import read_table

#: A lemma with less of the probability of a form brings strangers more often than it finds.
#: «стали» is 0.028 сталь.
MIN_MASS: Final = 0.02
#: The same beside a likelier function word: nobody looks for уж in «уже».
MIN_MASS_BESIDE_FUNCTION: Final = 0.1
_LIKELIER: Final = 0.5
_FUNCTION_WORDS: Final = frozenset({"CONJ", "PRCL", "PREP", "NPRO", "ADVB", "PRED", "INTJ"})
#: A form that the dictionary takes for another case may be a surname that it doesn't know: to it
#: «Апресов» is several апрес.
_SURNAME_ENDINGS: Final = ("ов", "ев", "ин", "ын")
#: Stems live apart from lemmas: the stem of one word may be another word.
STEM_MARK: Final = "~"
#: Longer strings aren't words, and prediction isn't linear in their length.
LONGEST_WORD: Final = 40


@cache
def _stemmer() -> Any:  # noqa: ANN401 - snowballstemmer is untyped
    return snowballstemmer.stemmer("russian")


@cache
def _preferred() -> dict[str, str]:
    """Lemma → the one that stands for it: the dictionary splits some pronouns."""
    return dict(read_table("lemmas.tsv"))  # type: ignore[arg-type]  # rows of two


def is_word(word: str) -> bool:
    """Whether a form, folded or not, is in the dictionary in today's or an old spelling."""
    folded = fold(word)
    if is_known(folded):
        return True
    return looks_old(folded, known=False) and any(map(is_known, modern_spellings(folded)))


def russian_terms(word: str) -> tuple[tuple[str, ...], str]:
    """What a folded word is indexed under, likeliest first, and the rule that decided.

    Terms of an unknown word include its stem behind `STEM_MARK`.
    """
    if len(word) > LONGEST_WORD:
        return (word,), "too long"
    if len(word) == 1:
        return (word,), "letter"
    lemmas = known_lemmas(word)
    known = bool(lemmas)
    if looks_old(word, known=known):
        modern = [form for form in modern_spellings(word) if is_known(form)]
        if modern:
            own = _likely(word, lemmas) if known else ()
            return tuple(dict.fromkeys((*_lemmas(modern[0]), *own))), "old spelling"
    if not known:
        return _unknown(word)
    likely = _likely(word, lemmas)
    if word.endswith(_SURNAME_ENDINGS) and word not in likely:
        likely = (*likely, word)
    return likely, "dictionary"


def _unknown(word: str) -> tuple[tuple[str, ...], str]:
    corrected = corrections(word, is_known)
    spelling = next(modern_spellings(word), word) if has_old_letter(word) else word
    forms = dict.fromkeys(map(fold, predicted_lemmas(spelling)))
    terms = (*forms, spelling, STEM_MARK + _stemmer().stemWord(spelling))
    also = [lemma for form in corrected for lemma in _lemmas(form)]
    return tuple(dict.fromkeys((*terms, *also))), "misspelt" if corrected else "predicted"


@cache
def _settled() -> dict[str, tuple[str, ...]]:
    """Form → its lemmas, where the dictionary's other readings are known to mislead."""
    return {form: tuple(lemmas.split()) for form, lemmas in read_table("forms.tsv")}


def _lemmas(word: str) -> tuple[str, ...]:
    """The lemmas of a known word that are likely enough."""
    return _likely(word, known_lemmas(word))


def _likely(word: str, lemmas: set[str]) -> tuple[str, ...]:
    """Those of all lemmas of a known word that are likely enough, likeliest first."""
    settled = _settled().get(word)
    if settled is not None:
        return settled
    if len(lemmas) == 1:
        # Most words have one lemma, and then how likely it is doesn't matter.
        (lemma,) = lemmas
        return (_preferred().get(lemma, lemma),)
    masses: dict[str, float] = {}
    parts: dict[str, str] = {}
    for (_, tag, _, written, _), share in likeliest_first(word, readings(word)):
        lemma = written.replace("ё", "е")
        lemma = _preferred().get(lemma, lemma)
        masses[lemma] = masses.get(lemma, 0.0) + share
        parts.setdefault(lemma, part_of_speech(tag))
    likeliest = max(masses, key=masses.__getitem__)
    beside_function = parts[likeliest] in _FUNCTION_WORDS and masses[likeliest] > _LIKELIER
    kept = [
        lemma
        for lemma, mass in sorted(masses.items(), key=lambda item: -item[1])
        if mass >= MIN_MASS
        and (
            not beside_function
            or parts[lemma] in _FUNCTION_WORDS
            or mass >= MIN_MASS_BESIDE_FUNCTION
        )
    ]
    return tuple(kept) or (likeliest,)
