"""Which word of a passage translates which word of its counterpart.

The two sides of an aligned passage arrive, analysed, pairs of words leave: those that the lexicon
is sure of, numbers and words written alike, and names and loan words whose consonants agree in both
scripts. A word that nobody is sure of has no counterpart: the passage beside it has to do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.parallel.features import skeleton
from archsearch.parallel.lexicon import SURE_PROBABILITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archsearch.analysis import Token
    from archsearch.parallel.lexicon import Lexicon

#: Consonants that two names, or two words of which one isn't a name, must share. Inside an
#: aligned passage so many don't agree by chance.
_NAME_CONSONANTS = 3
_WORD_CONSONANTS = 5
#: A name beside a name that has its counterpart beside its counterpart may be shorter: «ТЮРЯ».
_NEIGHBOUR_CONSONANTS = 1

#: How sure each kind of agreement is, beside the probabilities of the lexicon.
_ALIKE = 1.0
_NAMES = 0.9
_LOAN_WORDS = 0.5

#: Farther apart than this part of a passage, only words that stand there once belong together:
#: of several «вода» and several "water" the wrong two might be taken.
_FARTHEST = 0.15


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage.

    Attributes:
        text: the text that `tokens` point into.
        tokens: its words; their offsets count from the beginning of `text`.
    """

    text: str
    tokens: Sequence[Token]


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    doubt: float
    distance: float
    left: int
    right: int


def counterparts(left: Side, right: Side, lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    """Pair the words of two sides of a passage, surest first, each word once.

    Returns:
        pairs of indexes into the tokens of the left and of the right side, ascending.
    """
    words, others = _Words(left), _Words(right)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for candidate in sorted(_candidates(words, others, lexicon)):
        if candidate.left not in pairs and candidate.right not in taken:
            pairs[candidate.left] = candidate.right
            taken.add(candidate.right)
    pairs.update(_neighbours(left, right, pairs, taken))
    return tuple(sorted(pairs.items()))


class _Words:
    """The words of one side, by what they may agree in."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.by_term: dict[str, list[int]] = defaultdict(list)
        self.by_skeleton: dict[str, list[int]] = defaultdict(list)
        for number, token in enumerate(side.tokens):
            for term in token.terms:
                self.by_term[term].append(number)
            for bones in _skeletons(token):
                if len(bones) >= _NAME_CONSONANTS:
                    self.by_skeleton[bones].append(number)

    def is_compound(self, number: int) -> bool:
        """Whether the word is written with a hyphen."""
        return "-" in self.side.tokens[number].exact

    def is_single(self, number: int) -> bool:
        """Whether the word stands here only once."""
        return len(self.by_term[self.side.tokens[number].terms[0]]) == 1


def _candidates(left: _Words, right: _Words, lexicon: Lexicon) -> Iterator[_Candidate]:
    for number in range(len(left.side.tokens)):
        for other, sureness in _agreeing(left, number, right, lexicon).items():
            if left.is_compound(number) != right.is_compound(other):
                continue  # «премьер-министр» isn't "prime"; its parts have tokens of their own.
            distance = abs(number / len(left.side.tokens) - other / len(right.side.tokens))
            single = left.is_single(number) and right.is_single(other)
            if distance <= _FARTHEST or single:
                yield _Candidate(-sureness, distance, number, other)


def _agreeing(left: _Words, number: int, right: _Words, lexicon: Lexicon) -> Mapping[int, float]:
    """The words of the right side that agree with one of the left, and how surely."""
    found: dict[int, float] = defaultdict(float)
    token = left.side.tokens[number]
    for term in token.terms:
        for translation, probability in ((term, _ALIKE), *lexicon.translations(term)):
            if probability >= SURE_PROBABILITY:
                for other in right.by_term.get(translation, ()):
                    found[other] = max(probability, found[other])
    for bones in _skeletons(token):
        for other in right.by_skeleton.get(bones, ()):
            names = _is_name(left.side, number) and _is_name(right.side, other)
            if names or len(bones) >= _WORD_CONSONANTS:
                found[other] = max(_NAMES if names else _LOAN_WORDS, found[other])
    return found


def _neighbours(
    left: Side, right: Side, pairs: Mapping[int, int], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Names beside names: «АЛИХАН ТЮРЯ», "ALIHAN TORE"."""
    for one, other in list(pairs.items()):
        for step in (1, -1):
            here, there = one + step, other + step
            if (
                0 <= here < len(left.tokens)
                and 0 <= there < len(right.tokens)
                and here not in pairs
                and there not in taken
                and all(_is_name(left, each) for each in (one, here))
                and all(_is_name(right, each) for each in (other, there))
                and _shared_skeleton(left.tokens[here], right.tokens[there])
            ):
                taken.add(there)
                yield here, there


def _shared_skeleton(one: Token, other: Token) -> bool:
    shared = _skeletons(one) & _skeletons(other)
    return any(len(bones) >= _NEIGHBOUR_CONSONANTS for bones in shared)


def _is_name(side: Side, number: int) -> bool:
    return side.text[side.tokens[number].start].isupper()


def _skeletons(token: Token) -> set[str]:
    """The consonants of a word as written and of its lemmas."""
    return {skeleton(form) for form in (token.exact, *token.terms) if form.isalpha()}
