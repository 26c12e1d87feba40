"""What an expansion is made of: the surface forms that a word of a query stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.analysis.via import Via


@dataclass(frozen=True, slots=True)
class Variant:
    """One surface form of the holdings that stands for a word of a query.

    Attributes:
        form: folded surface form; it is in the vocabulary that the table was built from.
        via: how it belongs to the word.
        weight: how sure it is, in (0, 1]; falls from one variant of a kind to the next.
        needs_company: too short or too far off to count alone («тюря» for "Tore"): it counts
            only in a document where another word of the query matches as well, near it.
    """

    form: str
    via: Via
    weight: float
    needs_company: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """The variants of one word, best first.

    Attributes:
        variants: at most as many as were asked for; sorted by kind, then by falling weight.
        left_out: how many further ones the limit cut.
    """

    variants: tuple[Variant, ...] = ()
    left_out: int = 0
