"""The lemmas that an unknown Russian word may have, by the known words that it looks like.

The rules are pymorphy3's: a known prefix before a word (`KnownPrefixAnalyzer`), else any short
prefix before a known word (`UnknownPrefixAnalyzer`) and the endings of the dictionary
(`KnownSuffixAnalyzer`). What it predicts by ending depends on the last five letters alone, so that
is worked out once for each ending; see Korobov, "Morphological Analyzer and Generator for
Russian and Ukrainian Languages", AIST 2015, section 5.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pymorphy3.dawg import PrefixMatcher
from pymorphy3.lang.ru.config import KNOWN_PREFIXES

from archsearch.analysis.dictionary import (
    Rule,
    inflection,
    likeliest_first,
    morphology,
    readings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.analysis.dictionary import Reading

    #: Form, tag and paradigm: what pymorphy3 tells readings apart by.
    Key = tuple[str, int, int]

#: Bounds of pymorphy3: letters of a known word behind a prefix, of a prefix that isn't listed, of
#: a word that has an ending, and of an ending.
_SHORTEST_REST: Final = 3
_LONGEST_PREFIX: Final = 5
_SHORTEST_WORD: Final = 4
_LONGEST_ENDING: Final = 5
#: Endings remembered, with those that nothing is known of: about a kilobyte each.
_REMEMBERED: Final = 16_384


class _Pattern(NamedTuple):
    """How words of an ending are read.

    Attributes:
        words: how many known words are read so.
        ending: the ending as the dictionary writes it, with ё.
        tag, paradigm: numbers of both.
        rule: the way to the lemma.
    """

    words: int
    ending: str
    tag: int
    paradigm: int
    rule: Rule


def predicted_lemmas(word: str) -> tuple[str, ...]:
    """The lemmas of a word that the dictionary lacks, as `pymorphy3.MorphAnalyzer` orders them.

    Args:
        word: folded. With other signs than letters it is given to pymorphy3 itself.
    """
    if not word.isalpha():
        return tuple(dict.fromkeys(parse.normal_form for parse in morphology().parse(word)))
    return tuple(dict.fromkeys(lemma for _, _, _, lemma, _ in _unknown(word)))


def _all_readings(word: str) -> list[Reading]:
    known = readings(word)
    return [each for each, _ in likeliest_first(word, known)] if known else _unknown(word)


def _unknown(word: str) -> list[Reading]:
    seen: set[Key] = set()
    found = list(_new(_behind_known_prefix(word), seen))
    if not found:
        found = [*_new(_behind_any_prefix(word), seen), *_new(_by_ending(word), seen)]
    return found or [(word, -1, -1, word, True)]


def _new(found: Iterator[Reading], seen: set[Key]) -> Iterator[Reading]:
    for reading in found:
        key = reading[:3]
        if key not in seen:
            seen.add(key)
            yield reading


@cache
def _prefixes_of() -> Any:  # noqa: ANN401 - pymorphy3 is untyped
    return PrefixMatcher(KNOWN_PREFIXES).prefixes


def _behind_known_prefix(word: str) -> Iterator[Reading]:
    for prefix in sorted(_prefixes_of()(word), key=len, reverse=True):
        rest = word[len(prefix) :]
        if len(rest) >= _SHORTEST_REST:
            yield from _prefixed(prefix, _all_readings(rest))


def _behind_any_prefix(word: str) -> Iterator[Reading]:
    for end in range(1, 1 + min(_LONGEST_PREFIX, len(word) - _SHORTEST_REST)):
        rest = readings(word[end:])
        if rest:
            yield from _prefixed(word[:end], rest)


def _prefixed(prefix: str, found: list[Reading]) -> Iterator[Reading]:
    return (
        (prefix + form, tag, paradigm, prefix + lemma, productive)
        for form, tag, paradigm, lemma, productive in found
        if productive
    )


def _by_ending(word: str) -> Iterator[Reading]:
    if len(word) < _SHORTEST_WORD:
        return
    prefixes = morphology().dictionary.paradigm_prefixes
    ranked: list[tuple[float, int, _Pattern]] = []
    for number, prefix in reversed(list(enumerate(prefixes))):
        if word.startswith(prefix):
            length, patterns = _longest_ending(word, number)
            total = 1 + sum(each.words for each in patterns)
            ranked += ((each.words / total, length, each) for each in patterns)
    ranked.sort(key=lambda each: each[0], reverse=True)
    for _, length, (_, ending, tag, paradigm, rule) in ranked:
        form = word[:-length] + ending
        yield form, tag, paradigm, rule.lemma(form), True


def _longest_ending(word: str, prefix: int) -> tuple[int, tuple[_Pattern, ...]]:
    for length in range(_LONGEST_ENDING, 0, -1):
        patterns = _patterns(word[-length:], prefix)
        if patterns:
            return length, patterns
    return 0, ()


@lru_cache(_REMEMBERED)
def _patterns(ending: str, prefix: int) -> tuple[_Pattern, ...]:
    """How words of an ending are read.

    Args:
        ending: the last letters of a word.
        prefix: number of the prefix that their paradigm has.
    """
    endings = morphology().dictionary.prediction_suffixes_dawgs[prefix]
    return tuple(
        _Pattern(count, written, each.tag, paradigm, each.rule)
        for written, counted in endings.similar_items(ending, morphology().char_substitutes)
        for count, paradigm, place in counted
        if (each := inflection((paradigm, place))).productive
    )
