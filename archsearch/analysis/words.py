"""One word as written → its folded form and its terms, by the chain of its script.

The script of the word chooses the chain, so that a Russian name in an English sentence is
analysed as Russian; the language of the text only says whether Cyrillic is Russian and Latin
English. Anything else is indexed under its plain folded form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from archsearch.analysis.english import english_terms
from archsearch.analysis.fold import fold
from archsearch.analysis.lookalikes import repair_scripts
from archsearch.analysis.other import arabic_terms
from archsearch.analysis.russian import is_word, russian_terms

#: Longer strings are noise; their beginning is kept.
LONGEST_TERM: Final = 100
_CACHED_WORDS: Final = 1 << 17
#: How many wholes a hyphenated word may have, where both parts have several lemmas.
_MOST_WHOLES: Final = 6
_CYRILLIC: Final = re.compile(r"[\u0400-\u052f]")
#: Letters that neither today's Russian nor that before 1918 has.
_NOT_RUSSIAN: Final = re.compile(r"[^а-яѣіѳѵ'\-]")
_LATIN: Final = re.compile(r"[a-z]")
_ENGLISH: Final = re.compile(r"[a-z']+")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_NUMBER_WITH_LETTERS: Final = re.compile(r"(\d+)[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Chain:
    """What the language of a text says about its words.

    Attributes:
        russian: whether Cyrillic words are Russian.
        english: whether Latin words are English.
    """

    russian: bool = True
    english: bool = True


_OTHER_CYRILLIC: Final = frozenset(
    {"be", "bg", "kk", "ky", "mk", "mn", "os", "sr", "tg", "tt", "uk"}
)
_BOTH_SCRIPTS: Final = frozenset({"az", "ba", "ro", "sr", "tk", "ug", "uz"})
_NEITHER: Final = frozenset(
    {"ar", "fa", "he", "hy", "ja", "ka", "ko", "ps", "und", "ur", "yi", "zh"}
)


def chain_of(language: str) -> Chain:
    """The chain for a text in the language of a BCP 47 tag."""
    primary = language.casefold().replace("_", "-").partition("-")[0]
    if primary in {"ru", "en"} | _NEITHER:
        return Chain()
    if primary in _BOTH_SCRIPTS:
        return Chain(russian=False, english=False)
    if primary in _OTHER_CYRILLIC:
        return Chain(russian=False)
    return Chain(english=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, analysed.

    Attributes:
        exact: its folded form after repair.
        terms: what it is indexed under; never empty.
        rule: what decided.
    """

    exact: str
    terms: tuple[str, ...]
    rule: str


@lru_cache(_CACHED_WORDS)
def read_word(raw: str, chain: Chain) -> Word:
    """Analyse one word as it stands in the text."""
    raw = raw[:LONGEST_TERM]
    repaired = repair_scripts(raw, is_word) if chain.russian else raw
    exact = fold(repaired) or raw
    terms, rule = _terms(exact, chain)
    if repaired != raw:
        rule = "mixed scripts"
    number = _NUMBER_WITH_LETTERS.fullmatch(exact)
    return Word(exact, (*terms, number[1]) if number else terms, rule)


def _latin_terms(exact: str, chain: Chain) -> tuple[tuple[str, ...], str]:
    if not _ENGLISH.fullmatch(exact):
        return (exact,), "Latin"
    if chain.english:
        return english_terms(exact), "English"
    # A query doesn't say its language, so its words are stemmed as English ones.
    return tuple(dict.fromkeys((exact, *english_terms(exact)))), "Latin"


def terms_of(exact: str, chain: Chain) -> tuple[tuple[str, ...], str]:
    """What a folded word is indexed under, and the rule that decided; nothing is remembered."""
    if _CYRILLIC.search(exact):
        if chain.russian and not _NOT_RUSSIAN.search(exact):
            return russian_terms(exact)
        return (exact,), "Cyrillic"
    if _LATIN.search(exact):
        return _latin_terms(exact, chain)
    if _ARABIC.search(exact):
        return arabic_terms(exact), "Arabic"
    return (exact,), "number" if exact.isdigit() else "plain"


_terms = lru_cache(_CACHED_WORDS)(terms_of)


def whole_of(parts: list[Word]) -> Word:
    """A hyphenated word: its last part by its terms, the others as written and by theirs.

    It is indexed without its hyphens as well («Алмаата», “cooperation”).
    """
    wholes = [""]
    for number, part in enumerate(parts, start=1):
        last = number == len(parts)
        terms = (*part.terms[:2], part.terms[-1]) if last else (part.exact, part.terms[0])
        wholes = [f"{whole}-{term}" for term in dict.fromkeys(terms) for whole in wholes]
        wholes = wholes[:_MOST_WHOLES]
    terms = tuple(whole[1:] for whole in wholes)
    joined = terms[0].replace("-", "")
    exact = "-".join(part.exact for part in parts)
    return Word(exact, tuple(dict.fromkeys((*terms, joined))), "hyphenated")
