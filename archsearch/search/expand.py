"""The leaves of a query tree → clauses: words analysed, names expanded, filters recognised."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from whoosh.query import Every, FuzzyTerm, Phrase, Prefix, Term, Wildcard

from archsearch.analysis import Via, fold, is_function_word
from archsearch.analysis.names import expand_name
from archsearch.indexing import fields
from archsearch.search.clause import Clause, Pattern
from archsearch.search.conditions import Filter, condition
from archsearch.search.parse import ANYWHERE, VALUE_FIELDS, Letters, field_of
from archsearch.search.readings import is_whole, misreadings, readings, spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from whoosh.query import Query

    from archsearch.analysis import Analyzer, Token
    from archsearch.analysis.names import Authorities, NameTable, NameVariant
    from archsearch.search.conditions import Values

#: Fields of the index by field of the query language.
INDEX_FIELDS = {
    ANYWHERE: fields.FIELDS,
    "title": ("title",),
    "person": ("people",),
    "place": ("places",),
    "subject": ("subjects",),
    "repository": ("repositories",),
}
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
        values: Values,
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
            values: gives the values that a keyword has in the index.
            variants: whether names find their other spellings.
            typos: whether words that don't occur find forms of which they may be misprints.
        """
        self._analyzer = analyzer
        self._names = names
        self._authorities = authorities
        self._occurs = occurs
        self._values = values
        self._variants = variants
        self._typos = typos

    def with_typos(self) -> Expander:
        """An expander that also takes misprints."""
        return Expander(
            self._analyzer,
            self._names,
            self._authorities,
            self._occurs,
            self._values,
            variants=self._variants,
            typos=True,
        )

    def leaves(self, run: Sequence[Query]) -> list[Leaf]:
        """What adjacent leaves of the tree stand for; None for one that holds no word («—»)."""
        words = [node for node in run if isinstance(node, Term)]
        return self._words(words) if words else [self._leaf(node) for node in run]

    def _leaf(self, node: Query) -> Leaf:
        field = field_of(node)
        if isinstance(node, Phrase):
            return self._phrase(node, INDEX_FIELDS.get(field, fields.FIELDS))
        if isinstance(node, Every):
            return Filter(Every())
        if isinstance(node, FuzzyTerm):
            return self._fuzzy(node, INDEX_FIELDS.get(field, fields.FIELDS))
        if not isinstance(node, Prefix | Wildcard) or field not in INDEX_FIELDS:
            return None
        pattern = fold(node.text) + ("*" if isinstance(node, Prefix) else "")
        return Pattern(node.text.casefold(), INDEX_FIELDS[field], pattern, node.boost)

    def _words(self, nodes: Sequence[Term]) -> list[Leaf]:
        """What adjacent words of one field stand for; together they may be a name.

        A spelling that covers two of them ("Ali Khan" written "Alikhan") counts for each.
        """
        field = field_of(nodes[0])
        if field in VALUE_FIELDS:
            return [self._value(field, node) for node in nodes]
        words = [_Word(node.text, self._analyzer.tokens(node.text, UNDETERMINED)) for node in nodes]
        left_out = 0
        for is_filler, run in groupby(words, key=lambda word: word.is_function_word):
            if self._variants and not is_filler:
                left_out += self._add_spellings(list(run))
        if self._typos:
            for word in words:
                if not any(map(self._occurs, word.parts)):
                    word.readings += misreadings(word.parts)
        leaves: list[Leaf] = []
        for node, word in zip(nodes, words, strict=True):
            text, found = node.text.casefold(), tuple(word.readings)
            clause = Clause(
                text,
                INDEX_FIELDS[field],
                found,
                node.boost,
                left_out,
                optional=word.optional,
                function_word=word.is_function_word,
            )
            leaves.append(clause if found else None)
            left_out = 0
        return leaves

    def _phrase(self, node: Phrase, index_fields: tuple[str, ...]) -> Leaf:
        text = " ".join(node.words)
        tokens = self._analyzer.tokens(text, UNDETERMINED)
        if not tokens:
            return None
        kinds = (Via.EXACT,) if isinstance(node, Letters) else (Via.EXACT, Via.FORM)
        found = readings(tokens, slop=node.slop, kinds=kinds)
        return Clause(text.casefold(), index_fields, tuple(found), node.boost)

    def _fuzzy(self, node: FuzzyTerm, index_fields: tuple[str, ...]) -> Leaf:
        """``word~``: the word, its forms, and forms that may be misprints of it."""
        tokens = self._analyzer.tokens(node.text, UNDETERMINED)
        if not tokens:
            return None
        found = readings(tokens) + misreadings([token.exact for token in tokens])
        return Clause(node.text.casefold(), index_fields, tuple(found), node.boost)

    def _value(self, field: str, node: Term) -> Leaf:
        """A date, a code, a language; a code of no known form is looked for by its words."""
        found = condition(field, node.text, self._values)
        if found is not None:
            return found
        tokens = self._analyzer.tokens(node.text, UNDETERMINED)
        if not tokens:
            return None
        return Clause(node.text.casefold(), ("reference",), tuple(readings(tokens)), node.boost)

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
            word.readings += spellings(word.parts, start, meant)
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
        self.readings = readings(tokens) if tokens else []
        self.parts = [token.exact for token in tokens if not is_whole(token, tokens)]
        self.optional = False
        self.is_ordinary = False
        is_initial = len(text.rstrip(".")) == 1 and text[:1].isupper()
        self.is_function_word = (
            len(self.parts) == 1 and not is_initial and is_function_word(self.parts[0])
        )
