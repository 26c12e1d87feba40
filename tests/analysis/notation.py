"""A notation for what is found in a text: the text itself, with what is marked in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.analysis import Analyzer


def marked(analyzer: Analyzer, source: str, query: str, language: str = "ru") -> str:
    """`source` with brackets around every token that a word of `query` finds."""
    wanted = {term for token in analyzer.tokens(query, "und") for term in token.terms}
    spans = sorted(
        (token.start, -token.end)
        for token in analyzer.tokens(source, language)
        if not wanted.isdisjoint(token.terms)
    )
    shown, done = "", 0
    for start, negative_end in spans:
        if start >= done:
            shown += f"{source[done:start]}[{source[start:-negative_end]}]"
            done = -negative_end
    return shown + source[done:]


def cut(analyzer: Analyzer, source: str, language: str = "ru") -> str:
    """`source` cut into its tokens by `|`, without what stands between them.

    Of several tokens at one place the shortest is shown.
    """
    spans: list[tuple[int, int]] = []
    for token in analyzer.tokens(source, language):
        if spans and token.start < spans[-1][1]:
            spans.pop()
        spans.append((token.start, token.end))
    return "|".join(source[start:end] for start, end in spans)


def read(analyzer: Analyzer, source: str, language: str = "ru") -> list[str]:
    """The exact forms, in order."""
    return [token.exact for token in analyzer.tokens(source, language)]
