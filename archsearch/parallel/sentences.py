"""Where sentences end.

A text of any language arrives, the spans of its sentences leave. The rules know the
abbreviations of Russian and English archival text: «ф. 17, оп. 162, лл. 110» is one sentence.
Nothing is repaired and no character is dropped except white space between sentences.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from archsearch.parallel.tables import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

#: A possible end: final punctuation, closing quotes or brackets, then white space.
_CANDIDATE = re.compile(r"(?<![.!?…])([.!?…]++)[\"'”’»)\]*]*+(?=\s)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_NEXT_WORD = re.compile(r"\s+[\"'“‘«„(\[*—–-]*\s*(\w+)?")
#: What may precede an abbreviation without a space.
_OPENING = "\"'“‘«„([*—–-0123456789"
#: The longest abbreviation that is looked for before a full stop, in characters.
_ABBREVIATION_WINDOW = 16


def split_sentences(text: str, language: str) -> tuple[Span, ...]:
    """Split a text into sentences.

    Args:
        text: any text; an empty line always ends a sentence, a single line break never does.
        language: BCP 47 tag of the text; chooses nothing but the words that may begin a
            sentence after «1945 г.», and an unknown language gets the rules of all.

    Returns:
        ``[start, end)`` offsets in ascending order, without surrounding white space.
    """
    cuts = list(sentence_ends(text, 0, len(text), language))
    cuts.extend(match.start() for match in _BLANK_LINE.finditer(text))
    spans = []
    start = 0
    for cut in [*sorted(cuts), len(text)]:
        span = _trimmed(text, start, cut)
        if span is not None:
            spans.append(span)
        start = max(start, cut)
    return tuple(spans)


def sentence_ends(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Where sentences end within ``text[start:end]``, without its own end, in ascending order."""
    starters = _starters(language.partition("-")[0].lower())
    for match in _CANDIDATE.finditer(text, start, end):
        if _ends(text, match, starters):
            yield match.end()


def _ends(text: str, match: re.Match[str], starters: frozenset[str]) -> bool:
    following = _NEXT_WORD.match(text, match.end())
    word = (following and following[1]) or ""
    if word[:1].islower():
        return False
    if match.group(1) != ".":
        return True
    words = text[max(0, match.start() - _ABBREVIATION_WINDOW) : match.start()].split()
    before = words[-1].lstrip(_OPENING) if words else ""
    if before.lower() in _abbreviations("seldom"):
        return word.lower() in starters
    return not (_is_initial(before) or before.lower() in _abbreviations("never"))


def _is_initial(word: str) -> bool:
    """«И» of «И. Сталин», "J.V" of "J.V. Stalin"; not the year or number before a full stop."""
    return all(len(part) == 1 and part.isupper() for part in word.split("."))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if left < right else None


@cache
def _abbreviations(kind: str) -> frozenset[str]:
    return _table("abbreviations.tsv", kind)


@cache
def _starters(language: str) -> frozenset[str]:
    known = _table("starters.tsv", language)
    return known or _table("starters.tsv", "ru") | _table("starters.tsv", "en")


def _table(name: str, kind: str) -> frozenset[str]:
    rows = (line.split("\t") for line in lines_of(name))
    return frozenset(word for key, words in rows if key == kind for word in words.split())
