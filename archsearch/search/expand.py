"""The leaves of a query tree → clauses: words analysed, names expanded, filters recognised."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from whoosh.query import Every, FuzzyTerm, Phrase, Prefix, Term, Wildcard

from archsearch.analysis import Via, fold
from archsearch.indexing import fields
from archsearch.search.clause import Clause, Pattern
from archsearch.search.conditions import Filter, condition
from archsearch.search.parse import ANYWHERE, VALUE_FIELDS, Letters, field_of
from archsearch.search.readings import misreadings, readings, spellings, translations
from archsearch.search.word import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from whoosh.query import Query

    from archsearch.analysis import Analyzer
    from archsearch.analysis.names import NameExpansion, NameTable, NameVariant
    from archsearch.parallel import Lexicon
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
#: The same where the reader asks for all of them; beyond it a word would be half the vocabulary.
ALL_VARIANTS = 1000
#: Language of a query's words: their script decides.
UNDETERMINED = "und"

Leaf = Clause | Pattern | Filter | None


class Expander:
    """Turns the words of a query into what the index can be asked for."""

    def __init__(
        self,
        analyzer: Analyzer,
        names: NameTable,
        spellings_of: Callable[[tuple[str, ...], int], NameExpansion],
        *,
        occurs: Callable[[str], bool],
        values: Values,
        lexicon: Lexicon | None,
        variants: bool,
        exact: bool = False,
        limit: int = MAX_VARIANTS,
        typos: bool = False,
    ) -> None:
        """Prepare to expand.

        Args:
            analyzer: what the index was built with.
            names: the names of the index.
            spellings_of: expands the folded words of a name, so many spellings of each at most.
            occurs: tells the folded surface forms that the index has.
            values: gives the values that a keyword has in the index.
            lexicon: what words find in the other language; None where that isn't wanted.
            variants: whether names find their other spellings.
            exact: whether nothing but the letters as typed counts.
            limit: spellings of one word at most.
            typos: whether words that don't occur find forms of which they may be misprints.
        """
        self._analyzer = analyzer
        self._names = names
        self._spellings_of = spellings_of
        self._occurs = occurs
        self._values = values
        self._lexicon = lexicon
        self._variants = variants
        self._exact = exact
        self._limit = limit
        self._typos = typos

    def with_typos(self) -> Expander:
        """An expander that also takes misprints."""
        return Expander(
            self._analyzer,
            self._names,
            self._spellings_of,
            occurs=self._occurs,
            values=self._values,
            lexicon=self._lexicon,
            variants=self._variants,
            exact=self._exact,
            limit=self._limit,
            typos=True,
        )

    def leaves(self, run: Sequence[Query]) -> list[Leaf]:
        """What adjacent leaves of the tree stand for; None for one that holds no word («—»)."""
        words = [node for node in run if isinstance(node, Term)]
        found = self._words(words) if words else [self._leaf(node) for node in run]
        return [_as_typed(leaf) for leaf in found] if self._exact else found

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
        words, left_out = self._read(nodes)
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

    def _read(self, nodes: Sequence[Term]) -> tuple[list[Word], int]:
        """Adjacent words with every reading, and how many spellings were cut."""
        words = [Word(node.text, self._analyzer.tokens(node.text, UNDETERMINED)) for node in nodes]
        left_out = 0
        for is_filler, run in groupby(words, key=lambda word: word.is_function_word):
            if self._variants and not is_filler:
                left_out += self._add_spellings(list(run))
        for word in words:
            if self._lexicon is not None and not word.is_function_word:
                word.readings += translations(word.tokens, self._lexicon)
            if self._typos and not any(map(self._occurs, word.parts)):
                word.readings += misreadings(word.parts)
        return words, left_out

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

    def _add_spellings(self, words: Sequence[Word]) -> int:
        """Add the readings of names' other spellings; return how many spellings were cut."""
        for word in words:
            word.is_ordinary = self._is_ordinary(word)
        parts = [part for word in words for part in word.parts]
        if not parts or all(word.is_ordinary for word in words):
            return 0
        expansion = self._spellings_of(tuple(parts), self._limit)
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

    def _is_ordinary(self, word: Word) -> bool:
        """Whether a word is typed as no name is, and stands in the holdings, never as a name."""
        return not word.is_capitalised and all(
            self._occurs(part) and not self._names.has(part) for part in word.parts
        )

    def _is_meant(self, variant: NameVariant, word: Word, words: Sequence[Word]) -> bool:
        """Whether a variant is what the reader may mean by a word.

        An initial stands for a given name beside a surname, and both are typed as names are:
        «с» is a preposition far more often. The last word of a name is never abbreviated.
        An ordinary word beside a name may be a part of it, but no name that sounds like it.
        """
        if variant.via is Via.TYPO and not self._typos:
            return False
        is_initial = all(len(form) == 1 for form in variant.slots[0]) and len(word.parts[0]) > 1
        if is_initial and (word is words[-1] or not all(each.is_capitalised for each in words)):
            return False
        if word.is_ordinary and variant.via in {Via.SIMILAR, Via.TYPO}:
            return variant.needs_company or variant.end - variant.start > 1
        return True


def _as_typed(leaf: Leaf) -> Leaf:
    """A clause in which the letters as typed count alone."""
    if not isinstance(leaf, Clause):
        return leaf
    return replace(
        leaf,
        readings=tuple(each for each in leaf.readings if each.via is Via.EXACT),
        optional=False,
    )
