"""Two texts as pairs of passages.

Two texts arrive, spans leave in pairs, one of a pair missing where a stretch of one text has no
counterpart in the other. Paragraphs are aligned first; inside a pair that is longer than a screen
the sentences are, and are then grouped again into parts that fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archsearch.parallel.beads import Bead, best_beads
from archsearch.parallel.comparison import comparison
from archsearch.parallel.evidence import ALONE, pair_scores
from archsearch.parallel.paragraphs import SCREEN, divide, sentences_of, split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.parallel.lexicon import Lexicon
    from archsearch.parallel.paragraphs import Span

    #: A stretch of the left text and its counterpart in the right one.
    Pair = tuple[Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its language (BCP 47)."""

    text: str
    language: str


def pair_texts(left: Text, right: Text, lexicon: Lexicon | None = None) -> list[Pair] | None:
    """Pair the passages of two texts; None if they aren't translations of each other."""
    left_spans, right_spans = split_paragraphs(left.text), split_paragraphs(right.text)
    pairs: list[Pair] = []
    for pair in _pair_spans(left, left_spans, right, right_spans, lexicon):
        pairs.extend(_fit(left, right, pair, lexicon))
    return pairs


def pair_sentences(left: Text, right: Text, lexicon: Lexicon | None = None) -> list[Pair]:
    """Pair the sentences of two short texts, such as the two sides of a passage."""
    return _pair_spans(
        left,
        sentences_of(left.text, (0, len(left.text)), left.language),
        right,
        sentences_of(right.text, (0, len(right.text)), right.language),
        lexicon,
    )


def _pair_spans(
    left: Text,
    left_spans: Sequence[Span],
    right: Text,
    right_spans: Sequence[Span],
    lexicon: Lexicon | None,
) -> list[Pair]:
    beads = align_spans(left.text, left_spans, right.text, right_spans, lexicon)
    return [
        (
            _cover(left_spans, bead.left, bead.left_end),
            _cover(right_spans, bead.right, bead.right_end),
        )
        for bead in beads
    ]


def _fit(left: Text, right: Text, pair: Pair, lexicon: Lexicon | None) -> list[Pair]:
    one, other = pair
    if max(_length(one), _length(other)) <= SCREEN:
        return [pair]
    if one is None:
        return [(None, part) for part in _divided(right, other)]
    if other is None:
        return [(part, None) for part in _divided(left, one)]
    fine = _pair_spans(
        left,
        sentences_of(left.text, one, left.language),
        right,
        sentences_of(right.text, other, right.language),
        lexicon,
    )
    return _grouped(fine)


def _divided(text: Text, span: Span | None) -> tuple[Span, ...]:
    return divide(text.text, span, text.language) if span is not None else ()


def _grouped(pairs: Sequence[Pair]) -> list[Pair]:
    """Join consecutive pairs as long as both sides fit on a screen."""
    grouped: list[Pair] = []
    for pair in pairs:
        joined = (join(grouped[-1][0], pair[0]), join(grouped[-1][1], pair[1])) if grouped else pair
        if grouped and max(_length(joined[0]), _length(joined[1])) <= SCREEN:
            grouped[-1] = joined
        else:
            grouped.append(pair)
    return grouped


def join(first: Span | None, second: Span | None) -> Span | None:
    """The stretch from the beginning of the first to the end of the second."""
    if first is None or second is None:
        return first or second
    return first[0], second[1]


def _length(span: Span | None) -> int:
    return 0 if span is None else span[1] - span[0]


def align_spans(
    left: str,
    left_spans: Sequence[Span],
    right: str,
    right_spans: Sequence[Span],
    lexicon: Lexicon | None = None,
) -> list[Bead]:
    """The beads of two sequences of stretches."""
    if not left_spans or not right_spans:
        lefts = [Bead(i, i + 1, 0, 0) for i in range(len(left_spans))]
        return lefts + [Bead(0, 0, j, j + 1) for j in range(len(right_spans))]
    by = comparison(lexicon)
    return best_beads(
        pair_scores(
            by.stretches(left, left_spans), by.stretches(right, right_spans), by.counterparts
        ),
        np.full(len(left_spans), ALONE, dtype=np.float32),
        np.full(len(right_spans), ALONE, dtype=np.float32),
    )


def _cover(spans: Sequence[Span], first: int, end: int) -> Span | None:
    return (spans[first][0], spans[end - 1][1]) if first < end else None
