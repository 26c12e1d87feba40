"""A query, planned: its tree with clauses at the leaves, asked for step by step.

The kinds of match are strict tiers: a hit belongs to the tier of its weakest needed word. So the
plan can be cut at any kind: ``engine_query(Via.FORM)`` finds the documents in which every word
stands in some form, and no spelling variant counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from whoosh.query import And, Every, Not, NullQuery, Or, Query, Term

from archsearch.analysis import Via
from archsearch.search.clause import TIERS, Clause, Pattern
from archsearch.search.conditions import Filter
from archsearch.search.queries import Queries, all_of, either, near
from archsearch.search.selection import Sort
from archsearch.search.sought import Sought

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from archsearch.search.expand import Expander, Leaf

    Combine = Callable[[list[Query]], Query]

#: A name of so many words is found by two thirds of them.
LEAST_WORDS_OF_LONG_NAME = 3
#: A longer run of capitalised words is a heading; its combinations would be many.
MOST_WORDS_OF_NAME = 6
#: Share of a long name's words that must stand near each other.
NEEDED_SHARE = 2 / 3


class Need(Enum):
    """How many of the words that a query asks for a document must have."""

    ALL = "all of them"
    MOST_OF_NAMES = "two thirds of each long name, near each other"
    ANY = "any of them"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked of the engine, and what will be marked.

    Attributes:
        tree: Whoosh's tree of the query as typed.
        leaves: what each of its leaves stands for.
        clauses: the clauses and patterns that a hit may match, in the order of the query;
            what is negated isn't among them, nor a function word beside other words.
        queries: makes the engine's queries for them.
    """

    tree: Query
    leaves: Mapping[Query, Leaf]
    clauses: tuple[Clause | Pattern, ...]
    queries: Queries

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked that could be looked for."""
        return not any(leaf is not None for leaf in self.leaves.values())

    @property
    def words(self) -> tuple[Clause, ...]:
        """Its clauses, without patterns."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Clause))

    @property
    def sought(self) -> Sought:
        """Its clauses, to be marked."""
        return Sought(self.clauses, [self.queries.fields(each) for each in self.clauses])

    @property
    def tiers(self) -> tuple[Via, ...]:
        """The kinds of match that any clause has, strongest first; at least one."""
        present = {reading.via for clause in self.words for reading in clause.readings}
        return tuple(via for via in TIERS if via in present) or (Via.EXACT,)

    @property
    def has_long_name(self) -> bool:
        """Whether some of its words are a name of which a part may do."""
        return any(self._is_long_name(run) for run, negated in runs(self.tree) if not negated)

    @property
    def natural_order(self) -> Sort:
        """The order of its hits where the reader chose none: a fond is listed by its files."""
        orders = [each.order for each in self.filters]
        return orders[0] if orders and not self.clauses else Sort.RELEVANCE

    @property
    def filters(self) -> tuple[Filter, ...]:
        """Its conditions, negated ones too."""
        return tuple(leaf for leaf in self.leaves.values() if isinstance(leaf, Filter))

    @property
    def notices(self) -> tuple[str, ...]:
        """What couldn't be understood."""
        return tuple(each.notice for each in self.filters if each.notice)

    @property
    def left_out(self) -> int:
        """How many spelling variants were cut at the cap."""
        return sum(clause.left_out for clause in self.words)

    def engine_query(self, weakest: Via, need: Need = Need.ALL) -> Query:
        """The engine's query for kinds of match down to `weakest`."""
        return self._translate(self.tree, weakest, need) or NullQuery

    def _translate(self, node: Query, weakest: Via, need: Need) -> Query | None:
        """The engine's query for a node; None for one that says nothing."""
        if isinstance(node, And):
            return self._all(node, weakest, need)
        if isinstance(node, Or):
            parts = [self._translate(child, weakest, need) for child in node]
            return _combined(either, parts)
        if isinstance(node, Not):
            inner = self._translate(node.query, TIERS[-1], Need.ALL)
            return None if inner is None else all_of([Every(), Not(inner)])
        return self._leaf(self.leaves.get(node), weakest)

    def _all(self, node: And, weakest: Via, need: Need) -> Query | None:
        """A conjunction; filters and exclusions hold however many of the words are needed."""
        conditions: list[Query | None] = []
        words: list[Query | None] = []
        fillers: list[Query | None] = []
        for run in _adjacent(node):
            if need is Need.MOST_OF_NAMES and self._is_long_name(run):
                words.append(self._most_of(run, weakest))
                continue
            for child in run:
                leaf = self.leaves.get(child)
                kept = words
                if isinstance(child, Not) or isinstance(leaf, Filter):
                    kept = conditions
                elif isinstance(leaf, Clause) and leaf.function_word:
                    kept = fillers
                kept.append(self._translate(child, weakest, need))
        wanted = _combined(either if need is Need.ANY else all_of, words or fillers)
        return _combined(all_of, [wanted, *conditions])

    def _is_long_name(self, run: Sequence[Query]) -> bool:
        """Whether words look like a name of which a part may do."""
        clauses = self._clauses_of(run)
        if not 2 <= len(clauses) == len(run) <= MOST_WORDS_OF_NAME:
            return False
        required = [clause for clause in clauses if not clause.optional]
        if len(required) < len(clauses):
            return bool(required)
        return len(run) >= LEAST_WORDS_OF_LONG_NAME and all(
            isinstance(node, Term) and node.text[:1].isupper() for node in run
        )

    def _clauses_of(self, run: Sequence[Query]) -> list[Clause]:
        return [leaf for node in run if isinstance(leaf := self.leaves.get(node), Clause)]

    def _most_of(self, run: Sequence[Query], weakest: Via) -> Query | None:
        """A name without its optional words, else two thirds of it; near, in either direction."""
        clauses = self._clauses_of(run)
        required = [clause for clause in clauses if not clause.optional]
        if len(required) == len(clauses):
            choices = list(combinations(clauses, round(len(clauses) * NEEDED_SHARE)))
        else:
            choices = [tuple(required)]
        orders = [order for chosen in choices for order in (chosen, chosen[::-1])]
        parts = []
        for order in dict.fromkeys(orders):
            for field in clauses[0].fields:
                found = [self.queries.words(field, clause, weakest) for clause in order]
                words = [each for each in found if each is not None]
                if len(words) == len(found):
                    parts.append(near(words))
        return either(parts) if parts else NullQuery

    def _leaf(self, leaf: Leaf, weakest: Via) -> Query | None:
        if isinstance(leaf, Clause):
            return self.queries.clause(leaf, weakest, self._neighbours(leaf))
        return None if leaf is None else self.queries.plain(leaf)

    def _neighbours(self, clause: Clause) -> list[Clause]:
        """The clauses beside one: the parts of a name stand together in a query too."""
        if clause not in self.words:
            return []
        at = self.words.index(clause)
        return [*self.words[max(0, at - 1) : at], *self.words[at + 1 : at + 2]]


def make_plan(tree: Query, expander: Expander, queries: Queries) -> Plan:
    """Plan a parsed query."""
    leaves: dict[Query, Leaf] = {}
    for run, _ in runs(tree):
        leaves.update(zip(run, expander.leaves(run), strict=True))
    wanted = (leaves[node] for run, negated in runs(tree) if not negated for node in run)
    clauses = tuple(dict.fromkeys(leaf for leaf in wanted if isinstance(leaf, Clause | Pattern)))
    telling = tuple(each for each in clauses if isinstance(each, Pattern) or not each.function_word)
    return Plan(tree, leaves, telling or clauses, queries)


def runs(node: Query, *, negated: bool = False) -> Iterator[tuple[list[Query], bool]]:
    """The leaves below a node, and whether they stand under a NOT.

    Words of one field that follow each other and are all needed come as one run.
    """
    if isinstance(node, And):
        for run in _adjacent(node):
            if isinstance(run[0], Term):
                yield run, negated
            else:
                yield from runs(run[0], negated=negated)
    elif isinstance(node, Or):
        for child in node:
            yield from runs(child, negated=negated)
    elif isinstance(node, Not):
        yield from runs(node.query, negated=not negated)
    else:
        yield [node], negated


def _adjacent(node: And) -> Iterator[list[Query]]:
    """The children of a conjunction, adjacent words of one field together."""
    for field, children in groupby(node, lambda child: isinstance(child, Term) and child.field()):
        if field:
            yield list(children)
        else:
            yield from ([child] for child in children)


def _combined(combine: Combine, parts: Sequence[Query | None]) -> Query | None:
    """The parts that say something, combined; None if none does."""
    said = [part for part in parts if part is not None]
    return combine(said) if said else None
