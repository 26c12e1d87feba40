"""How a word of a query and a word of a document belong together."""

from __future__ import annotations

from enum import StrEnum


class Via(StrEnum):
    """The kinds of match, strongest first; ranking never puts a weaker kind above a stronger."""

    EXACT = "exact"
    FORM = "form"
    TRANSLITERATION = "transliteration"
    ALIAS = "alias"
    SIMILAR = "similar"
    TYPO = "typo"
    TRANSLATION = "translation"
