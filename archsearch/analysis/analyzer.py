"""Characters → tokens and columns: the chain that the index and a query go through alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from archsearch.analysis.english import english_terms
from archsearch.analysis.fold import fold
from archsearch.analysis.russian import russian_terms
from archsearch.analysis.script import script_of
from archsearch.analysis.token import Columns, Token
from archsearch.settings import AnalysisSettings

if TYPE_CHECKING:
    from archsearch.analysis.token import Vocabulary

ANALYZER_VERSION = "0"
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] {1,2}){2,}[^\W\d_](?![^\W_])")
_WORD = re.compile(r"[^\W_]+(?:[-'’‑\u00ad\u0301][^\W_]+)*")


class Analyzer:
    """The text chain with its settings."""

    def __init__(self, settings: AnalysisSettings | None = None) -> None:
        self._settings = settings or AnalysisSettings()
        self._terms: dict[str, tuple[str, ...]] = {}

    def tokens(self, text: str, language: str) -> list[Token]:
        """The tokens of `text`, for display and queries."""
        found: list[Token] = []
        position = done = 0
        for match in _SPACED.finditer(text):
            position = self._words(text, done, match.start(), position, found)
            form = fold(match.group().replace(" ", ""))
            found.append(
                Token(position, match.start(), match.end(), form, self._lookup(form), "spaced")
            )
            position, done = position + 1, match.end()
        self._words(text, done, len(text), position, found)
        return found

    def columns(self, text: str, language: str, vocabulary: Vocabulary) -> Columns:
        """The same facts as `tokens`, as columns of ids in `vocabulary`."""
        tokens = self.tokens(text, language)
        counts = [len(token.terms) for token in tokens]
        return Columns(
            positions=np.array([token.position for token in tokens], np.int32),
            starts=np.array([token.start for token in tokens], np.int32),
            ends=np.array([token.end for token in tokens], np.int32),
            exact=np.array([vocabulary.id(token.exact) for token in tokens], np.int32),
            offsets=np.cumsum([0, *counts], dtype=np.int32),
            terms=np.array([vocabulary.id(t) for token in tokens for t in token.terms], np.int32),
            vocabulary=vocabulary,
        )

    def _words(self, text: str, start: int, end: int, position: int, found: list[Token]) -> int:
        for match in _WORD.finditer(text, start, end):
            form = fold(match.group())
            parts = [(p.start(), p.end()) for p in re.finditer(r"[^-]+", match.group())]
            found.append(
                Token(position, match.start(), match.end(), form, self._whole(form), "word")
            )
            if len(parts) == 1:
                position += 1
                continue
            for first, last in parts:
                part = fold(match.group()[first:last])
                found.append(
                    Token(
                        position,
                        match.start() + first,
                        match.start() + last,
                        part,
                        self._lookup(part),
                        "part",
                    )
                )
                position += 1
        return position

    def _whole(self, form: str) -> tuple[str, ...]:
        head, _, tail = form.rpartition("-")
        if not head:
            return self._lookup(form)
        return tuple(f"{head}-{term}" for term in self._lookup(tail))

    def _lookup(self, form: str) -> tuple[str, ...]:
        if form not in self._terms:
            if script_of(form) == "Cyrl":
                self._terms[form] = russian_terms(form)
            else:
                self._terms[form] = english_terms(form)
        return self._terms[form]
