"""Which tokens of a document match a query, from its forward index alone.

The clauses are taken apart once; each text then costs one look at its forms and terms, and what
matched is worked out among the few tokens that were found.
"""

from __future__ import annotations

from bisect import bisect
from fnmatch import fnmatchcase
from itertools import compress, groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from archsearch.analysis.typo import is_typo_of
from archsearch.search.clause import COMPANY_DISTANCE, TIERS, Pattern, tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from archsearch.analysis import Via
    from archsearch.indexing.forward_index import ForwardIndex
    from archsearch.search.clause import Clause, Reading


class Mark(NamedTuple):
    """One matched token.

    Attributes:
        start, end: characters ``[start, end)`` of the version's text.
        position: the token's position.
        clause: number of the clause that it matches.
        via: the strongest kind in which it matches.
    """

    start: int
    end: int
    position: int
    clause: int
    via: Via


class _Way(NamedTuple):
    """One reading of a clause.

    Attributes:
        clause: number of the clause.
        rank: tier of the kind of match.
        needs_company: it counts only where another clause matches too.
        slots: numbers of its slots.
        slop: the greatest distance from one slot's position to the next.
    """

    clause: int
    rank: int
    needs_company: bool
    slots: tuple[int, ...]
    slop: int


class _Found(NamedTuple):
    """A token that stands in a complete occurrence of a reading."""

    rank: int
    token: int
    clause: int


class Marker:
    """Clauses, taken apart to be looked for in any number of texts. Immutable."""

    def __init__(self, clauses: Iterable[tuple[int, Clause | Pattern]]) -> None:
        """Take numbered clauses."""
        self._ways: list[_Way] = []
        self._forms: dict[str, list[int]] = {}
        self._terms: dict[str, list[int]] = {}
        #: What no dictionary tells: it is compared with every form of a text.
        self._patterns: list[tuple[str, int]] = []
        self._misread: list[tuple[str, int]] = []
        self._slots = 0
        for number, clause in clauses:
            if isinstance(clause, Pattern):
                self._patterns.append((clause.pattern, self._slots))
                self._ways.append(_Way(number, 0, needs_company=False, slots=self._more(1), slop=1))
            else:
                self._ways += [self._way(number, reading) for reading in clause.readings]
        #: Number of the way that each slot belongs to.
        self._way_of = [number for number, way in enumerate(self._ways) for _ in way.slots]

    def _more(self, slots: int) -> tuple[int, ...]:
        self._slots += slots
        return tuple(range(self._slots - slots, self._slots))

    def _way(self, number: int, reading: Reading) -> _Way:
        slots = self._more(len(reading.slots))
        for slot, keys in zip(slots, reading.slots, strict=True):
            for key in keys:
                if key.edits:
                    self._misread.append((key.term, slot))
                else:
                    (self._forms if key.exact else self._terms).setdefault(key.term, []).append(
                        slot
                    )
        return _Way(number, tier(reading.via), reading.needs_company, slots, reading.slop)

    def marks(self, text: str, forward: ForwardIndex) -> tuple[Mark, ...]:
        """The marks of one text in ascending order; they never overlap.

        Of several tokens over the same characters (a hyphenated word and its parts) the strongest
        kind wins, then the longest.
        """
        slots = self._filled(forward)
        if not slots:
            return ()
        alone: list[_Found] = []
        in_company: list[_Found] = []
        for number in sorted({self._way_of[slot] for slot in slots}):
            way = self._ways[number]
            kept = in_company if way.needs_company else alone
            tokens = _tokens(forward, way, slots)
            kept += [_Found(way.rank, token, way.clause) for token in tokens]
        if in_company:
            alone += _accompanied(text, forward, in_company, alone)
        return _without_overlaps(forward, alone)

    def _filled(self, forward: ForwardIndex) -> dict[int, list[int]]:
        """The tokens that may stand in each slot, rising; a slot without any is left out."""
        wanted = self._wanted(forward)
        filled: dict[int, list[int]] = {}
        if wanted:
            tokens = forward.tokens_of(list(wanted))
            for token, form in zip(
                tokens.tolist(), forward.table.tokens[tokens].tolist(), strict=True
            ):
                for slot in wanted[form]:
                    filled.setdefault(slot, []).append(token)
        return filled

    def _wanted(self, forward: ForwardIndex) -> dict[int, set[int]]:
        """The slots that each of the text's forms may fill."""
        wanted: dict[int, set[int]] = {}
        for number, form in forward.with_forms(self._forms.keys()):
            wanted.setdefault(number, set()).update(self._forms[form])
        for number, term in forward.with_terms(self._terms.keys()):
            wanted.setdefault(number, set()).update(self._terms[term])
        for pattern, slot in self._patterns:
            for number, form in enumerate(forward.forms):
                if fnmatchcase(form, pattern):
                    wanted.setdefault(number, set()).add(slot)
        for word, slot in self._misread:
            for number, form in enumerate(forward.forms):
                if is_typo_of(form, word):
                    wanted.setdefault(number, set()).add(slot)
        return wanted


def _tokens(forward: ForwardIndex, way: _Way, filled: Mapping[int, list[int]]) -> list[int]:
    """Tokens of the text that stand in a complete occurrence of a reading, rising."""
    slots = [filled.get(slot) for slot in way.slots]
    present = [tokens for tokens in slots if tokens]
    if len(present) < len(slots):
        return []
    if len(present) == 1:
        return present[0]
    arrays = [np.array(tokens, np.intp) for tokens in present]
    kept = _in_sequence(forward.table.positions, arrays, way.slop)
    return sorted({token for tokens in kept for token in tokens.tolist()})


def _accompanied(
    text: str, forward: ForwardIndex, shy: Sequence[_Found], alone: Sequence[_Found]
) -> Iterator[_Found]:
    """Those of `shy` that stand near a match of another clause."""
    positions = forward.table.positions
    for clause, group in groupby(shy, key=lambda each: each.clause):
        others = [each.token for each in alone if each.clause != clause]
        own = [each for each in group if _may_be_name(text, forward, each.token)]
        here = positions[[each.token for each in own]]
        near = _near(here, positions[others], -COMPANY_DISTANCE, COMPANY_DISTANCE)
        yield from compress(own, near.tolist())


def _may_be_name(text: str, forward: ForwardIndex, token: int) -> bool:
    """Whether a token isn't one small letter: «с» and «к» are words, no initials of a name."""
    start = int(forward.table.starts[token])
    return int(forward.table.ends[token]) - start > 1 or text[start].isupper()


def _without_overlaps(forward: ForwardIndex, found: Iterable[_Found]) -> tuple[Mark, ...]:
    best: dict[int, _Found] = {}
    for each in found:
        known = best.get(each.token)
        if known is None or each.rank < known.rank:
            best[each.token] = each
    tokens = sorted(best)
    columns = (
        each[tokens].tolist()
        for each in (forward.table.starts, forward.table.ends, forward.table.positions)
    )
    marks = [
        Mark(start, end, position, best[token].clause, TIERS[best[token].rank])
        for token, start, end, position in zip(tokens, *columns, strict=True)
    ]
    if all(one.end <= other.start for one, other in pairwise(marks)):
        return tuple(marks)
    return _strongest(marks)


def _strongest(marks: list[Mark]) -> tuple[Mark, ...]:
    """The marks without those that lie over a stronger or a longer one."""
    taken: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (tier(mark.via), mark.start - mark.end, mark.start)):
        place = bisect(taken, mark.start, key=lambda other: other.start)
        before, after = taken[place - 1 : place], taken[place : place + 1]
        if all(other.end <= mark.start for other in before) and all(
            other.start >= mark.end for other in after
        ):
            taken.insert(place, mark)
    return tuple(taken)


def _in_sequence(
    positions: NDArray[np.int32], slots: list[NDArray[np.intp]], slop: int
) -> list[NDArray[np.intp]]:
    """Keep of each slot the tokens that are part of a whole sequence.

    One pass forwards keeps tokens that can be reached from the first slot, one pass backwards
    those from which the last slot can be reached.
    """
    kept = slots[:1]
    for slot in slots[1:]:
        kept.append(slot[_near(positions[slot], positions[kept[-1]], 1, slop)])
    for i in range(len(kept) - 2, -1, -1):
        kept[i] = kept[i][_near(positions[kept[i]], positions[kept[i + 1]], -slop, -1)]
    return kept


def _near(
    here: NDArray[np.int32], there: NDArray[np.int32], least: int, most: int
) -> NDArray[np.bool_]:
    """For each of `here`, whether some of `there` lies `least` to `most` positions before it."""
    ordered = np.sort(there)
    low = np.searchsorted(ordered, here - most, side="left")
    high = np.searchsorted(ordered, here - least, side="right")
    return high > low
