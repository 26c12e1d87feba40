"""One chunk of a text → its tokens, by an ordered list of rules.

At each place the first rule that has an opinion makes the tokens of what it recognises; the
others aren't asked. A chunk may be shown with what stands around it (`Chunk.context`), so that
«г.» knows whether a year went before or a town comes after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archsearch.analysis.abbreviations import Condition, Surroundings
from archsearch.analysis.fold import fold
from archsearch.analysis.letters import APOSTROPHES, DASHES, HYPHENS, LETTER
from archsearch.analysis.other import simplify
from archsearch.analysis.token import Token
from archsearch.analysis.words import LONGEST_TERM, Chain, Word, read_word, whole_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from archsearch.analysis.abbreviations import Abbreviations

_CJK: Final = (
    "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_FIRST_CJK: Final = "\u2e80"
_RUN: Final = rf"(?:(?![{_CJK}]){LETTER})+"
#: «С.С.С.Р.», “U.S.S.R.”: three letters at least, because two are initials.
_ACRONYM: Final = re.compile(r"(?:[A-ZА-ЯЁ]\.){2,9}[A-ZА-ЯЁ](?:\.|(?![^\W_]))")
_SHORT: Final = re.compile(rf"[^\W\d_]+(?:[{HYPHENS}./][^\W\d_]+)*")
_RANGE: Final = re.compile(rf"(\d+)(?:[{HYPHENS}{DASHES}](\d+))+(?![^\W\d_]*\d)")
_NUMBER: Final = re.compile(rf"\d+(?=[{HYPHENS}]?([^\W\d_]+))")
_POSSESSIVE: Final = re.compile(rf"[{APOSTROPHES}][sS]$")
_CAPITAL: Final = re.compile(r"[\s«\"“„]*[A-ZА-ЯЁІ]")
_DIGIT_BEFORE: Final = re.compile(rf"\d[{HYPHENS}\s]*$")
_DIGIT_AFTER: Final = re.compile(r"[\s№]*\d")
#: No abbreviation of any table is longer, so no long chunk is searched for one.
_LONGEST_ABBREVIATION: Final = 24
#: A name of more parts is a list; its whole isn't looked for.
_MOST_PARTS: Final = 6


class _Patterns(NamedTuple):
    """Patterns over all letters there are.

    Attributes:
        word: a word, hyphenated or not.
        part: a word or a part of a hyphenated one.
        han: a row of Chinese or Japanese characters.
    """

    word: re.Pattern[str]
    part: re.Pattern[str]
    han: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiled when the first chunk that isn't one plain word is read: it takes milliseconds."""
    return _Patterns(
        word=re.compile(rf"{_RUN}(?:[{HYPHENS}{APOSTROPHES}]{_RUN})*"),
        part=re.compile(rf"{_RUN}(?:[{APOSTROPHES}]{_RUN})*"),
        han=re.compile(rf"[{_CJK}]+"),
    )


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of text to be read.

    Attributes:
        text: the stretch with what stands around it.
        start, end: where in `text` the stretch lies; tokens count from `start`.
        chain: how its words are read.
        abbreviations: the table in use.
    """

    text: str
    start: int
    end: int
    chain: Chain
    abbreviations: Abbreviations

    def word(self, start: int, end: int) -> Word:
        """The word ``text[start:end]``, analysed."""
        return read_word(self.text[start:end], self.chain)

    def token(
        self, position: int, start: int, end: int, word: Word, rule: str | None = None
    ) -> Token:
        """A token for ``text[start:end]``."""
        at = (start - self.start, end - self.start)
        return Token(position, *at, word.exact, word.terms, rule or word.rule)


def read_chunk(chunk: Chunk) -> tuple[Token, ...]:
    """The tokens of a chunk; positions and offsets count from its beginning."""
    end = _plain_end(chunk)
    if end:
        return (chunk.token(0, chunk.start, end, chunk.word(chunk.start, end)),)
    tokens: list[Token] = []
    at, position = chunk.start, 0
    while at < chunk.end:
        for rule in _RULES:
            found = rule(chunk, at, position)
            if found:
                tokens += found
                position = 1 + max(token.position for token in found)
                at = chunk.start + max(token.end for token in found)
                break
        else:
            at += 1
    return tuple(tokens)


def _plain_end(chunk: Chunk) -> int:
    """Where the word ends, if a chunk is one word, full stops behind it, and nothing else; or 0.

    Most chunks are, and needn't be asked more.
    """
    text = chunk.text.rstrip(".")
    plain = (
        len(chunk.text) == chunk.end
        and len(text) > 1
        and text.isalpha()
        and max(text) < _FIRST_CJK
        and fold(text) not in chunk.abbreviations
    )
    return len(text) if plain else 0


def _acronym(chunk: Chunk, at: int, position: int) -> list[Token]:
    """«С.С.С.Р.»: one word."""
    match = _ACRONYM.match(chunk.text, at, chunk.end)
    if not match:
        return []
    whole = read_word(match.group().replace(".", ""), chunk.chain)
    return [chunk.token(position, at, match.end(), whole, "acronym")]


def _abbreviation(chunk: Chunk, at: int, position: int) -> list[Token]:
    """«т.е.», «с/с», «г.Кульджа»: by the table and what stands around."""
    match = _SHORT.match(chunk.text, at, min(chunk.end, at + _LONGEST_ABBREVIATION))
    while match:
        tokens = _expanded(chunk, at, match.end(), position)
        if tokens:
            return tokens
        shorter = max(match.group().rfind(sign) for sign in "./-")
        if shorter <= 0:
            return []
        match = _SHORT.fullmatch(chunk.text, at, at + shorter)
    return []


def _expanded(chunk: Chunk, at: int, end: int, position: int) -> list[Token]:
    short = fold(chunk.text[at:end])
    if short not in chunk.abbreviations:
        return []
    stop = chunk.text.startswith(".", end)
    around = Surroundings(
        stop=stop,
        after_number=_DIGIT_BEFORE.search(chunk.text[max(0, at - 3) : at]) is not None,
        before_number=stop and _DIGIT_AFTER.match(chunk.text, end + 1) is not None,
        before_name=stop and _CAPITAL.match(chunk.text, end + 1) is not None,
    )
    meaning = chunk.abbreviations.meaning(short, around)
    if meaning is None:
        return []
    end = min(end + stop, chunk.end)
    reference = meaning.condition is Condition.REFERENCE
    terms = meaning.words if reference else _expansion(meaning.words, chunk)
    word = Word(short, terms, "reference" if reference else "abbreviation")
    return [chunk.token(position, at, end, word)]


def _expansion(words: tuple[str, ...], chunk: Chunk) -> tuple[str, ...]:
    """The terms of the words that an abbreviation may stand for."""
    found: list[str] = []
    for word in words:
        simple = " " not in word and "/" not in word
        found += read_word(word, chunk.chain).terms if simple else (word,)
    return tuple(dict.fromkeys(found))


def _range(chunk: Chunk, at: int, position: int) -> list[Token]:
    """«352-359», «1944–45»: the range and its numbers, a shortened year in full as well."""
    match = _RANGE.match(chunk.text, at, chunk.end)
    if not match:
        return []
    whole = fold(match.group())[:LONGEST_TERM]
    tokens = [chunk.token(position, at, match.end(), Word(whole, (whole,), "range"))]
    first = match.group(1)
    for offset, number in enumerate(re.finditer(r"\d+", match.group())):
        short = number.group()[:LONGEST_TERM]
        full = first[:2] + short if len(first) == 4 and len(short) == 2 else short
        word = Word(short, tuple(dict.fromkeys((short, full))), "number")
        span = (at + number.start(), at + number.end())
        tokens.append(chunk.token(position + offset, *span, word))
    return tokens


def _number(chunk: Chunk, at: int, position: int) -> list[Token]:
    """«1945г.», «45-го»: a number with an abbreviation stuck to it."""
    match = _NUMBER.match(chunk.text, at, chunk.end)
    if not match or fold(match[1]) not in chunk.abbreviations:
        return []
    return [chunk.token(position, at, match.end(), chunk.word(at, match.end()))]


def _han(chunk: Chunk, at: int, position: int) -> list[Token]:
    """Chinese and Japanese: each character, and each pair of neighbours at its first."""
    match = _patterns().han.match(chunk.text, at, chunk.end)
    if not match:
        return []
    tokens: list[Token] = []
    for place in range(at, match.end()):
        for length in (2, 1):
            written = fold(chunk.text[place : min(place + length, match.end())])
            if len(written) == length:
                word = Word(written, (simplify(written),), "Han")
                span = (place, place + length)
                tokens.append(chunk.token(position + place - at, *span, word))
    return tokens


def _word(chunk: Chunk, at: int, position: int) -> list[Token]:
    """A word; a hyphenated one as a whole and in parts."""
    match = _patterns().word.match(chunk.text, at, chunk.end)
    if not match:
        return []
    spans = [part.span() for part in _patterns().part.finditer(chunk.text, at, match.end())]
    if len(spans) == 1:
        end = match.end()
        if _POSSESSIVE.search(match.group()) and end - at > 2:
            end -= 2
        tokens = [chunk.token(position, at, end, chunk.word(at, end))]
        # The possessive belongs to the word's extent, or the letter s would be read by itself.
        return tokens if end == match.end() else _extended(tokens, match.end() - chunk.start)
    parts = [chunk.word(*span) for span in spans]
    tokens = []
    if len(parts) <= _MOST_PARTS:
        tokens.append(chunk.token(position, at, match.end(), whole_of(parts)))
    return tokens + [
        chunk.token(position + number, *span, part, "part")
        for number, (span, part) in enumerate(zip(spans, parts, strict=True))
    ]


def _extended(tokens: list[Token], end: int) -> list[Token]:
    return [
        Token(token.position, token.start, end, token.exact, token.terms, token.rule)
        for token in tokens
    ]


_RULES: Final[tuple[Callable[[Chunk, int, int], list[Token]], ...]] = (
    _acronym,
    _abbreviation,
    _range,
    _number,
    _han,
    _word,
)
