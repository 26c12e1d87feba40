"""Spellings → the bases that they are compared by: themselves, their nominatives, their roots."""

from __future__ import annotations

from enum import IntEnum

from archsearch.analysis.names.endings import dictionary_nominatives, nominatives
from archsearch.analysis.names.roots import roots
from archsearch.analysis.names.scripts import Alphabet, Spelling


class Relation(IntEnum):
    """What a word is to one of its bases, closest first."""

    ITSELF = 0
    FORM = 1
    MADE_FROM = 2


def bases(spelt: Spelling) -> dict[str, Relation]:
    """The bases of a word, each with the closest relation that it has; the word itself first."""
    letters, alphabet = spelt.letters, spelt.alphabet
    found = {letters: Relation.ITSELF}
    if alphabet is Alphabet.CYRILLIC:
        for base in dictionary_nominatives(letters):
            found.setdefault(base, Relation.FORM)
        for base in nominatives(letters):
            found.setdefault(base, Relation.FORM)
    for base in list(found):
        for root in roots(base, alphabet):
            found.setdefault(root, Relation.MADE_FROM)
    return found
