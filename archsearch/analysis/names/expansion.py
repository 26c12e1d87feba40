"""A word of a query → the forms of the holdings that it may stand for, judged and ordered.

Candidates come from the name table, aliases from the authorities. Nothing here knows documents:
the same word gives the same forms until the index or the authorities change.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from archsearch.analysis.names.bases import Relation, bases
from archsearch.analysis.names.candidates import (
    LIKELY,
    POSSIBLE,
    SHORT_KEY,
    Near,
    chinese_names,
    nearest,
    spread,
)
from archsearch.analysis.names.keys import key
from archsearch.analysis.names.scripts import Alphabet, Spelling, is_arabic, spelling
from archsearch.analysis.names.variant import Expansion, Variant
from archsearch.analysis.via import Via

if TYPE_CHECKING:
    from archsearch.analysis.names.aliases import Authorities
    from archsearch.analysis.names.table import NameTable

#: Cost for each letter of the word up to which a spelling is another spelling of the same name:
#: nine of ten true pairs, one of twenty-five names that differ in a letter.
SURE = 0.6
#: What a form costs on top of its base: a case ending, a surname's suffix.
PENALTY = {Relation.ITSELF: 0.0, Relation.FORM: 0.6, Relation.READ_AS: 1.0, Relation.MADE_FROM: 3.0}
#: Typing errors and keys one letter off are sought where fewer good forms than this were found.
FEW = 10
#: Bases of an inflected word that are looked for in other spellings.
MOST_BASES = 3
#: Weight below which a form is a stranger that only shares a consonant or two.
LEAST_WEIGHT = 0.05
_TIERS = {via: rank for rank, via in enumerate(Via)}


class _Finding(NamedTuple):
    """How a form was reached: lower is better."""

    tier: int
    cost: float
    needs_company: bool


_EXACT = _Finding(_TIERS[Via.EXACT], 0.0, needs_company=False)
_ALIAS = _Finding(_TIERS[Via.ALIAS], 0.0, needs_company=False)


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
    spelt = spelling(word)
    found: dict[int, _Finding] = _Search(table, spelt).found if spelt else {}
    variants = {}
    for member, finding in found.items():
        form = table.form(member)
        variants[form] = finding
        if finding.tier == _TIERS[Via.FORM] and is_arabic(form) is not is_arabic(word):
            variants[form] = finding._replace(tier=_TIERS[Via.TRANSLITERATION])
    for alias in authorities.words_for(word) if authorities else ():
        for form in inflected(table, alias):
            variants[form] = min(_ALIAS, variants.get(form, _ALIAS))
    if word in variants:
        variants[word] = _EXACT
    ordered = sorted(variants.items(), key=lambda item: (item[1], item[0]))
    kinds = tuple(Via)
    sure = [
        Variant(form, kinds[finding.tier], weight, finding.needs_company)
        for form, finding in ordered
        if (weight := exp(-finding.cost / len(word))) >= LEAST_WEIGHT
    ]
    return Expansion(tuple(sure[:limit]), max(0, len(sure) - limit))


def inflected(table: NameTable, word: str) -> list[str]:
    """The forms of the holdings that have the same letters as a word, or are its cases."""
    spelt = spelling(word)
    base = table.find(spelt.letters) if spelt else None
    if base is None:
        return []
    members = table.members(base)
    return [table.form(member) for member, relation in members if relation <= Relation.FORM]


class _Search:
    """Looks for the forms of one word; `found` has the best finding for each."""

    def __init__(self, table: NameTable, spelt: Spelling) -> None:
        self.found: dict[int, _Finding] = {}
        self._table = table
        self._alphabet = spelt.alphabet
        words = self._own_bases(spelt)
        for each, own in words:
            for alphabet in Alphabet:
                self._take(nearest(table, each, alphabet, vary=False), each, own)
            self._take(chinese_names(table, each), each, own)
        if sum(not finding.needs_company for finding in self.found.values()) < FEW:
            each, own = words[0]
            for alphabet in Alphabet:
                self._take(nearest(table, each, alphabet, vary=True), each, own, is_guess=True)

    def _own_bases(self, spelt: Spelling) -> list[tuple[Spelling, Relation]]:
        """Take the forms of the word itself, and choose the bases whose spellings to look for.

        The word as typed comes first, then those of its nominatives that the holdings have.
        """
        relations = bases(spelt)
        present: list[tuple[Relation, int, str]] = []
        for letters, own in relations.items():
            base = self._table.find(letters)
            if base is not None:
                near = Near(base, 0.0, is_same=True)
                self._take([near], Spelling(self._alphabet, letters), own)
                present.append((own, -sum(1 for _ in self._table.members(base)), letters))
        ordered = [spelt.letters, *(letters for _, _, letters in sorted(present)), *relations]
        chosen = list(dict.fromkeys(ordered))[:MOST_BASES]
        return [(Spelling(self._alphabet, each), relations[each]) for each in chosen]

    def _take(
        self, near: list[Near], word: Spelling, own: Relation, *, is_guess: bool = False
    ) -> None:
        """Take in the forms of bases that are near a word, itself one of the query's bases."""
        for each in near:
            base, cost, is_same = each
            usual = spread(word.alphabet, base.alphabet) * len(word.letters)
            is_short = len(key(base.letters)) <= SHORT_KEY
            for member, relation in self._table.members(base):
                via = _kind(each, cost / usual, max(own, relation), is_open=is_short or is_guess)
                if via is None:
                    continue
                if is_guess and via is Via.SIMILAR and cost / usual > LIKELY:
                    via = Via.TYPO
                finding = _Finding(
                    _TIERS[via],
                    cost + PENALTY[own] + PENALTY[relation],
                    needs_company=is_short and not is_same and cost / usual > SURE,
                )
                self.found[member] = min(finding, self.found.get(member, finding))


def _kind(near: Near, share: float, relation: Relation, *, is_open: bool) -> Via | None:
    """The kind of match, or None for a stranger."""
    if near.is_same and relation <= Relation.FORM:
        return Via.FORM
    if share <= SURE and relation is not Relation.MADE_FROM:
        return Via.TRANSLITERATION
    if share <= LIKELY:
        return Via.SIMILAR
    is_possible = is_open and share <= POSSIBLE and relation is not Relation.MADE_FROM
    return Via.SIMILAR if is_possible else None
