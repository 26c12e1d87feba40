"""Whole names: which adjacent words of a query stand for which sequences of forms.

Each word is expanded by itself; then what only whole names show: words written as one (Ali Khan,
Алихан), one word written as two, initials, and the other names that an authority has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.analysis.names.candidates import readings_of
from archsearch.analysis.names.costs import LEAVE_OUT, costs
from archsearch.analysis.names.expansion import inflected
from archsearch.analysis.names.scripts import Alphabet, spelling
from archsearch.analysis.via import Via

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archsearch.analysis.names.aliases import Authorities
    from archsearch.analysis.names.table import NameTable

#: Variants of one word or of two joined words of a name.
DEFAULT_LIMIT = 50
#: Variants of two words written as one: true ones are few.
JOINED_LIMIT = 20
#: Shortest part of a name that may be written apart.
SHORTEST_PART = 2
SHORTEST_SPLIT = 5
#: Weights within their kind: a name written apart is as sure as one written together, an initial
#: fits many given names.
SPLIT_WEIGHT, INITIAL_WEIGHT, ALIAS_WEIGHT = 0.9, 0.3, 1.0
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
        if len(words) > 1:
            variants += _initials(word, at)
    for at in range(len(words) - 1):
        variants += _written_as_one(table, words, at)
    if authorities is not None:
        variants += _aliases(table, words, authorities)
    optional = tuple(_is_optional(word, len(words)) for word in words)
    return NameExpansion(len(words), optional, tuple(variants), left_out)


def _is_optional(word: str, words: int) -> bool:
    return words > 1 and (len(word) == 1 or (words > 2 and word.endswith(_PATRONYMICS)))


def _written_as_one(table: NameTable, words: Sequence[str], at: int) -> Iterator[NameVariant]:
    if min(len(words[at]), len(words[at + 1])) < SHORTEST_PART:
        return
    for each in table.expand(words[at] + words[at + 1], limit=JOINED_LIMIT).variants:
        if each.via is not Via.TYPO and not each.needs_company:
            yield NameVariant(at, at + 2, ((each.form,),), each.via, each.weight)


def _written_apart(table: NameTable, word: str, at: int) -> Iterator[NameVariant]:
    """A name's likeliest spellings, cut wherever both parts are names of the holdings."""
    spelt = spelling(word)
    if spelt is None or len(spelt.letters) < SHORTEST_SPLIT:
        return
    seen = set()
    for alphabet in Alphabet:
        for letters in readings_of(spelt, alphabet).spellings:
            for cut in range(SHORTEST_PART, len(letters) - SHORTEST_PART + 1):
                parts = letters[:cut], letters[cut:]
                if parts not in seen and table.has_base(parts[0]) and table.has_base(parts[1]):
                    seen.add(parts)
                    slots = tuple(tuple(inflected(table, part)) for part in parts)
                    yield NameVariant(at, at + 1, slots, Via.TRANSLITERATION, SPLIT_WEIGHT)


def _initials(word: str, at: int) -> Iterator[NameVariant]:
    """The letters that a name may be abbreviated to, in both alphabets."""
    spelt = spelling(word)
    if spelt is None:
        return
    letters = {spelt.letters[0]}
    for alphabet in Alphabet:
        first = costs(spelt.alphabet, alphabet).lattice(spelt.letters).steps[0]
        letters |= {
            step.target[0]
            for steps in first.values()
            for step in steps
            if step.target and step.cost < LEAVE_OUT
        }
    slots = (tuple(sorted(letters)),)
    yield NameVariant(at, at + 1, slots, Via.SIMILAR, INITIAL_WEIGHT, needs_company=True)


def _aliases(
    table: NameTable, words: Sequence[str], authorities: Authorities
) -> Iterator[NameVariant]:
    for start, end in authorities.spans(words):
        for alias in authorities.aliases(words[start:end]):
            if end - start == len(alias) == 1:
                continue
            slots = tuple(tuple(inflected(table, word)) for word in alias)
            if all(slots):
                yield NameVariant(start, end, slots, Via.ALIAS, ALIAS_WEIGHT)
