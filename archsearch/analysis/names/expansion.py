"""A word of a query → the forms of the holdings that it may stand for, judged and ordered.

Candidates come from the name table, aliases from the authorities. Nothing here knows documents:
the same word gives the same forms until the index or the authorities change.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from archsearch.analysis.names.bases import Relation, bases
from archsearch.analysis.names.candidates import Near, chinese_names, nearest
from archsearch.analysis.names.keys import key
from archsearch.analysis.names.scripts import Alphabet, Spelling, spelling
from archsearch.analysis.names.variant import Expansion, Variant
from archsearch.analysis.via import Via

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archsearch.analysis.names.aliases import Authorities
    from archsearch.analysis.names.table import NameTable

#: Cost for each letter of the word up to which a spelling is another spelling of the same name
#: (nine of ten true pairs, one of twenty-five names that differ in a letter), a similar name
#: (24 of 25 true pairs), a possible one.
SURE, LIKELY, POSSIBLE = 0.6, 1.1, 1.9
#: What a form costs on top of its base: a case ending, a surname's suffix.
PENALTY = {Relation.ITSELF: 0.0, Relation.FORM: 0.6, Relation.MADE_FROM: 3.0}
#: Names with so few consonants have strangers in every text.
SHORT_KEY = 2
#: Typing errors and keys one letter off are sought where fewer good forms than this were found.
FEW = 10
#: Bases of an inflected word that are looked for in other spellings.
MOST_BASES = 3
#: No limit on bases.
_ALL = 1 << 30
_TIERS = {via: rank for rank, via in enumerate(Via)}


class _Finding(NamedTuple):
    """How a form was reached: lower is better."""

    tier: int
    cost: float
    needs_company: bool


def expand(
    table: NameTable, word: str, *, limit: int, authorities: Authorities | None = None
) -> Expansion:
    """The forms of the holdings that a word stands for, best first.

    Args:
        table: the names of the holdings.
        word: folded, of any script.
        limit: how many variants are wanted at most.
        authorities: persons and places with the forms that a curator gave them.
    """
    found: dict[int, _Finding] = {}
    spelt = spelling(word)
    if spelt is not None:
        _find_spellings(table, spelt, found)
    variants = {form: finding for form, finding in _by_form(table, found, word)}
    if authorities is not None:
        for alias in authorities.words_for(word):
            for form in inflected(table, alias):
                better = _Finding(_TIERS[Via.ALIAS], 0.0, needs_company=False)
                variants[form] = min(better, variants.get(form, better))
    ordered = sorted(variants.items(), key=lambda item: (item[1], item[0]))
    kinds = tuple(Via)
    made = tuple(
        Variant(form, kinds[finding.tier], exp(-finding.cost / len(word)), finding.needs_company)
        for form, finding in ordered[:limit]
    )
    return Expansion(made, max(0, len(ordered) - limit))


def inflected(table: NameTable, word: str) -> list[str]:
    """The forms of the holdings that have the same letters as a word, or are its cases."""
    spelt = spelling(word)
    if spelt is None:
        return []
    found: dict[int, None] = {}
    for base in table.with_keys(spelt.alphabet, [key(spelt.letters)], limit=1):
        if base.letters == spelt.letters:
            for member, relation in table.members(base):
                if relation is not Relation.MADE_FROM:
                    found[member] = None
    return [table.form(member) for member in found]


def _find_spellings(table: NameTable, spelt: Spelling, found: dict[int, _Finding]) -> None:
    relations = bases(spelt)
    forms = list(_present(table, spelt.alphabet, relations))
    for near, own in forms:
        _take(table, near, own, len(spelt.letters), found)
    looked_for = {spelt.letters: Relation.ITSELF}
    for near, own in sorted(forms, key=lambda item: (item[1], -_size(table, item[0]))):
        looked_for.setdefault(near.base.letters, own)
    for letters, own in relations.items():
        looked_for.setdefault(letters, own)
    chosen = [(Spelling(spelt.alphabet, each), own) for each, own in looked_for.items()]
    for vary in (False, True):
        for each, own in chosen[: 1 if vary else MOST_BASES]:
            for alphabet in Alphabet:
                for near in nearest(table, each, alphabet, vary=vary):
                    _take(table, near, own, len(each.letters), found, is_guess=vary)
            if not vary:
                for near in chinese_names(table, each):
                    _take(table, near, own, len(each.letters), found)
        if sum(not finding.needs_company for finding in found.values()) >= FEW:
            break


def _present(
    table: NameTable, alphabet: Alphabet, relations: dict[str, Relation]
) -> Iterator[tuple[Near, Relation]]:
    """Those of a word's own bases that the holdings have."""
    wanted = dict.fromkeys(map(key, relations))
    for base in table.with_keys(alphabet, wanted, limit=_ALL):
        if base.letters in relations:
            yield Near(base, 0.0, is_same=True), relations[base.letters]


def _size(table: NameTable, near: Near) -> int:
    return sum(1 for _ in table.members(near.base))


def _take(
    table: NameTable,
    near: Near,
    own: Relation,
    length: int,
    found: dict[int, _Finding],
    *,
    is_guess: bool = False,
) -> None:
    """Take in the forms of a base that is near one of the word's own bases."""
    share = near.cost / length
    is_short = len(key(near.base.letters)) <= SHORT_KEY
    for member, relation in table.members(near.base):
        farther = max(own, relation)
        via = _kind(near, share, farther, is_short=is_short, is_guess=is_guess)
        if via is None:
            continue
        finding = _Finding(
            _TIERS[via],
            near.cost + PENALTY[own] + PENALTY[relation],
            needs_company=is_short and not near.is_same and share > SURE,
        )
        found[member] = min(finding, found.get(member, finding))


def _kind(
    near: Near, share: float, relation: Relation, *, is_short: bool, is_guess: bool
) -> Via | None:
    """The kind of match, or None for a stranger."""
    if near.is_same:
        return Via.SIMILAR if relation is Relation.MADE_FROM else Via.FORM
    if share <= SURE and relation is not Relation.MADE_FROM:
        return Via.TRANSLITERATION
    if share <= LIKELY:
        return Via.SIMILAR
    if share <= POSSIBLE and relation is not Relation.MADE_FROM:
        if is_short:
            return Via.SIMILAR
        return Via.TYPO if is_guess else None
    return None


def _by_form(
    table: NameTable, found: dict[int, _Finding], word: str
) -> Iterable[tuple[str, _Finding]]:
    for member, finding in found.items():
        form = table.form(member)
        yield form, (_Finding(0, 0.0, needs_company=False) if form == word else finding)
