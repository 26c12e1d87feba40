"""Spellings → the bases that they are compared by.

A spelling's bases are itself, the nominatives that it may be a form of, the name that a surname is
made from, and for a Latin spelling the likeliest Russian one, where the conventions of two
languages meet.
"""

from __future__ import annotations

from enum import IntEnum

from archsearch.analysis.names.costs import costs
from archsearch.analysis.names.endings import dictionary_nominatives, nominatives
from archsearch.analysis.names.roots import roots
from archsearch.analysis.names.scripts import Alphabet, Spelling


class Relation(IntEnum):
    """What a word is to one of its bases, closest first."""

    ITSELF = 0
    FORM = 1
    READ_AS = 2
    MADE_FROM = 3


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


def bases_to_keep(spelt: Spelling) -> dict[str, Relation]:
    """The bases that a word of the holdings is found by: `bases`, and what it is read as."""
    found = bases(spelt)
    if spelt.alphabet is Alphabet.LATIN:
        read = costs(Alphabet.LATIN, Alphabet.CYRILLIC).likeliest(spelt.letters)
        if read:
            found[read] = Relation.READ_AS
    return found
