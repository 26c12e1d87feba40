"""A query that found nothing → queries near it that do find something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.search import Searcher

#: Words of a query that are tried.
MOST_WORDS = 3
#: Fewer letters begin too many words; endings of more are inflection.
_SHORTEST, _ENDING = 4, 2
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A query that finds so many documents."""

    query: str
    total: int


def attempts(searcher: Searcher, query: str) -> tuple[Attempt, ...]:
    """The beginnings of a query's words with which something begins."""
    found = ((each, searcher.search(each, limit=1).total) for each in _beginnings(query))
    return tuple(Attempt(each, total) for each, total in found if total)


def _beginnings(query: str) -> Iterator[str]:
    words = [word for word in _WORD.findall(query) if len(word) > _SHORTEST][:MOST_WORDS]
    for word in dict.fromkeys(words):
        yield word[: max(_SHORTEST, len(word) - _ENDING)] + "*"
