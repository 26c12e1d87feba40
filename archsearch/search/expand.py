"""The leaves of a query tree → clauses: words analysed, names expanded, filters recognised."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from whoosh.query import Phrase, Prefix, Term, Wildcard

from archsearch.analysis import Via, fold, is_function_word
from archsearch.analysis.names import expand_name
from archsearch.analysis.typo import allowed_edits
from archsearch.indexing import fields
from archsearch.search.clause import Clause, Filter, Key, Pattern, Reading
from archsearch.search.parse import ANYWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from whoosh.query import Query

    from archsearch.analysis import Analyzer, Token
    from archsearch.analysis.names import Authorities, NameTable, NameVariant

#: Fields of the index by field of the query language.
INDEX_FIELDS = {
    ANYWHERE: fields.FIELDS,
    "title": ("title",),
    "person": ("people",),
    "place": ("places",),
    "subject": ("subjects",),
    "repository": ("repositories",),
}
#: Keywords by field of the query language.
KEYWORDS = {"lang": fields.LANGUAGE}
#: Spelling variants of one word at most; more would cost time and bring strangers.
MAX_VARIANTS = 50
#: Language of a query's words: their script decides.
UNDETERMINED = "und"

Leaf = Clause | Pattern | Filter | None


class Expander:
    """Turns the words of a query into what the index can be asked for."""

    def __init__(
        self,
        analyzer: Analyzer,
        names: NameTable,
        authorities: Authorities,
        occurs: Callable[[str], bool],
        *,
        variants: bool,
        typos: bool = False,
    ) -> None:
        """Prepare to expand.

        Args:
            analyzer: what the index was built with.
            names: the names of the index.
            authorities: persons and places with all their names.
            occurs: tells the folded surface forms that the index has.
            variants: whether names find their other spellings.
            typos: whether words that don't occur find forms of which they may be misprints.
        """
        self._analyzer = analyzer
        self._names = names
        self._authorities = authorities
        self._occurs = occurs
        self._variants = variants
        self._typos = typos

    def with_typos(self) -> Expander:
        """An expander that also takes misprints."""
        return Expander(
            self._analyzer,
            self._names,
            self._authorities,
            self._occurs,
            variants=self._variants,
            typos=True,
        )

    def leaves(self, run: Sequence[Query]) -> list[Leaf]:
        """What adjacent leaves of the tree stand for; None for one that holds no word («—»)."""
        words = [node for node in run if isinstance(node, Term)]
        return self._words(words) if words else [self._leaf(node) for node in run]

    def _leaf(self, node: Query) -> Leaf:
        field = _field(node)
        if isinstance(node, Phrase):
            return self._phrase(node, INDEX_FIELDS.get(field, fields.FIELDS))
        if not isinstance(node, Prefix | Wildcard) or field not in INDEX_FIELDS:
            return None
        pattern = fold(node.text) + ("*" if isinstance(node, Prefix) else "")
        return Pattern(node.text.casefold(), INDEX_FIELDS[field], pattern, node.boost)

    def _words(self, nodes: Sequence[Term]) -> list[Leaf]:
        """What adjacent words of one field stand for; together they may be a name.

        A spelling that covers two of them ("Ali Khan" written "Alikhan") counts for each.
        """
        field = _field(nodes[0])
        if field in KEYWORDS:
            return [Filter(Term(KEYWORDS[field], node.text.casefold())) for node in nodes]
        words = [_Word(node.text, self._analyzer.tokens(node.text, UNDETERMINED)) for node in nodes]
        left_out = 0
        for is_filler, run in groupby(words, key=lambda word: word.is_function_word):
            if self._variants and not is_filler:
                left_out += self._add_spellings(list(run))
        if self._typos:
            for word in words:
                if not any(map(self._occurs, word.parts)):
                    word.readings += _misreadings(word.parts)
        leaves: list[Leaf] = []
        for node, word in zip(nodes, words, strict=True):
            text, readings = node.text.casefold(), tuple(word.readings)
            clause = Clause(
                text,
                INDEX_FIELDS[field],
                readings,
                node.boost,
                left_out,
                optional=word.optional,
                function_word=word.is_function_word,
            )
            leaves.append(clause if readings else None)
            left_out = 0
        return leaves

    def _phrase(self, node: Phrase, index_fields: tuple[str, ...]) -> Leaf:
        text = " ".join(node.words)
        tokens = self._analyzer.tokens(text, UNDETERMINED)
        if not tokens:
            return None
        readings = tuple(_readings(tokens, slop=node.slop))
        return Clause(text.casefold(), index_fields, readings, node.boost)

    def _add_spellings(self, words: Sequence[_Word]) -> int:
        """Add the readings of names' other spellings; return how many spellings were cut."""
        for word in words:
            word.is_ordinary = self._is_ordinary(word)
        parts = [part for word in words for part in word.parts]
        if not parts or all(word.is_ordinary for word in words):
            return 0
        expansion = expand_name(
            self._names, parts, limit=MAX_VARIANTS, authorities=self._authorities
        )
        start = 0
        for word in words:
            end = start + len(word.parts)
            word.optional = bool(word.parts) and all(expansion.optional[start:end])
            meant = [
                each
                for each in expansion.variants
                if word.parts and self._is_meant(each, word, words)
            ]
            word.readings += _spellings(word.parts, start, meant)
            start = end
        return expansion.left_out

    def _is_ordinary(self, word: _Word) -> bool:
        """Whether a word is typed as no name is, and stands in the holdings, never as a name."""
        return not word.is_capitalised and all(
            self._occurs(part) and not self._names.has(part) for part in word.parts
        )

    def _is_meant(self, variant: NameVariant, word: _Word, words: Sequence[_Word]) -> bool:
        """Whether a variant is what the reader may mean by a word.

        An initial stands for a given name beside a surname, and both are typed as names are:
        «с» is a preposition far more often. The last word of a name is never abbreviated.
        An ordinary word beside a name may be a part of it, but no name that sounds like it.
        """
        if variant.via is Via.TYPO and not self._typos:
            return False
        if word.is_ordinary and variant.via in {Via.SIMILAR, Via.TYPO}:
            return variant.needs_company or variant.end - variant.start > 1
        is_initial = all(len(form) == 1 for form in variant.slots[0]) and len(word.parts[0]) > 1
        return not is_initial or (
            word is not words[-1] and all(each.is_capitalised for each in words)
        )


def _misreadings(parts: Sequence[str]) -> list[Reading]:
    """A reading for forms that may be misprints of a word long enough to be told."""
    edits = allowed_edits(parts[0]) if len(parts) == 1 else 0
    key = Key(parts[0], exact=True, edits=edits) if edits else None
    return [Reading(((key,),), Via.TYPO)] if key else []


class _Word:
    """A word of a query while it is being read.

    Attributes:
        is_capitalised: whether it is typed as a name is.
        is_function_word: whether it only holds the query together; «И.» is an initial.
        parts: its surface forms: one, or the parts of a hyphenated word.
        readings: ways to find it.
        optional: whether a name is complete without it.
        is_ordinary: whether it is no name by itself.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.is_capitalised = text[:1].isupper()
        self.readings = _readings(tokens) if tokens else []
        self.parts = [token.exact for token in tokens if not _is_whole(token, tokens)]
        self.optional = False
        self.is_ordinary = False
        is_initial = len(text.rstrip(".")) == 1 and text[:1].isupper()
        self.is_function_word = (
            len(self.parts) == 1 and not is_initial and is_function_word(self.parts[0])
        )


def _spellings(parts: Sequence[str], start: int, variants: Sequence[NameVariant]) -> list[Reading]:
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


def _field(node: Query) -> str:
    """The field of the query language that a leaf names."""
    return str(node.field()).lower()


def _readings(tokens: Sequence[Token], slop: int = 1) -> list[Reading]:
    """The word or phrase as typed, and with its word forms.

    A token that reaches over the next position is a whole of which parts follow: the whole is
    a reading of its own if it is all there is.
    """
    slots: dict[int, list[Token]] = {}
    for token in tokens:
        slots.setdefault(token.position, []).append(token)
    sequence = [
        [token for token in stacked if not _is_whole(token, tokens)] or stacked
        for _, stacked in sorted(slots.items())
    ]
    paths = [sequence]
    wholes = [token for token in tokens if _is_whole(token, tokens)]
    if len(sequence) > 1 and len(wholes) == 1 and wholes[0].end >= tokens[-1].end:
        paths.append([wholes])
    return [
        Reading(tuple(_keys(slot, exact=exact) for slot in path), via, slop)
        for exact, via in ((True, Via.EXACT), (False, Via.FORM))
        for path in paths
    ]


def _keys(slot: Sequence[Token], *, exact: bool) -> tuple[Key, ...]:
    terms = (
        (token.exact for token in slot) if exact else (term for each in slot for term in each.terms)
    )
    return tuple(Key(term, exact) for term in dict.fromkeys(terms))


def _is_whole(token: Token, tokens: Sequence[Token]) -> bool:
    return any(other.position > token.position and other.start < token.end for other in tokens)
