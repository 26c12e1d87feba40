"""Texts of the holdings → authorities that a curator may want, from what editors wrote in brackets.

«Ghulja [Yining]», "ALIHAN TORE [SHAKIRJAN]", «Филиппов [Сталин]»: a name followed by another one
in square brackets. Which of them says the same is for a person to judge; nothing here is used
without one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: One to three capitalised words, of either alphabet, then as many in brackets.
_NAME = r"[^\W\d_a-zа-яё][\w'’ʻ.-]*(?:[ \u00a0][^\W\d_a-zа-яё][\w'’ʻ.-]*){0,2}"
_BRACKETED = re.compile(rf"({_NAME})[ \u00a0]\[({_NAME})\]")


def bracketed_aliases(texts: Iterable[str]) -> list[tuple[str, str, int]]:
    """Names and the names in brackets after them, with how often each pair occurs.

    Args:
        texts: as the holdings have them; read once.

    Returns:
        The most frequent pairs first. Names in capitals are given with initial capitals, so that
        "GHULJA [YINING]" and "Ghulja [Yining]" are one.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for match in _BRACKETED.finditer(text):
            name, alias = (_in_lower_case(part) for part in match.groups())
            if not set(alias.casefold().split()) <= set(name.casefold().split()):
                counts[name, alias] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(name, alias, times) for (name, alias), times in ordered]


def _in_lower_case(name: str) -> str:
    return " ".join(word.capitalize() if word.isupper() else word for word in name.split())
