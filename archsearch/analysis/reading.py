"""A chunk or a repair → its tokens, counted from its own beginning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archsearch.analysis.chunk import Chunk, read_chunk
from archsearch.analysis.frequency import is_common
from archsearch.analysis.letters import HYPHENS
from archsearch.analysis.lookalikes import to_cyrillic
from archsearch.analysis.repairs import BrokenKey, ContextKey, CyrillicKey, SpacedKey
from archsearch.analysis.spaced import divide
from archsearch.analysis.token import Token
from archsearch.analysis.words import Word, read_word

if TYPE_CHECKING:
    from archsearch.analysis.abbreviations import Abbreviations
    from archsearch.analysis.repairs import Key
    from archsearch.analysis.words import Chain


def read_key(key: str | Key, chain: Chain, abbreviations: Abbreviations) -> tuple[Token, ...]:
    """The tokens of a chunk or of a repair."""
    if isinstance(key, str):
        return read_chunk(Chunk(key, 0, len(key), chain, abbreviations))
    if isinstance(key, ContextKey):
        start, end = len(key.before), len(key.before) + len(key.chunk)
        return read_chunk(Chunk("".join(key), start, end, chain, abbreviations))
    if isinstance(key, SpacedKey):
        return _spaced(key, chain)
    if isinstance(key, CyrillicKey):
        chunk = to_cyrillic(key.chunk)
        tokens = read_chunk(Chunk(chunk, 0, len(chunk), chain, abbreviations))
        return tuple(replace(token, rule="look-alikes") for token in tokens)
    return _broken(key, chain, abbreviations)


def _spaced(key: SpacedKey, chain: Chain) -> tuple[Token, ...]:
    division = divide(key.row)
    if division is None:
        return ()
    tokens = [
        _token(position, word.start, word.end, read_word(word.letters, chain), "letter-spaced")
        for position, word in enumerate(division.words)
    ]
    if not division.sure:
        whole = read_word("".join(word.letters for word in division.words), chain)
        last = division.words[-1].end
        tokens.insert(0, _token(0, 0, last, whole, "letter-spaced, undivided"))
    return tuple(tokens)


def _broken(key: BrokenKey, chain: Chain, abbreviations: Abbreviations) -> tuple[Token, ...]:
    """«прави-⏎тельство»: joined; «Осман-⏎батыр»: hyphenated; each is found both ways.

    Where the joined word or neither half is a word, everything stands at one position, so that
    a phrase goes on behind it; otherwise the halves follow each other as in any hyphenated word.
    """
    stem, gap = key.first[:-1], len(key.gap)
    joined = _read_across(stem + key.second, len(stem), 1 + gap, chain, abbreviations)
    across = [token for token in joined if token.start < len(stem) < token.end]
    if key.first[-1] not in HYPHENS or len(across) != 1:
        return tuple(joined)
    hyphenated = _read_across(f"{stem}-{key.second}", len(stem) + 1, gap, chain, abbreviations)
    word = across[0]
    inside = [each for each in hyphenated if word.start <= each.start and each.end <= word.end]
    halves = [each for each in inside if each.rule == "part"]
    known, words = is_common(word.exact), all(is_common(half.exact) for half in halves)
    if known or not words:
        # The halves of a known word, if they aren't words themselves, are syllables.
        also = [each for each in inside if each not in halves or words or not known]
        found = joined + [replace(each, position=word.position) for each in also]
    else:
        found = [*hyphenated, word]
    return tuple(sorted(found, key=lambda token: (token.position, token.start, -token.end)))


def _read_across(
    text: str, at: int, gap: int, chain: Chain, abbreviations: Abbreviations
) -> list[Token]:
    """The tokens of a text from which `gap` characters were left out before offset `at`."""
    tokens = read_chunk(Chunk(text, 0, len(text), chain, abbreviations))
    return [
        replace(
            token,
            start=token.start + gap * (token.start >= at),
            end=token.end + gap * (token.end > at),
            rule=token.rule
            if token.end <= at or token.rule == "part"
            else f"line end, {token.rule}",
        )
        for token in tokens
    ]


def _token(position: int, start: int, end: int, word: Word, rule: str) -> Token:
    return Token(position, start, end, word.exact, word.terms, rule)
