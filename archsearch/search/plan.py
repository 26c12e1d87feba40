"""A query, planned: its tree with clauses at the leaves, asked for tier by tier.

The kinds of match are strict tiers: a hit belongs to the tier of its weakest needed word. So the
plan can be cut at any kind: `engine_query(Via.FORM)` finds the documents in which every word
stands in some form, and no spelling variant counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from whoosh.query import And, Every, Not, NullQuery, Or, Query, Term

from archsearch.analysis import Via
from archsearch.search.clause import TIERS, Clause, Pattern, all_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archsearch.search.expand import Expander, Leaf


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked of the engine, and what will be marked.

    Attributes:
        tree: Whoosh's tree of the query as typed.
        leaves: what each of its leaves stands for.
        clauses: the clauses and patterns that a hit may match, in the order of the query:
            what is negated isn't among them.
    """

    tree: Query
    leaves: Mapping[Query, Leaf]
    clauses: tuple[Clause | Pattern, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked that could be looked for."""
        return not any(leaf is not None for leaf in self.leaves.values())

    @property
    def tiers(self) -> tuple[Via, ...]:
        """The kinds of match that any clause has, strongest first; at least one."""
        present = {
            reading.via
            for clause in self.clauses
            if isinstance(clause, Clause)
            for reading in clause.readings
        }
        return tuple(via for via in TIERS if via in present) or (Via.EXACT,)

    @property
    def left_out(self) -> int:
        """How many spelling variants were cut at the cap."""
        return sum(clause.left_out for clause in self.clauses if isinstance(clause, Clause))

    def engine_query(self, weakest: Via, *, any_word: bool = False) -> Query:
        """The engine's query for kinds of match down to `weakest`.

        Args:
            weakest: the weakest kind that counts.
            any_word: take the words as alternatives, not as all needed.
        """
        return self._translate(self.tree, weakest, any_word) or NullQuery

    def _translate(self, node: Query, weakest: Via, any_word: bool) -> Query | None:  # noqa: FBT001 - private, passed on
        """The engine's query for a node; None for one that says nothing."""
        if isinstance(node, And | Or):
            parts = [self._translate(child, weakest, any_word) for child in node]
            queries = [part for part in parts if part is not None]
            return self._combine(node, queries, any_word=any_word) if queries else None
        if isinstance(node, Not):
            inner = self._translate(node.query, TIERS[-1], any_word)
            return None if inner is None else all_of([Every(), Not(inner)])
        leaf = self.leaves.get(node)
        if isinstance(leaf, Clause):
            return leaf.query(weakest, in_company=len(self.clauses) > 1)
        return None if leaf is None else leaf.query()

    @staticmethod
    def _combine(node: Query, queries: list[Query], *, any_word: bool) -> Query:
        if isinstance(node, And) and not any_word:
            return all_of(queries)
        return queries[0] if len(queries) == 1 else Or(queries)


def make_plan(tree: Query, expander: Expander) -> Plan:
    """Plan a parsed query."""
    leaves: dict[Query, Leaf] = {}
    for run, _ in _runs(tree):
        leaves.update(zip(run, expander.leaves(run), strict=True))
    wanted = (leaves[node] for run, negated in _runs(tree) if not negated for node in run)
    clauses = tuple(dict.fromkeys(leaf for leaf in wanted if isinstance(leaf, Clause | Pattern)))
    return Plan(tree, leaves, clauses)


def _runs(node: Query, *, negated: bool = False) -> Iterator[tuple[list[Query], bool]]:
    """The leaves below a node, and whether they stand under a NOT.

    Words of one field that follow each other and are all needed come as one run.
    """
    if isinstance(node, And):
        for field, children in groupby(
            node, lambda child: isinstance(child, Term) and child.field()
        ):
            if field:
                yield list(children), negated
            else:
                for child in children:
                    yield from _runs(child, negated=negated)
    elif isinstance(node, Or):
        for child in node:
            yield from _runs(child, negated=negated)
    elif isinstance(node, Not):
        yield from _runs(node.query, negated=not negated)
    else:
        yield [node], negated
