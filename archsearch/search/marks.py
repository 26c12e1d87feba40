"""Which tokens of a document match a query, from its forward index alone."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import numpy as np

from archsearch.analysis import Via
from archsearch.analysis.typo import is_typo_of
from archsearch.search.clause import COMPANY_DISTANCE, Clause, tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from archsearch.indexing.record import ForwardIndex
    from archsearch.search.clause import Key, Pattern, Reading


@dataclass(frozen=True, slots=True)
class Mark:
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


def find_marks(
    text: str, forward: ForwardIndex, clauses: Iterable[tuple[int, Clause | Pattern]]
) -> tuple[Mark, ...]:
    """The marks of one text in ascending order, for numbered clauses; they never overlap.

    Of several tokens over the same characters (a hyphenated word and its parts) the strongest
    kind wins, then the longest.
    """
    alone: list[Mark] = []
    in_company: list[Mark] = []
    for number, clause in clauses:
        for token, via, needs_company in _matches(forward, clause):
            mark = Mark(
                int(forward.starts[token]),
                int(forward.ends[token]),
                int(forward.positions[token]),
                number,
                via,
            )
            if not needs_company:
                alone.append(mark)
            elif mark.end - mark.start > 1 or text[mark.start].isupper():
                # One small letter is a word («с», «к»), not the initial of a name.
                in_company.append(mark)
    return _without_overlaps(alone + [mark for mark in in_company if _accompanied(mark, alone)])


def may_match(folded: str, clause: Clause | Pattern, weakest: int) -> bool:
    """Whether a folded text may match a clause in a kind of a lower tier than `weakest`.

    Told from its letters alone: False is certain.
    """
    if not isinstance(clause, Clause):
        return True
    return any(
        not key.exact or key.edits or key.term in folded
        for reading in clause.readings
        if tier(reading.via) < weakest
        for key in reading.slots[0]
    )


def _accompanied(mark: Mark, others: Sequence[Mark]) -> bool:
    return any(
        other.clause != mark.clause and abs(other.position - mark.position) <= COMPANY_DISTANCE
        for other in others
    )


def _without_overlaps(marks: list[Mark]) -> tuple[Mark, ...]:
    taken: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (tier(mark.via), mark.start - mark.end, mark.start)):
        place = bisect(taken, mark.start, key=lambda other: other.start)
        before, after = taken[place - 1 : place], taken[place : place + 1]
        if all(other.end <= mark.start for other in before) and all(
            other.start >= mark.end for other in after
        ):
            taken.insert(place, mark)
    return tuple(taken)


def _matches(forward: ForwardIndex, clause: Clause | Pattern) -> Iterator[tuple[int, Via, bool]]:
    """Token numbers that match a clause, the kind of match, whether it needs company."""
    if not isinstance(clause, Clause):
        numbered = enumerate(forward.forms)
        forms = [number for number, form in numbered if fnmatchcase(form, clause.pattern)]
        for token in forward.tokens_of(forms).tolist():
            yield token, Via.EXACT, False
        return
    for reading in clause.readings:
        for token in _reading_tokens(forward, reading):
            yield token, reading.via, reading.needs_company


def _reading_tokens(forward: ForwardIndex, reading: Reading) -> list[int]:
    """Tokens of the text that stand in a complete occurrence of `reading`."""
    slots = []
    for keys in reading.slots:
        forms = _forms(forward, keys)
        if not forms:
            return []
        slots.append(forward.tokens_of(forms))
    if len(slots) > 1:
        slots = _in_sequence(forward.positions, slots, reading.slop)
    if len(slots) == 1:
        # They rise already, each once.
        alone: list[int] = slots[0].tolist()
        return alone
    found = np.zeros(forward.tokens.size, np.bool_)
    found[np.concatenate(slots)] = True
    every: list[int] = np.flatnonzero(found).tolist()
    return every


def _forms(forward: ForwardIndex, keys: Sequence[Key]) -> list[int]:
    """Numbers of the local forms that a slot accepts."""
    found = forward.with_forms({key.term for key in keys if key.exact and not key.edits})
    found += forward.with_terms({key.term for key in keys if not key.exact and not key.edits})
    for key in keys:
        if key.edits:
            forms = enumerate(forward.forms)
            found += [number for number, form in forms if is_typo_of(form, key.term)]
    return found


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
