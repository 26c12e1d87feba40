"""Chunks that are one plain word: nine in ten, recognised without asking the rules.

Chunks arrive, for each the folded word and its length leave, or None for the rules of `chunk` to
decide. Only what those rules would read as one word, whatever stands around it, is plain. They are
asked for many at once, because everything that is new to a build comes here.
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

#: On a line of its own a word in one script, full stops behind; ё is е by now.
_PLAIN: Final = re.compile(r"^(?:([a-z]+|[а-я]+|[0-9]+)\.*|.*)$", re.MULTILINE)


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


def plain_words(
    chunks: list[str], chain: Chain, abbreviations: Abbreviations
) -> list[PlainWord | None]:
    """The word that each chunk is, if it is plain; no chunk has a line break."""
    folded = "\n".join(chunks).casefold().replace("ё", "е")
    return [
        _plain(chunk, exact, chain) if exact and exact not in abbreviations else None
        for chunk, exact in zip(chunks, _PLAIN.findall(folded), strict=True)
    ]


def _plain(chunk: str, exact: str, chain: Chain) -> PlainWord | None:
    word = chunk.rstrip(".") if chunk[-1] == "." else chunk
    length = len(word)
    if len(chunk) > LONGEST_TERM or (length == 1 and not word.isdecimal()):
        return None
    lookalike = exact.isascii() and chain.russian and looks_cyrillic(word)
    return PlainWord(exact, length, Kind.LOOKALIKE if lookalike else Kind.PLAIN)
