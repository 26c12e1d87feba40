"""What a reader typed → something the parser can take, and what had to be changed.

A reader's slip is never an error: an open quotation mark is closed, a stray bracket is dropped,
an over-long query is cut; each with a sentence that says so.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Every quotation mark that people type or paste, by what the parser knows.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_DASH_BEFORE_WORD = re.compile(r"(?<!\S)[–—−](?=\S)")
#: Every word is needed anyway, so that a plus says nothing more.
_PLUS_BEFORE_WORD = re.compile(r'(?<![^\s(])\+(?=[\w"(])')
#: The end of a question, not a letter left open, in a query of so many words: «Тюр?» and
#: "Alihan Tor?" leave one open.
_QUESTION_MARK = re.compile(r"(?<=\w)\s*\?+$")
_WORDS_OF_QUESTION = 3
#: Operators that stand between two words, and before one.
_BETWEEN = frozenset({"AND", "OR", "И", "ИЛИ"})
_BEFORE = frozenset({"NOT", "НЕ"})
#: Brackets may nest so deep; deeper ones are dropped.
MAX_NESTING = 20


@dataclass(frozen=True, slots=True)
class Mended:
    """A query that the parser can take, and sentences about what was changed."""

    text: str
    notices: tuple[str, ...]


def mend(query: str, max_length: int) -> Mended:
    """Make `query` parseable; at most `max_length` characters of it are kept."""
    notices = []
    text = " ".join(_without_controls(query).translate(_QUOTES).split())
    if len(text) > max_length:
        text = text[:max_length]
        notices.append(f"The query was longer than {max_length} characters; the rest was left out.")
    text = _PLUS_BEFORE_WORD.sub("", _DASH_BEFORE_WORD.sub("-", text))
    if len(text.split()) >= _WORDS_OF_QUESTION:
        text = _QUESTION_MARK.sub("", text)
    if text.count('"') % 2:
        text = _close_quote(text)
        notices.append("A quotation mark was open; it was closed at the end.")
    balanced = _balance(text)
    if balanced != text:
        notices.append("The brackets did not match; stray ones were left out.")
    return Mended(balanced, (*notices, *_stray_operators(balanced)))


def _stray_operators(text: str) -> list[str]:
    """A notice for each operator that has nothing on one of its sides."""
    words = text.split()
    stray = [word for word in words[:1] if word in _BETWEEN]
    stray += [word for word in words[1:][-1:] if word in _BETWEEN | _BEFORE]
    return [f"“{word}” joins nothing here; it was taken as a word." for word in stray]


def _without_controls(text: str) -> str:
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cs", "Cn"} else character
        for character in text
    )


def _close_quote(text: str) -> str:
    head, _, tail = text.rpartition('"')
    return f'{head}"{tail}"' if tail.strip() else head


def _balance(text: str) -> str:
    """Drop brackets that have no partner or nest too deep; those inside quotes are text."""
    dropped: set[int] = set()
    opened: list[int] = []
    quoted = False
    for place, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character == "(":
            opened.append(place)
        elif character == ")":
            _close(place, opened, dropped)
    dropped.update(opened)
    return "".join(" " if place in dropped else each for place, each in enumerate(text))


def _close(place: int, opened: list[int], dropped: set[int]) -> None:
    if not opened:
        dropped.add(place)
        return
    partner = opened.pop()
    if len(opened) >= MAX_NESTING:
        dropped.update((partner, place))
