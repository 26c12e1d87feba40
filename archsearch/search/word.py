"""A word of a query while it is being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.analysis import is_function_word, script_of
from archsearch.analysis.names.aliases import words_of
from archsearch.search.readings import is_whole, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.analysis import Token

#: The script whose words have no spaces between them (ISO 15924).
HAN = "Hani"


class Word:
    """A word of a query while it is being read.

    Attributes:
        is_capitalised: whether it is typed as a name is; scripts without capitals type all so.
        is_function_word: whether it only holds the query together; «И.» is an initial.
        tokens: the tokens that it is read as.
        parts: its surface forms: one, or the parts of a hyphenated word.
        readings: ways to find it.
        optional: whether a name is complete without it.
        is_ordinary: whether it is no name by itself.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.is_capitalised = text[:1].isalpha() and not text[:1].islower()
        self.tokens = tokens
        self.readings = readings(tokens) if tokens else []
        self.parts = [token.exact for token in tokens if not is_whole(token, tokens)]
        if script_of(text) == HAN and tokens:
            # Its tokens are single characters and pairs; a name is all of it.
            self.parts = ["".join(words_of(text))]
        self.optional = False
        self.is_ordinary = False
        is_initial = len(text.rstrip(".")) == 1 and text[:1].isupper()
        self.is_function_word = (
            len(self.parts) == 1 and not is_initial and is_function_word(self.parts[0])
        )
