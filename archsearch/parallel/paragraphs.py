"""A version's text as paragraphs.

A text arrives whose paragraphs are separated by empty lines, their spans leave, in order; an
over-long one is divided at sentence ends. Nothing is joined here: which paragraphs of two
versions belong together is the alignment's affair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archsearch.parallel.sentences import sentence_ends, split_sentences

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its language (BCP 47)."""

    text: str
    language: str


#: What fits on a screen beside its translation, in characters. A longer paragraph is divided.
SCREEN = 1600
_SEPARATOR = re.compile(r"\n[^\S\n]*\n\s*|\Z")
#: Where the end of a screen's last sentence is looked for first.
_LAST_SENTENCES = 400
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

    Nothing is divided that fits as it is. Parts end at sentence ends; a single sentence longer
    than a screen ends at white space, or where the screen does if there is none.
    """
    start, end = span
    parts: list[Span] = []
    while end - start > SCREEN:
        cut = _last_cut(text, start, start + SCREEN)
        parts.append((start, start + len(text.text[start:cut].rstrip())))
        start = _after_white_space(text.text, cut)
    return (*parts, (start, end))


def cut_evenly(text: str, span: Span, count: int) -> list[Span]:
    """A span in at most so many parts of about one length, cut at white space if there is any."""
    start, end = span
    parts: list[Span] = []
    for number in range(1, count):
        target = span[0] + (end - span[0]) * number // count
        cut = _last_space(text, start, target)
        if start < cut:
            parts.append((start, start + len(text[start:cut].rstrip())))
            start = _after_white_space(text, cut)
    return [*parts, (start, end)]


def _last_space(text: str, start: int, end: int) -> int:
    """The last white space in a stretch, else its end."""
    spaces = (text.rfind(space, start + 1, end) for space in " \n")
    return max((space for space in spaces if space > 0), default=end)


def _last_cut(text: Text, start: int, end: int) -> int:
    """The last sentence end in a stretch, else its last white space, else its end."""
    for begin in (end - _LAST_SENTENCES, start):
        cuts = list(sentence_ends(text.text, begin, end, text.language))
        if cuts:
            return cuts[-1]
    return _last_space(text.text, start, end)


def _after_white_space(text: str, start: int) -> int:
    following = _WHITE_SPACE.match(text, start)
    return following.end() if following else start


def sentences_of(text: Text, span: Span) -> list[Span]:
    """The sentences within a span, as offsets into the whole text."""
    start, end = span
    return [(start + a, start + b) for a, b in split_sentences(text.text[start:end], text.language)]
