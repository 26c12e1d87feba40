"""Tokens and spellings of one word or phrase → its readings, each a way to find it."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from archsearch.analysis import Via
from archsearch.analysis.typo import allowed_edits
from archsearch.search.clause import Key, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.analysis import Token
    from archsearch.analysis.names import NameVariant
    from archsearch.parallel import Lexicon

#: Words that may stand in any order near each other; of more there are too many orders.
MOST_IN_ANY_ORDER = 3
#: Translations of a word that count; further ones are hardly ever right.
MOST_TRANSLATIONS = 4


def readings(
    tokens: Sequence[Token], slop: int = 1, kinds: Sequence[Via] = (Via.EXACT, Via.FORM)
) -> list[Reading]:
    """The word or phrase as typed, and with its word forms; in any order where it may be apart.

    A token that reaches over the next position is a whole of which parts follow: the whole is
    a reading of its own if it is all there is.
    """
    slots: dict[int, list[Token]] = {}
    for token in tokens:
        slots.setdefault(token.position, []).append(token)
    sequence = [
        [token for token in stacked if not is_whole(token, tokens)] or stacked
        for _, stacked in sorted(slots.items())
    ]
    paths = [sequence]
    wholes = [token for token in tokens if is_whole(token, tokens)]
    if len(sequence) > 1 and len(wholes) == 1 and wholes[0].end >= tokens[-1].end:
        paths.append([wholes])
    orders = [
        order
        for path in paths
        for order in (permutations(path) if slop > 1 and len(path) <= MOST_IN_ANY_ORDER else [path])
    ]
    return [
        Reading(tuple(_keys(slot, exact=via is Via.EXACT) for slot in order), via, slop)
        for via in kinds
        for order in orders
    ]


def _keys(slot: Sequence[Token], *, exact: bool) -> tuple[Key, ...]:
    terms = (
        (token.exact for token in slot) if exact else (term for each in slot for term in each.terms)
    )
    return tuple(Key(term, exact) for term in dict.fromkeys(terms))


def is_whole(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a token reaches over the next position: a hyphenated word beside its parts."""
    return any(other.position > token.position and other.start < token.end for other in tokens)


def misreadings(parts: Sequence[str]) -> list[Reading]:
    """A reading for forms that may be misprints of a word long enough to be told."""
    edits = allowed_edits(parts[0]) if len(parts) == 1 else 0
    key = Key(parts[0], exact=True, edits=edits) if edits else None
    return [Reading(((key,),), Via.TYPO)] if key else []


def spellings(parts: Sequence[str], start: int, variants: Sequence[NameVariant]) -> list[Reading]:
    """The readings of a word's variants, those of one kind and length in one reading.

    Args:
        parts: the word's parts.
        start: number of the first of them among the parts of all words.
        variants: of all words; those that don't cover the whole word say nothing about it.
    """
    alternatives: dict[tuple[Via, bool], dict[str, Key]] = {}
    sequences: list[Reading] = []
    for variant in variants:
        if not parts or variant.start > start or variant.end < start + len(parts):
            continue
        slots = [
            [Key(form, exact=True, weight=variant.weight) for form in forms]
            for forms in variant.slots
        ]
        if len(slots) > 1:
            keys = tuple(map(tuple, slots))
            sequences.append(Reading(keys, variant.via, needs_company=variant.needs_company))
            continue
        group = alternatives.setdefault((variant.via, variant.needs_company), {})
        for key in slots[0]:
            if [key.term] != parts:
                group.setdefault(key.term, key)
    return sequences + [
        Reading((tuple(keys.values()),), via, needs_company=company)
        for (via, company), keys in alternatives.items()
        if keys
    ]


def translations(tokens: Sequence[Token], lexicon: Lexicon) -> list[Reading]:
    """A reading for what one word may be in the other language; none for a compound."""
    if len(tokens) != 1:
        return []
    best: dict[str, float] = {}
    for term in tokens[0].terms:
        for translation, probability in lexicon.translations(term)[:MOST_TRANSLATIONS]:
            best[translation] = max(probability, best.get(translation, 0.0))
    keys = tuple(
        Key(term, exact=False, weight=probability)
        for term, probability in best.items()
        if term not in tokens[0].terms
    )
    return [Reading((keys,), Via.TRANSLATION)] if keys else []
