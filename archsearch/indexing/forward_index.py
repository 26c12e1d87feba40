"""The tokens of one text, by number of a local form: what the marks of a hit are found from."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from archsearch.analysis.row import begins, ranges
from archsearch.indexing.packing import (
    by_appearance,
    order_of,
    pack_array,
    unpack_array,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from archsearch.analysis import Columns, Token


class TokenTable(NamedTuple):
    """The numbers of a forward index, all int32.

    Attributes:
        counts: (t,) how many of the forms each term has.
        owners: (sum of counts,) index into the forms: those of the first term, of the second …
        tokens: (n,) index into the forms for each token, in order.
        positions, starts, ends: (n,) as in `archsearch.analysis.Columns`.
    """

    counts: NDArray[np.int32]
    owners: NDArray[np.int32]
    tokens: NDArray[np.int32]
    positions: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


@dataclass(frozen=True)
class ForwardIndex:
    """The tokens of one text, by number of a local form.

    Attributes:
        forms: (f,) folded surface forms that occur in the text; equal ones stand together.
        terms: (t,) distinct terms that the forms are indexed under.
        unpacked: gives the numbers; in most texts nothing is found, and they stay packed.
    """

    forms: tuple[str, ...]
    terms: tuple[str, ...]
    unpacked: Callable[[], TokenTable]

    @cached_property
    def table(self) -> TokenTable:
        """The numbers."""
        return self.unpacked()

    @classmethod
    def of(cls, columns: Columns) -> ForwardIndex:
        """Take it from the columns of an analysed text.

        A form may stand for different terms in different places (initials, old spelling); each
        combination is a local form of its own.
        """
        strings = columns.vocabulary.strings
        # Numbered by the text alone, so that no vocabulary shows in the record.
        exact_ids, exact = by_appearance(columns.exact)
        term_ids, numbers = by_appearance(columns.terms)
        columns = dataclasses.replace(columns, exact=exact, terms=numbers)
        kinds = _kinds(columns)
        by_kind = np.argsort(kinds)
        new = begins(kinds[by_kind])
        # One token of each kind; which one doesn't matter.
        shown = by_kind[new]
        tokens = np.empty(kinds.size, np.int32)
        tokens[by_kind] = np.cumsum(new, dtype=np.int32) - np.int32(1)
        sizes = np.diff(columns.offsets)[shown]
        stacked = columns.terms[ranges(columns.offsets[shown], sizes)]
        order = order_of(stacked)
        first = np.flatnonzero(begins(stacked[order]))
        terms, counts = stacked[order[first]], np.diff(first, append=stacked.size)
        table = TokenTable(
            counts=counts.astype(np.int32),
            owners=np.repeat(np.arange(shown.size, dtype=np.int32), sizes)[order],
            tokens=tokens,
            positions=columns.positions,
            starts=columns.starts,
            ends=columns.ends,
        )
        return cls(
            forms=tuple(map(strings.__getitem__, exact_ids[columns.exact[shown]].tolist())),
            terms=tuple(map(strings.__getitem__, term_ids[terms].tolist())),
            unpacked=lambda: table,
        )

    @classmethod
    def of_tokens(cls, tokens: Sequence[Token]) -> ForwardIndex:
        """The same from the tokens of an analysed text, faster where there are few."""
        kinds = sorted({(token.exact, token.terms) for token in tokens})
        numbers = {kind: number for number, kind in enumerate(kinds)}
        owners: dict[str, list[int]] = {}
        for number, (_, terms) in enumerate(kinds):
            for term in terms:
                owners.setdefault(term, []).append(number)
        table = TokenTable(
            counts=np.array(list(map(len, owners.values())), np.int32),
            owners=np.array(list(chain.from_iterable(owners.values())), np.int32),
            tokens=np.array([numbers[token.exact, token.terms] for token in tokens], np.int32),
            positions=np.array([token.position for token in tokens], np.int32),
            starts=np.array([token.start for token in tokens], np.int32),
            ends=np.array([token.end for token in tokens], np.int32),
        )
        return cls(tuple(exact for exact, _ in kinds), tuple(owners), lambda: table)

    def with_forms(self, wanted: AbstractSet[str]) -> list[tuple[int, str]]:
        """Numbers of the local forms that are one of these surface forms, each with its form."""
        return _among(self.forms, wanted)

    def with_terms(self, wanted: AbstractSet[str]) -> list[tuple[int, str]]:
        """Numbers of the local forms that are indexed under one of these terms, each with it."""
        return [
            (form, term)
            for place, term in _among(self.terms, wanted)
            for form in self._owned(place)
        ]

    def tokens_of(self, forms: Sequence[int]) -> NDArray[np.intp]:
        """Numbers of the tokens that are one of these local forms, rising."""
        accepted = np.zeros(len(self.forms), np.bool_)
        accepted[forms] = True
        return np.flatnonzero(accepted[self.table.tokens])

    def occurrences(self) -> Iterator[tuple[str, int]]:
        """Each term with how many of the tokens are indexed under it."""
        times = np.bincount(self.table.tokens, minlength=len(self.forms))[self.table.owners]
        starts = np.cumsum(self.table.counts) - self.table.counts
        summed = np.add.reduceat(times, starts) if starts.size else times
        return zip(self.terms, summed.tolist(), strict=True)

    def _owned(self, place: int) -> list[int]:
        end = int(self.table.counts[: place + 1].sum())
        owned: list[int] = self.table.owners[end - int(self.table.counts[place]) : end].tolist()
        return owned

    def pack(self) -> dict[str, Any]:
        """As MessagePack can hold it; numbers as differences, which compress well."""
        return {
            "forms": "\n".join(self.forms),
            "terms": "\n".join(self.terms),
            "counts": pack_array(self.table.counts),
            "owners": pack_array(self.table.owners),
            "tokens": pack_array(self.table.tokens),
            "positions": pack_array(np.diff(self.table.positions, prepend=0)),
            "starts": pack_array(np.diff(self.table.starts, prepend=0)),
            "lengths": pack_array(self.table.ends - self.table.starts),
        }

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> ForwardIndex:
        """The inverse of `pack`."""
        forms, terms = packed["forms"], packed["terms"]
        return cls(
            forms=tuple(forms.split("\n")) if forms else (),
            terms=tuple(terms.split("\n")) if terms else (),
            unpacked=lambda: _unpack_table(packed),
        )


def _unpack_table(packed: Mapping[str, Any]) -> TokenTable:
    starts = np.cumsum(unpack_array(packed["starts"]), dtype=np.int32)
    return TokenTable(
        counts=unpack_array(packed["counts"]),
        owners=unpack_array(packed["owners"]),
        tokens=unpack_array(packed["tokens"]),
        positions=np.cumsum(unpack_array(packed["positions"]), dtype=np.int32),
        starts=starts,
        ends=starts + unpack_array(packed["lengths"]),
    )


def _among(strings: Sequence[str], wanted: AbstractSet[str]) -> list[tuple[int, str]]:
    """The places of those strings that are wanted."""
    if wanted.isdisjoint(strings):
        # So it is with most texts, and this is the fastest way to tell.
        return []
    return [(place, string) for place, string in enumerate(strings) if string in wanted]


#: Shifts and multipliers of the finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable
#: Pseudorandom Number Generators", OOPSLA 2014); a sum of plain multiples would collide.
_MIXING = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1))
_PLACE_BITS = 8


def _kinds(columns: Columns) -> NDArray[np.int64]:
    """(n,) equal numbers for tokens of one form that stand for the same terms.

    The form in the upper half, a hash of its stacked terms in the lower: two stacks of one form
    would have to collide in 32 bits to be confused.
    """
    if not columns.exact.size:
        return np.zeros(0, np.int64)
    place = np.arange(columns.terms.size) - np.repeat(
        columns.offsets[:-1], np.diff(columns.offsets)
    )
    hashed = (columns.terms.astype(np.uint64) << np.uint64(_PLACE_BITS)) + place.astype(np.uint64)
    for shift, multiplier in _MIXING:
        hashed ^= hashed >> np.uint64(shift)
        hashed *= np.uint64(multiplier)
    stacks = (np.add.reduceat(hashed, columns.offsets[:-1]) & np.uint64(0xFFFFFFFF)).astype(
        np.int64
    )
    kinds: NDArray[np.int64] = (columns.exact.astype(np.int64) << 32) | stacks
    return kinds
