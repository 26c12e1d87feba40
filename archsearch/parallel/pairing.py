"""Two texts as pairs of passages.

Two texts arrive, spans leave in pairs, one of a pair missing where a stretch of one text has no
counterpart in the other. Paragraphs are aligned first. Where that isn't beyond doubt, or a pair is
longer than a screen, their sentences are aligned and grouped again into passages.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from archsearch.parallel.aligner import Aligner
from archsearch.parallel.comparison import comparison
from archsearch.parallel.grouping import by_paragraphs, by_screens, join_all, length
from archsearch.parallel.paragraphs import SCREEN, sentences_of, split_paragraphs
from archsearch.parallel.verdict import are_translations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.parallel.aligner import Found
    from archsearch.parallel.grouping import Pair
    from archsearch.parallel.lexicon import Lexicon
    from archsearch.parallel.paragraphs import Span, Text

#: With fewer paragraphs than this, how rare a word is can only be told from the sentences.
_FEW_PARAGRAPHS = 8


def pair_texts(left: Text, right: Text, lexicon: Lexicon | None = None) -> list[Pair] | None:
    """Pair the passages of two texts; None if they aren't translations of each other."""
    if not are_translations(left, right):
        return None
    return _Pairing(left, right, lexicon).passages()


def pair_sentences(left: Text, right: Text, lexicon: Lexicon | None = None) -> list[Pair]:
    """Pair the sentences of two short texts, such as the two sides of a passage."""
    return _Pairing(left, right, lexicon).sentences()


class _Pairing:
    """The work on one pair of texts."""

    def __init__(self, left: Text, right: Text, lexicon: Lexicon | None) -> None:
        self._left, self._right = left, right
        self._lefts, self._rights = split_paragraphs(left.text), split_paragraphs(right.text)
        units: tuple[Sequence[Span], Sequence[Span]] = self._lefts, self._rights
        if min(len(self._lefts), len(self._rights)) < _FEW_PARAGRAPHS:
            units = _sentences(left, self._lefts), _sentences(right, self._rights)
        self._aligner = Aligner(left.text, right.text, comparison(lexicon), units)

    def passages(self) -> list[Pair]:
        pairs: list[Pair] = []
        found = self._aligner.align(self._lefts, self._rights)
        for sure, run in groupby(found, key=lambda each: each.sure):
            if sure:
                for each in run:
                    pairs.extend(self._fitting(each))
            else:
                pairs.extend(self._refined(list(run)))
        return pairs

    def sentences(self) -> list[Pair]:
        lefts, rights = _sentences(self._left, self._lefts), _sentences(self._right, self._rights)
        return [each.pair for each in self._aligner.align(lefts, rights)]

    def _fitting(self, found: Found) -> list[Pair]:
        """A pair of paragraphs, or its parts if it is longer than a screen."""
        if max(map(length, found.pair)) <= SCREEN:
            return [found.pair]
        return by_screens(self._fine(found.lefts, found.rights), self._left, self._right)

    def _refined(self, run: Sequence[Found]) -> list[Pair]:
        """Paragraphs whose pairing is in doubt, paired by their sentences."""
        lefts = [span for each in run for span in each.lefts]
        rights = [span for each in run for span in each.rights]
        pairs: list[Pair] = []
        for group in by_paragraphs(self._fine(lefts, rights), lefts, rights):
            whole = join_all(group)
            fits = max(map(length, whole)) <= SCREEN
            pairs.extend([whole] if fits else by_screens(group, self._left, self._right))
        return pairs

    def _fine(self, lefts: Sequence[Span], rights: Sequence[Span]) -> list[Pair]:
        fine = self._aligner.align(_sentences(self._left, lefts), _sentences(self._right, rights))
        return [each.pair for each in fine]


def _sentences(text: Text, spans: Sequence[Span]) -> list[Span]:
    return [each for span in spans for each in sentences_of(text, span)]
