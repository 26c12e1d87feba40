"""What pymorphy3's dictionary says of a word, read without the objects that pymorphy3 makes of it.

`pymorphy3.MorphAnalyzer.parse` describes every reading by a named tuple of objects, and analysis
wants but its lemma: asking the compiled dictionary itself takes a third of the time. What is found
here is what pymorphy3 finds, in its order; a test compares the two.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pymorphy3

if TYPE_CHECKING:
    #: What a form may be: the form as the dictionary writes it, with ё; numbers of its tag and
    #: paradigm, -1 where nothing is known; its lemma, with ё; whether new words are inflected so.
    #: A plain tuple, for a named one takes several times as long to make.
    Reading = tuple[str, int, int, str, bool]

#: Grammemes of words that form no new ones, from `pymorphy3.tagset.OpencorporaTag`.
_NO_PATTERN: Final = frozenset(
    {"NUMR", "NPRO", "PRED", "PREP", "CONJ", "PRCL", "INTJ", "Apro"}
)  # fmt: skip


class Rule(NamedTuple):
    """How a form becomes its lemma: ``before + form[start:end] + after``."""

    before: str
    start: int
    end: int | None
    after: str

    def lemma(self, form: str) -> str:
        """The lemma of a form."""
        before, start, end, after = self
        return before + form[start:end] + after


class Inflection(NamedTuple):
    """One place of a paradigm.

    Attributes:
        rule: how its form becomes the lemma.
        tag: number of its tag.
        productive: whether new words are inflected so.
    """

    rule: Rule
    tag: int
    productive: bool


@cache
def morphology() -> Any:  # noqa: ANN401 - pymorphy3 is untyped
    """The dictionary, loaded when the first Russian word is met."""
    return pymorphy3.MorphAnalyzer()


def is_known(word: str) -> bool:
    """Whether the dictionary has the folded form."""
    return bool(morphology().word_is_known(word))


@cache
def inflection(at: tuple[int, int]) -> Inflection:
    """What stands at a (paradigm, place); of some hundred thousand texts use a part."""
    paradigm, place = at
    dictionary = morphology().dictionary
    numbers = dictionary.paradigms[paradigm]
    size = len(numbers) // 3
    tag = numbers[size + place]
    productive = _NO_PATTERN.isdisjoint(dictionary.gramtab[tag].grammemes)
    if not place:
        return Inflection(Rule("", 0, None, ""), tag, productive)
    prefixes, suffixes = dictionary.paradigm_prefixes, dictionary.suffixes
    start, end = len(prefixes[numbers[2 * size + place]]), len(suffixes[numbers[place]])
    rule = Rule(prefixes[numbers[2 * size]], start, -end or None, suffixes[numbers[0]])
    return Inflection(rule, tag, productive)


@cache
def _lookup() -> tuple[Any, Any]:
    return morphology().dictionary.words.similar_items, morphology().char_substitutes


def written_forms(word: str) -> list[tuple[str, list[tuple[int, int]]]]:
    """The spellings of a folded form, each with its (paradigm, place) pairs; empty if unknown."""
    find, substitutes = _lookup()
    found: list[tuple[str, list[tuple[int, int]]]] = find(word, substitutes)
    return found


def known_lemmas(word: str) -> set[str]:
    """All lemmas of a folded form, ё as е; empty if the dictionary doesn't know it."""
    lemmas = set()
    for form, places in written_forms(word):
        for place in places:
            # As `Rule.lemma`; a call more would show in the time of a build.
            before, start, end, after = inflection(place)[0]
            lemmas.add((before + form[start:end] + after).replace("ё", "е"))
    return lemmas


def readings(word: str) -> list[Reading]:
    """What a form may be by the dictionary, in its order; empty if it doesn't know it."""
    found: list[Reading] = []
    for form, places in written_forms(word):
        for place in places:
            (before, start, end, after), tag, productive = inflection(place)
            lemma = before + form[start:end] + after
            found.append((form, tag, place[0], lemma, productive))
    return found


def likeliest_first(word: str, found: list[Reading]) -> list[tuple[Reading, float]]:
    """Readings of a known form with their probabilities in running text, likeliest first."""
    tags = morphology().dictionary.gramtab
    share = morphology().prob_estimator.p_t_given_w.prob
    shares = [share(word, tags[tag]) for _, tag, *_ in found]
    if not sum(shares):
        # Nothing was counted: they are equally likely, and keep their order.
        return [(each, 1.0 / len(found)) for each in found]
    return sorted(zip(found, shares, strict=True), key=lambda each: each[1], reverse=True)


def part_of_speech(tag: int) -> str:
    """The part of speech of a tag."""
    return str(morphology().dictionary.gramtab[tag].POS)
