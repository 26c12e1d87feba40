"""Whole names: which adjacent words of a query stand for which sequences of forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.analysis.names.table import NameTable
    from archsearch.analysis.via import Via

#: Variants of one word or of two joined words of a name.
DEFAULT_LIMIT = 50


@dataclass(frozen=True, slots=True)
class NameVariant:
    """One way in which adjacent words of a query stand in the holdings.

    Attributes:
        start, end: the query's words ``[start, end)`` that it stands for.
        forms: folded surface forms, to be found next to each other in this order; one form for
            a plain variant or for two words written as one, two for one word written as two.
        via: the kind of match.
        weight: how sure it is, in (0, 1].
        needs_company: it counts only near a match of another word of the query.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    via: Via
    weight: float
    needs_company: bool = False


@dataclass(frozen=True, slots=True)
class NameExpansion:
    """What the words of a name stand for.

    The search layer ORs the variants that cover a word, and asks for at least two thirds of the
    words near each other in one version; a variant that covers several words matches them all.

    Attributes:
        words: how many words were expanded.
        variants: best first within each span.
        left_out: how many variants the limit cut.
    """

    words: int
    variants: tuple[NameVariant, ...]
    left_out: int = 0


def expand_name(
    table: NameTable, words: Sequence[str], *, limit: int = DEFAULT_LIMIT
) -> NameExpansion:
    """Expand each word of a name, and adjacent words joined.

    Args:
        table: the names of the holdings.
        words: folded words of the query, in order.
        limit: variants of each word.
    """
    variants: list[NameVariant] = []
    left_out = 0
    spans = [(at, at + 1) for at in range(len(words))]
    spans += [(at, at + 2) for at in range(len(words) - 1)]
    for start, end in spans:
        expansion = table.expand("".join(words[start:end]), limit=limit)
        left_out += expansion.left_out
        variants += [
            NameVariant(start, end, (each.form,), each.via, each.weight, each.needs_company)
            for each in expansion.variants
        ]
    return NameExpansion(len(words), tuple(variants), left_out)
