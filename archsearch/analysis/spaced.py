"""Letter-spaced typescript: a row of single letters → the words that were spaced out.

«С Т А Л И Н У» was typed for emphasis, and OCR of spaced print looks the same. A row of letters
with the gaps between them arrives; words leave, or None for what is no spaced word: one-letter
words that happen to stand together, initials, an enumeration.

The words are the likeliest division of the row (Viterbi over word frequencies); a wider gap or
a capital after a small letter divides by itself.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from archsearch.analysis.fold import fold
from archsearch.analysis.frequency import log_share
from archsearch.analysis.script import script_of

_LETTER: Final = re.compile(r"[^\W\d_]")
_ONE_LETTER_WORDS: Final = {"Cyrl": frozenset("авикосуя"), "Latn": frozenset("ai")}
#: Log odds of a row of letters being spaced out, before it is looked at. One-letter words stand
#: together by chance less often than words are spaced in typescript, but ordinary text must stay.
_PRIOR: Final = -6.0
#: What each word costs: headings are of few words. Found as those of `frequency` were.
_WORD: Final = -2.0
#: What a letter costs that stands alone without being a word.
_LONE_LETTER: Final = -16.0
#: Nothing is longer; Viterbi's cost grows with it.
_LONGEST_WORD: Final = 26
#: A row of unknown words is joined only from so many letters on.
_FEWEST_UNKNOWN: Final = 5
_UNSURE_MARGIN: Final = 6.0
#: No word of the dictionary is so improbable, and no other word of three letters or more less.
_UNKNOWN: Final = -17.0
#: A gap must not divide what wider gaps would have divided.
_NARROW_GAP_COST: Final = -9.0
#: The same behind the first letter or before the last: an ordinary «в» may touch the row there.
_EDGE_COST: Final = -1.0
#: Made and inflected as Russian surnames are: no dictionary has them all, and «исламбекову» may be
#: one word where «Исламбеков у» is likelier.
_SURNAME: Final = re.compile(
    r"[а-я]{3,}(?:(?:ев|ов|ин|ын)(?:а|у|ым|е|ой|ы|ых|ыми)?"
    r"|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ие|их|ими))"
)
_ALPHABETS: Final = ("абвгдежзийклмнопрстуфхцчшщъыьэюя", "абвгдеёжзиклмнопрстуфхцчшщэюя",
                     "abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмн")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spaced:
    """One word of a spaced row.

    Attributes:
        start, end: where it stands in the row, gaps inside included.
        letters: the word without its gaps, as written.
    """

    start: int
    end: int
    letters: str


@dataclass(frozen=True, slots=True)
class Division:
    """A spaced row, divided.

    Attributes:
        words: in order; at least one.
        sure: whether no other division is nearly as likely; otherwise the row should be found
            as one word too.
    """

    words: tuple[Spaced, ...]
    sure: bool


@lru_cache(4096)
def divide(row: str) -> Division | None:
    """Divide a row of single letters with gaps into words; None if it isn't spaced-out text."""
    places = [match.start() for match in _LETTER.finditer(row)]
    letters = "".join(row[place] for place in places)
    folded = fold(letters)
    if len(folded) != len(letters) or len(set(folded)) == 1:
        return None
    if any(folded in alphabet for alphabet in _ALPHABETS):
        return None
    gaps = [after - before for before, after in pairwise(places)]
    script = "Latn" if script_of(letters) == "Latn" else "Cyrl"
    cuts, score, sure = _best(folded, _boundaries(letters, gaps), script)
    if not _is_spaced(folded, cuts, score, script):
        return None
    words = tuple(
        Spaced(places[start], places[end - 1] + 1, letters[start:end])
        for start, end in zip([0, *cuts], [*cuts, len(letters)], strict=True)
    )
    return Division(words, sure)


def _boundaries(letters: str, gaps: list[int]) -> list[float]:
    """For each letter: what it costs to begin a word there; infinite cost never to."""
    narrow, wide = min(gaps), max(gaps)
    costs = [0.0]
    for place, gap in enumerate(gaps, start=1):
        must = letters[place].isupper() and letters[max(0, place - 2) : place].islower()
        if must or gap > narrow:
            costs.append(math.inf)
        elif wide > narrow:
            costs.append(_EDGE_COST if place in {1, len(gaps)} else _NARROW_GAP_COST)
        else:
            costs.append(0.0)
    return costs


def _best(folded: str, costs: list[float], script: str) -> tuple[list[int], float, bool]:
    """The likeliest cuts, their log probability, and whether it can't be all one word."""
    size = len(folded)
    scores, previous = [0.0] + [-math.inf] * size, [0] * (size + 1)
    for end in range(1, size + 1):
        for start in range(end - 1, max(-1, end - 1 - _LONGEST_WORD), -1):
            cost = 0.0 if costs[start] == math.inf else costs[start]
            score = scores[start] + cost + _word_score(folded[start:end], script)
            if score > scores[end]:
                scores[end], previous[end] = score, start
            if costs[start] == math.inf:
                break
    cuts: list[int] = []
    place = previous[size]
    while place:
        cuts.append(place)
        place = previous[place]
    unlikely = scores[size] - _word_score(folded, script) > _UNSURE_MARGIN
    sure = not cuts or (unlikely and not _SURNAME.fullmatch(folded))
    return cuts[::-1], scores[size], sure


def _word_score(word: str, script: str) -> float:
    if len(word) == 1 and word not in _ONE_LETTER_WORDS[script]:
        return _LONE_LETTER
    return log_share(word, script) + _WORD


def _is_spaced(folded: str, cuts: list[int], score: float, script: str) -> bool:
    """Whether the division is likelier than a row of one-letter words."""
    words = [folded[start:end] for start, end in zip([0, *cuts], [*cuts, len(folded)], strict=True)]
    if max(map(len, words)) < 2:
        return False
    if all(log_share(word, script) < _UNKNOWN for word in words):
        return len(folded) >= _FEWEST_UNKNOWN
    alone = math.fsum(_word_score(letter, script) - _WORD for letter in folded)
    return score + _PRIOR > alone
