"""Chunks that are one plain word: nine in ten, recognised without asking the rules.

A chunk arrives, the folded word and its length leave, or None for the rules of `chunk` to decide.
Only what those rules would read as one word, whatever stands around it, is plain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from archsearch.analysis.lookalikes import looks_cyrillic
from archsearch.analysis.repairs import Kind
from archsearch.analysis.words import LONGEST_TERM

if TYPE_CHECKING:
    from archsearch.analysis.abbreviations import Abbreviations
    from archsearch.analysis.words import Chain

#: In one script, full stops behind; ё is е by now.
_PLAIN: Final = re.compile(r"([a-z]+|[а-я]+|[0-9]+)\.*")


class PlainWord(NamedTuple):
    """A chunk that is one word.

    Attributes:
        exact: its folded form.
        end: characters of the chunk that belong to it.
        kind: what the chunk may be part of.
    """

    exact: str
    end: int
    kind: Kind


def plain_word(chunk: str, chain: Chain, abbreviations: Abbreviations) -> PlainWord | None:
    """The word that a chunk is, if it is plain."""
    match = _PLAIN.fullmatch(chunk.casefold().replace("ё", "е"))
    if match is None or len(chunk) > LONGEST_TERM:
        return None
    word, exact = chunk.rstrip("."), match[1]
    if exact in abbreviations or (len(word) == 1 and not word.isdecimal()):
        return None
    lookalike = chain.russian and looks_cyrillic(word)
    return PlainWord(exact, len(word), Kind.LOOKALIKE if lookalike else Kind.PLAIN)
