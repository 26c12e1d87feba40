"""Which words only hold a sentence together, so that a query may do without them."""

from __future__ import annotations

from functools import cache
from typing import Final

from archsearch.analysis.russian import morphology
from archsearch.analysis.tables import read_table

#: Parts of speech (OpenCorpora's) that are nothing else; "Apro" marks pronouns that are declined
#: as adjectives: «какой», «этот».
_GRAMMAR: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "Apro"})


@cache
def _listed() -> frozenset[str]:
    return frozenset(word for (word,) in read_table("function_words.tsv"))


def is_function_word(word: str) -> bool:
    """Whether a folded word, in all that the dictionary knows it as, is one: «из», "of", «был»."""
    if word in _listed():
        return True
    if word.isascii():
        return False
    morph = morphology()
    return morph.word_is_known(word) and all(
        any(grammeme in parse.tag for grammeme in _GRAMMAR) or parse.normal_form in _listed()
        for parse in morph.parse(word)
    )
