"""A version's text as paragraphs.

A text arrives whose paragraphs are separated by empty lines, their spans leave, in order; an
over-long one is divided at sentence ends. Nothing is joined here: which paragraphs of two
versions belong together is the alignment's affair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archsearch.parallel.sentences import split_sentences

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its language (BCP 47)."""

    text: str
    language: str


#: What fits on a screen beside its translation, in characters. A longer paragraph is divided.
SCREEN = 1600
_SEPARATOR = re.compile(r"\n[^\S\n]*\n\s*|\Z")
_WHITE_SPACE = re.compile(r"\s+")


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, as ``[start, end)`` offsets without surrounding white space."""
    spans = []
    start = len(text) - len(text.lstrip())
    for match in _SEPARATOR.finditer(text, start):
        end = start + len(text[start : match.start()].rstrip())
        if end > start:
            spans.append((start, end))
        start = match.end()
    return tuple(spans)


def divide(text: Text, span: Span) -> tuple[Span, ...]:
    """A paragraph in parts that fit on a screen.

    Nothing is divided that fits as it is. Parts end at sentence ends; a single sentence longer than a screen ends at white space, or
    where the screen does if there is none.
    """
    if span[1] - span[0] <= SCREEN:
        return (span,)
    parts: list[Span] = []
    for start, end in sentences_of(text, span):
        if parts and end - parts[-1][0] <= SCREEN:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.extend(_cut(text.text, start, end))
    return tuple(parts)


def sentences_of(text: Text, span: Span) -> list[Span]:
    """The sentences within a span, as offsets into the whole text."""
    start, end = span
    return [(start + a, start + b) for a, b in split_sentences(text.text[start:end], text.language)]


def _cut(text: str, start: int, end: int) -> list[Span]:
    pieces = []
    while end - start > SCREEN:
        cut = max(
            text.rfind(" ", start + 1, start + SCREEN), text.rfind("\n", start + 1, start + SCREEN)
        )
        cut = cut if cut > start else start + SCREEN
        pieces.append((start, start + len(text[start:cut].rstrip())))
        following = _WHITE_SPACE.match(text, cut)
        start = following.end() if following else cut
    return [*pieces, (start, end)]
