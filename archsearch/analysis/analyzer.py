"""Characters → tokens and columns: the chain that the index and a query go through alike.

The stages, in order: the text is cut into chunks (`letters`); rows of spaced letters, words
broken at a line's end, abbreviations and look-alikes are found among them (`repairs`); every
chunk and repair is read as words (`chunk`), and a word becomes its folded form and its terms
(`words`). Offsets always point into the text that was handed in.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import numpy as np

from archsearch.analysis.abbreviations import Abbreviations
from archsearch.analysis.columns import Shelf
from archsearch.analysis.explain import ExplainedChunk, ExplainedRepair, Explanation
from archsearch.analysis.letters import cut
from archsearch.analysis.reading import read_key
from archsearch.analysis.repairs import find_repairs, kind_of
from archsearch.analysis.script import script_of
from archsearch.analysis.token import Token
from archsearch.analysis.words import chain_of
from archsearch.settings import AnalysisSettings

if TYPE_CHECKING:
    from archsearch.analysis.letters import Chunks
    from archsearch.analysis.repairs import Key, Repair
    from archsearch.analysis.token import Columns, Vocabulary
    from archsearch.analysis.words import Chain

#: Changes with every change of what a text's terms are; an index built with another is stale.
ANALYZER_VERSION: Final = "2"
#: Chunks whose tokens `Analyzer.tokens` remembers, for words come back: four megabytes at most,
MAX_REMEMBERED = 4_000
#: since a longer one isn't remembered.
MAX_REMEMBERED_LENGTH = 40


class Analyzer:
    """The text chain with its settings.

    `tokens` may be called from several threads at once; `columns` may not, because it fills the
    vocabulary.
    """

    def __init__(self, settings: AnalysisSettings | None = None) -> None:
        self._abbreviations = Abbreviations((settings or AnalysisSettings()).abbreviations)
        self._remembered = lru_cache(MAX_REMEMBERED)(self._read_key)
        self._shelves: WeakKeyDictionary[Vocabulary, dict[Chain, Shelf]] = WeakKeyDictionary()

    def tokens(self, text: str, language: str) -> list[Token]:
        """The tokens of `text`, for display and for the words of a query.

        Args:
            text: any text.
            language: its BCP 47 tag; "und" lets the script of each word decide.
        """
        chain = chain_of(language)
        chunks = cut(text)
        return self._tokens(chunks, self._repairs(chunks, chain), chain)

    def explain(self, text: str, language: str) -> Explanation:
        """The same, with every stage on the way.

        Args:
            text: any text.
            language: its BCP 47 tag; "und" lets the script of each word decide.
        """
        chain = chain_of(language)
        chunks = cut(text)
        kinds = (kind_of(chunk, self._abbreviations, chain) for chunk in chunks)
        spans = list(zip(chunks.starts.tolist(), chunks.ends.tolist(), strict=True))
        repairs = self._repairs(chunks, chain)
        return Explanation(
            text,
            language,
            script_of(text),
            chain,
            tuple(
                ExplainedChunk(*span, tuple(str(each.name).lower() for each in kind))
                for span, kind in zip(spans, kinds, strict=True)
            ),
            tuple(
                ExplainedRepair(spans[each.first][0], spans[each.last - 1][1], each.key.kind)
                for each in repairs
            ),
            tuple(self._tokens(chunks, repairs, chain)),
        )

    def _repairs(self, chunks: Chunks, chain: Chain) -> list[Repair]:
        kinds = [kind_of(chunk, self._abbreviations, chain) for chunk in chunks]
        return find_repairs(chunks, np.array(kinds, np.uint8))

    def _tokens(self, chunks: Chunks, repairs: list[Repair], chain: Chain) -> list[Token]:
        replaced = {repair.first: repair for repair in repairs}
        found: list[Token] = []
        position = place = 0
        while place < len(chunks):
            repair = replaced.get(place)
            key = repair.key if repair else chunks[place]
            short = not repair and len(key) <= MAX_REMEMBERED_LENGTH
            tokens = self._remembered(key, chain) if short else self._read_key(key, chain)
            found += (_moved(token, position, int(chunks.starts[place])) for token in tokens)
            position += 1 + tokens[-1].position if tokens else 0
            place = repair.last if repair else place + 1
        return found

    def _read_key(self, key: str | Key, chain: Chain) -> tuple[Token, ...]:
        return read_key(key, chain, self._abbreviations)

    def columns(self, text: str, language: str, vocabulary: Vocabulary) -> Columns:
        """The same facts as `tokens`, as columns of ids in `vocabulary`, which may grow.

        Args:
            text: any text.
            language: its BCP 47 tag; "und" lets the script of each word decide.
            vocabulary: numbers the exact forms and the terms.
        """
        chain = chain_of(language)
        shelves = self._shelves.setdefault(vocabulary, {})
        shelf = shelves.get(chain)
        if shelf is None:
            shelf = shelves[chain] = Shelf(chain, self._abbreviations, vocabulary)
        return shelf.columns(text)


def _moved(token: Token, position: int, start: int) -> Token:
    return Token(
        token.position + position,
        token.start + start,
        token.end + start,
        token.exact,
        token.terms,
        token.rule,
    )
