"""What a reader may have meant: another keyboard, a slip, a reference code.

Offered beside an answer, never in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.analysis import fold
from archsearch.holdings.dates import parse_date
from archsearch.holdings.shelf_mark import read_reference, reference_keys
from archsearch.search.keyboard import other_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from archsearch.search.words import Words

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that may have been meant.

    Attributes:
        query: the query.
        reason: "keyboard", "reference", "date" or "spelling".
    """

    query: str
    reason: str


def suggestions(
    typed: str,
    words: Callable[[], Words],
    occurs: Callable[[str], bool],
    found: Callable[[str], bool],
) -> tuple[Suggestion, ...]:
    """The queries that may have been meant by what was typed.

    Args:
        typed: the query, before anything was mended in it.
        words: the holdings' words, made when they are needed.
        occurs: tells their folded surface forms.
        found: tells the forms that find something, if only another form of the word.
    """
    offered = [
        Suggestion(query, reason)
        for query, reason in (
            (_on_other_keyboard(typed, occurs, found), "keyboard"),
            (_as_reference(typed), "reference"),
            (_as_date(typed), "date"),
            (_spelt(typed, words, found), "spelling"),
        )
        if query
    ]
    return tuple(offered)


def _on_other_keyboard(
    typed: str, occurs: Callable[[str], bool], found: Callable[[str], bool]
) -> str:
    """The query on the other layout, if its words find something and none of those typed occurs."""
    other = other_layout(typed)
    meant = _WORD.findall(fold(other))
    known = meant and all(map(found, meant)) and not any(map(occurs, _WORD.findall(fold(typed))))
    return other if known else ""


def _as_reference(typed: str) -> str:
    """A query for a reference code, if a whole one was typed as words."""
    plain = typed.strip().strip('"')
    is_code = len(reference_keys(read_reference(plain))) > 1 or re.fullmatch(
        r"[A-Za-zА-Яа-я]-\d{2,}\w*", plain
    )
    return f'ref:"{plain}"' if is_code and ":" not in plain and '"' not in plain else ""


def _as_date(typed: str) -> str:
    """A query for documents of a date, if nothing but a date was typed."""
    plain = typed.strip().strip('"')
    is_date = parse_date(plain).start is not None and ":" not in plain and '"' not in plain
    return f'date:"{plain}"' if is_date else ""


def _spelt(typed: str, words: Callable[[], Words], found: Callable[[str], bool]) -> str:
    """The query with each word that finds nothing replaced by the nearest that there is."""

    def replaced(match: re.Match[str]) -> str:
        word = fold(match[0])
        return match[0] if found(word) else words().nearest(word) or match[0]

    spelt = _WORD.sub(replaced, typed)
    return spelt if spelt != typed else ""
