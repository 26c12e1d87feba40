"""Texts → columns, fast: what was read once is kept and copied by numpy.

Each distinct chunk or repair is read once; its tokens are kept as numbers. A text is then a list
of such chunks, found by their hashes, and its columns are gathered from what is kept. One `Shelf`
serves one vocabulary and one chain. When a row of it is full, it is set aside and a new one begun,
to which whatever is asked for again is moved; the row that was set aside before goes. So what is
frequent is read once, and memory stays bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from archsearch.analysis.hashing import LONGEST_HASHED, hashes
from archsearch.analysis.letters import cut
from archsearch.analysis.plain import plain_words
from archsearch.analysis.reading import read_key
from archsearch.analysis.repairs import find_repairs, kind_of
from archsearch.analysis.row import Row
from archsearch.analysis.words import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from archsearch.analysis.abbreviations import Abbreviations
    from archsearch.analysis.hashing import Hashes
    from archsearch.analysis.letters import Chunks
    from archsearch.analysis.plain import PlainWord
    from archsearch.analysis.repairs import Key
    from archsearch.analysis.token import Columns, Vocabulary
    from archsearch.analysis.words import Chain

#: Distinct chunks in a row; about 70 MB, and there are two rows.
_MOST_KEYS: Final = 1 << 19
#: Tokens kept, for texts whose chunks are long (Chinese has no spaces).
_MOST_TOKENS: Final = 1 << 20


class Shelf:
    """Reads texts as columns; remembers what it read."""

    def __init__(self, chain: Chain, abbreviations: Abbreviations, vocabulary: Vocabulary) -> None:
        self._chain = chain
        self._abbreviations = abbreviations
        self._vocabulary = vocabulary
        self._before, self._row = Row(), Row()

    def columns(self, text: str) -> Columns:
        """The tokens of `text` as columns."""
        if len(self._row) > _MOST_KEYS or self._row.token_count > _MOST_TOKENS:
            self._before, self._row = self._row, Row()
        chunks = cut(text)
        numbers, starts = self._numbers(chunks), chunks.starts
        repairs = find_repairs(chunks, self._row.kinds(numbers))
        if repairs:
            keep = np.ones(numbers.size, np.bool_)
            for repair in repairs:
                numbers[repair.first] = self._number(repair.key)
                keep[repair.first + 1 : repair.last] = False
            numbers, starts = numbers[keep], starts[keep]
        return self._row.gather(numbers, starts, self._vocabulary)

    def _numbers(self, chunks: Chunks) -> NDArray[np.int32]:
        """(n,) the number of each chunk."""
        if chunks.codes is None:
            return np.array([self._number(chunk) for chunk in chunks], np.int32)
        hashed = hashes(chunks.codes, chunks.starts, chunks.ends)
        numbers = self._row.hashed.find(hashed)
        unknown = np.flatnonzero(numbers < 0)
        if unknown.size:
            long = (chunks.ends - chunks.starts)[unknown] > LONGEST_HASHED
            short = unknown[~long]
            self._learn(chunks, hashed, short)
            numbers[short] = self._row.hashed.find(hashed[short])
            for place in unknown[long].tolist():
                numbers[place] = self._number(chunks[place])
        return numbers

    def _learn(self, chunks: Chunks, hashed: Hashes, places: NDArray[np.int64]) -> None:
        """Take the chunks at `places`, which the row doesn't have."""
        new, firsts = np.unique(hashed[places], return_index=True)
        known = self._before.hashed.find(new)
        moved, fresh = known >= 0, np.flatnonzero(known < 0)
        number = len(self._row)
        self._row.take(self._before, known[moved])
        self._take_all(chunks.at(places[firsts[fresh]]))
        self._row.hashed.add(
            np.concatenate((new[moved], new[fresh])),
            np.arange(number, number + new.size, dtype=np.int32),
        )

    def _number(self, key: str | Key) -> int:
        """The number of a repair, or of a chunk that isn't hashed."""
        number = self._row.others.get(key, -1)
        if number < 0:
            number = self._row.others[key] = len(self._row)
            known = self._before.others.get(key, -1)
            if known >= 0:
                self._row.take(self._before, np.array([known], np.int32))
            else:
                self._take_in(key)
        return number

    def _take_all(self, chunks: list[str]) -> None:
        """Read chunks, and add them to the row."""
        if chunks:
            plain = plain_words(chunks, self._chain, self._abbreviations)
            for chunk, word in zip(chunks, plain, strict=True):
                if word is None:
                    self._take_in(chunk)
                else:
                    self._take_plain(word)

    def _take_in(self, key: str | Key) -> None:
        """Read a key, and add it to the row."""
        row, identify = self._row, self._vocabulary.id
        tokens = read_key(key, self._chain, self._abbreviations)
        kind = kind_of(key, self._abbreviations, self._chain) if isinstance(key, str) else 0
        row.add_key(kind, len(tokens), 1 + tokens[-1].position if tokens else 0)
        for token in tokens:
            row.add_token(token.position, token.start, token.end, identify(token.exact))
            row.add_terms(map(identify, token.terms))

    def _take_plain(self, word: PlainWord) -> None:
        exact, end, kind = word
        row, identify = self._row, self._vocabulary.id
        known = row.forms.get(exact)
        if known is not None:
            row.repeat_word(kind, end, known)
            return
        number = identify(exact)
        before = self._before.forms.get(exact)
        if before is not None:
            terms: Iterable[int] = self._before.terms_of(before)
        else:
            terms = map(identify, terms_of(exact, self._chain)[0])
        row.forms[exact] = row.add_word(kind, end, number, terms)
