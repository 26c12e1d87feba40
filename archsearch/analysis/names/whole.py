"""Whole names: which adjacent words of a query stand for which sequences of forms.

Each word is expanded by itself; then what only whole names show: words written as one (Ali Khan,
Алихан), one word written as two, initials, and the other names that an authority has.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import exp
from string import ascii_lowercase
from typing import TYPE_CHECKING

from archsearch.analysis.names.candidates import (
    LIKELY,
    MOST_BASES,
    closest,
    judge,
    readings_of,
    spread,
)
from archsearch.analysis.names.costs import costs
from archsearch.analysis.names.expansion import SURE, inflected
from archsearch.analysis.names.keys import end_to_end
from archsearch.analysis.names.scripts import Alphabet, spelling
from archsearch.analysis.via import Via

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archsearch.analysis.names.aliases import Authorities
    from archsearch.analysis.names.table import NameTable

#: Variants of one word or of two joined words of a name.
DEFAULT_LIMIT = 50
#: Names that may be two words written as one are few; so many are judged, and so many keys and
#: spellings of each word are put together.
JOINED_LIMIT, JOINED = 10, 4
#: Shortest part of a name that may be written apart.
SHORTEST_PART = 3
SHORTEST_SPLIT = 6
#: Spellings of a word in an alphabet that are tried in two parts.
SPLIT_SPELLINGS = 2
#: Weights within their kind: a name written apart is as sure as one written together, an initial
#: fits many given names.
SPLIT_WEIGHT, INITIAL_WEIGHT, ALIAS_WEIGHT = 0.9, 0.3, 1.0
#: Forms of a surname that are looked for after initials, and cost of what a name's first letter
#: usually becomes.
INITIALLED, USUAL = 20, 3.5
#: Without a second initial these are words («и Сталин»).
_ONE_LETTER_WORDS = frozenset("авикосуяai")
_LETTERS = tuple(ascii_lowercase + "абвгдежзийклмнопрстуфхцчшщэюя")
_PATRONYMICS = (
    *("ович", "евич", "ьич", "овна", "евна", "ична", "оглы", "кызы", "уулу", "улы"),
    *("ovich", "evich", "ovic", "evic", "owitsch", "ewitsch", "ovna", "evna", "oglu", "qizi"),
)


@dataclass(frozen=True, slots=True)
class NameVariant:
    """One way in which adjacent words of a query stand in the holdings.

    Attributes:
        start, end: the query's words ``[start, end)`` that it stands for.
        slots: for each of consecutive positions, the folded surface forms any of which may stand
            there. One slot for a plain variant or for words written as one, two for a word
            written as two, as many as it has words for another name of the same person or place.
        via: the kind of match.
        weight: how sure it is, in (0, 1].
        needs_company: it counts only near a match of another word of the query.
    """

    start: int
    end: int
    slots: tuple[tuple[str, ...], ...]
    via: Via
    weight: float
    needs_company: bool = False


@dataclass(frozen=True, slots=True)
class NameExpansion:
    """What the words of a name stand for.

    The search layer takes the variants that cover a word as alternatives of that word; one that
    covers several words matches them all. It asks for at least two thirds of the words, those
    that are not optional first, near each other in one version and in any order, and gives rarer
    words more weight.

    Attributes:
        words: how many words were expanded.
        optional: for each word, whether it may be missing: initials, and patronymics in a name
            of three words or more.
        variants: for each span, best first.
        left_out: how many variants the limits cut.
    """

    words: int
    optional: tuple[bool, ...]
    variants: tuple[NameVariant, ...]
    left_out: int = 0


def expand_name(
    table: NameTable,
    words: Sequence[str],
    *,
    limit: int = DEFAULT_LIMIT,
    authorities: Authorities | None = None,
) -> NameExpansion:
    """Expand each word of a name, and what its words are together.

    Args:
        table: the names of the holdings.
        words: folded words of the query, in order; parts of hyphenated words by themselves.
        limit: variants of each word.
        authorities: persons and places with the forms that a curator gave them.
    """
    variants: list[NameVariant] = []
    left_out = 0
    for at, word in enumerate(words):
        expansion = table.expand(word, limit=limit, authorities=authorities)
        left_out += expansion.left_out
        variants += [
            NameVariant(at, at + 1, ((each.form,),), each.via, each.weight, each.needs_company)
            for each in expansion.variants
        ]
        variants += _written_apart(table, word, at)
    variants += _initials(variants, words)
    for at in range(len(words) - 1):
        variants += _written_as_one(table, words, at)
    if authorities is not None:
        variants += _aliases(table, words, authorities)
    optional = tuple(_is_optional(word, len(words)) for word in words)
    return NameExpansion(len(words), optional, tuple(variants), left_out)


def _is_optional(word: str, words: int) -> bool:
    return words > 1 and (len(word) == 1 or (words > 2 and word.endswith(_PATRONYMICS)))


def _written_as_one(table: NameTable, words: Sequence[str], at: int) -> Iterator[NameVariant]:
    """Names of the holdings that are two adjacent words of the query together."""
    one, other = spelling(words[at]), spelling(words[at + 1])
    if one is None or other is None or one.alphabet is not other.alphabet:
        return
    if min(len(one.letters), len(other.letters)) < SHORTEST_PART:
        return
    whole = one.letters + other.letters
    for alphabet in Alphabet:
        parts = readings_of(one, alphabet), readings_of(other, alphabet)
        wanted = [end_to_end(*pair) for pair in product(*(part.keys[:JOINED] for part in parts))]
        spellings = [
            "".join(pair) for pair in product(*(part.spellings[:JOINED] for part in parts))
        ]
        found = table.with_keys(alphabet, dict.fromkeys(wanted), MOST_BASES)
        chosen = closest(found, spellings, JOINED_LIMIT)
        if not chosen:
            continue
        usual = spread(one.alphabet, alphabet) * len(whole)
        lattice = costs(one.alphabet, alphabet).lattice(whole)
        for near in judge(
            lattice, chosen, whole if alphabet is one.alphabet else "", LIKELY * usual
        ):
            forms = tuple(inflected(table, near.base.letters))
            if forms:
                weight = exp(-near.cost / len(whole))
                via = Via.TRANSLITERATION if near.cost <= SURE * usual else Via.SIMILAR
                yield NameVariant(at, at + 2, (forms,), via, weight)


def _written_apart(table: NameTable, word: str, at: int) -> Iterator[NameVariant]:
    """A name's likeliest spellings, cut wherever both parts are names of the holdings."""
    spelt = spelling(word)
    if spelt is None or len(spelt.letters) < SHORTEST_SPLIT:
        return
    seen = set()
    for alphabet in Alphabet:
        for letters in readings_of(spelt, alphabet).spellings[:SPLIT_SPELLINGS]:
            for cut in range(SHORTEST_PART, len(letters) - SHORTEST_PART + 1):
                parts = letters[:cut], letters[cut:]
                if parts not in seen and table.find(parts[0]) and table.find(parts[1]):
                    seen.add(parts)
                    slots = tuple(tuple(inflected(table, part)) for part in parts)
                    yield NameVariant(at, at + 1, slots, Via.TRANSLITERATION, SPLIT_WEIGHT)


def _initials(variants: Sequence[NameVariant], words: Sequence[str]) -> Iterator[NameVariant]:
    """A name as its initials before the last word: I. Stalin, I. V. Stalin, «И. В. Сталин»."""
    last = len(words) - 1
    sure = (Via.EXACT, Via.FORM, Via.TRANSLITERATION)
    surnames = [each.slots[0] for each in variants if each.start == last and each.via in sure]
    forms = tuple(form for slot in surnames[:INITIALLED] if len(slot) == 1 for form in slot)
    first = spelling(words[0])
    if last == 0 or first is None or not forms:
        return
    letters = {first.letters[0]}
    for alphabet in Alphabet:
        steps = readings_of(first, alphabet).lattice.steps[0]
        letters |= {
            step.target[0]
            for group in steps.values()
            for step in group
            if step.target and step.cost <= USUAL
        }
    whole = (0, last + 1)
    initial = tuple(sorted(letters))
    alone = tuple(each for each in initial if each not in _ONE_LETTER_WORDS)
    if alone:
        yield NameVariant(*whole, (alone, forms), Via.SIMILAR, INITIAL_WEIGHT)
    yield NameVariant(*whole, (initial, _LETTERS, forms), Via.SIMILAR, INITIAL_WEIGHT)


def _aliases(
    table: NameTable, words: Sequence[str], authorities: Authorities
) -> Iterator[NameVariant]:
    for start, end in authorities.spans(words):
        for alias in authorities.aliases(words[start:end]):
            if end - start == len(alias) == 1:
                continue
            slots = tuple(slot for word in alias for slot in _forms_of(table, word))
            if all(slots):
                yield NameVariant(start, end, slots, Via.ALIAS, ALIAS_WEIGHT)


def _forms_of(table: NameTable, word: str) -> Iterator[tuple[str, ...]]:
    """The slots of one word of an alias; Chinese characters are indexed by overlapping pairs."""
    if len(word) == 1:
        yield (word,)
    elif spelling(word) is not None:
        yield tuple(inflected(table, word))
    else:
        yield from ((word[at : at + 2],) for at in range(len(word) - 1))
