"""Which words only hold a sentence together, so that a query may do without them."""

from __future__ import annotations

from functools import cache
from typing import Final

from archsearch.analysis.dictionary import is_known, morphology
from archsearch.analysis.tables import read_table

#: Parts of speech (OpenCorpora's) that are nothing else; "Apro" marks pronouns that are declined
#: as adjectives: «какой», «этот».
_GRAMMAR: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "Apro"})
#: Probability above which a form is one: «что» is an adverb once in a hundred times.
_NEARLY_ALWAYS: Final = 0.9


@cache
def _listed() -> frozenset[str]:
    return frozenset(word for (word,) in read_table("function_words.tsv"))


@cache
def is_function_word(word: str) -> bool:
    """Whether a folded word is nearly always one: «из», "of", «был»."""
    if word in _listed():
        return True
    if word.isascii() or not is_known(word):
        return False
    mass = sum(
        parse.score
        for parse in morphology().parse(word)
        if parse.normal_form in _listed() or not _GRAMMAR.isdisjoint(parse.tag.grammemes)
    )
    return bool(mass > _NEARLY_ALWAYS)
