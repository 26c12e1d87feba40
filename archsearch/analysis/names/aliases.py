"""Authorities by the words of their forms: which other names a name has.

Names are compared by their letters alone («Кай-ши» is «Кайши»), in any case that the endings
allow. A change of the authorities needs no new index: this is made from the values themselves.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from archsearch.analysis.fold import fold
from archsearch.analysis.names.bases import Relation, bases
from archsearch.analysis.names.scripts import spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archsearch.holdings.authority import Authority

#: Words of a form: what spaces, hyphens and stops separate; an apostrophe is part of a word.
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
#: Words that one name has at most; a longer span of a query isn't looked up.
MOST_WORDS = 6
#: Cases that one word of a query may be read in.
_MOST_READINGS = 3


def words_of(form: str) -> tuple[str, ...]:
    """The folded words of a form as a curator or reader writes it."""
    return tuple(_WORD.findall(fold(form)))


class Authorities:
    """The authorities of the holdings, by form. Reading it is safe from any number of threads."""

    def __init__(self, authorities: Iterable[Authority] = ()) -> None:
        self.all: tuple[Authority, ...] = tuple(authorities)
        # The curator's own come first, and stand before a starter of the same id.
        self._by_id = {authority.id: authority for authority in reversed(self.all)}
        self._forms: list[tuple[tuple[str, ...], ...]] = []
        self._by_letters: dict[str, list[int]] = {}
        self._letters_of_words: set[str] = set()
        for at, authority in enumerate(self.all):
            forms = tuple(dict.fromkeys(filter(None, map(words_of, authority.forms))))
            self._forms.append(forms)
            for words in forms:
                letters = [_letters(word) for word in words]
                self._letters_of_words.update(letters)
                self._by_letters.setdefault("".join(letters), []).append(at)

    def by_id(self, identifier: str) -> Authority | None:
        """The authority with an id, or None."""
        return self._by_id.get(identifier)

    def named(self, words: Sequence[str]) -> list[Authority]:
        """The authorities that have a name of these folded words, in any case."""
        return [self.all[at] for at in self._numbers(words)]

    def aliases(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """The other names, as folded words, of those that have a name of these words."""
        own = "".join(words)
        found = {
            form: None
            for at in self._numbers(words)
            for form in self._forms[at]
            if "".join(form) != own
        }
        return list(found)

    def words_for(self, word: str) -> list[str]:
        """The other names of one word that a word stands for."""
        return [form[0] for form in self.aliases([word]) if len(form) == 1]

    def spans(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The spans of a query that are names of an authority, longest first."""
        for length in range(min(MOST_WORDS, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                if self._numbers(words[start : start + length]):
                    yield start, start + length

    def _numbers(self, words: Sequence[str]) -> list[int]:
        options = [self._readings(word) for word in words]
        found: dict[int, None] = {}
        for letters in product(*options):
            found.update(dict.fromkeys(self._by_letters.get("".join(letters), ())))
        return list(found)

    def _readings(self, word: str) -> list[str]:
        """The letters of a word and of its nominatives, as far as any authority has them."""
        spelt = spelling(word)
        if spelt is None:
            return [word] if word in self._letters_of_words else []
        found = [letters for letters, how in bases(spelt).items() if how <= Relation.FORM]
        known = [letters for letters in found if letters in self._letters_of_words]
        return [spelt.letters, *(each for each in known if each != spelt.letters)][:_MOST_READINGS]


def _letters(word: str) -> str:
    spelt = spelling(word)
    return spelt.letters if spelt else word
