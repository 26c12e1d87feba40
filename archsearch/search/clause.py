"""A clause: one word or phrase of a query, and everything that counts as it.

A clause has *readings*, each a sequence of slots, each slot a set of keys of which any may stand
there. «Алма-Ата» has two readings: the one word, and the sequence of its two parts. A name has a
reading for each kind of spelling variant.
"""

from __future__ import annotations

from dataclasses import dataclass

from archsearch.analysis import Via

#: A name too short to be sure of counts within so many positions of another matched word:
#: a name's parts stand together, with room for a title or a patronymic between them.
COMPANY_DISTANCE = 4

#: The kinds, strongest first.
TIERS = tuple(Via)


def tier(via: Via) -> int:
    """Rank of a kind of match, 0 for the strongest."""
    return TIERS.index(via)


@dataclass(frozen=True, slots=True)
class Key:
    """One term that may fill a slot.

    Attributes:
        term: the term.
        exact: whether it is looked up among folded surface forms or among conflating terms.
        weight: how sure it is, in (0, 1].
        edits: how many of its letters may be wrong (`archsearch.analysis.typo`).
    """

    term: str
    exact: bool
    weight: float = 1.0
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to find a clause: consecutive slots, and the kind of match that it makes.

    Attributes:
        slots: for each position, the keys that may stand there.
        via: the kind of match.
        slop: the greatest distance from one slot's position to the next.
        needs_company: it counts only where another clause of the query matches too.
    """

    slots: tuple[tuple[Key, ...], ...]
    via: Via
    slop: int = 1
    needs_company: bool = False

    def surface_forms(self, weakest: Via) -> tuple[Key, ...]:
        """Its keys if it is one word by its surface form, of a kind down to `weakest`."""
        if tier(self.via) > tier(weakest) or len(self.slots) != 1:
            return ()
        return tuple(key for key in self.slots[0] if key.exact)


@dataclass(frozen=True, slots=True)
class Clause:
    """One word or phrase of the query.

    Attributes:
        raw: as the reader typed it, case-folded.
        fields: the fields of the index that it looks into.
        readings: ways to find it.
        left_out: how many further spellings were cut at the cap.
        optional: whether a name is complete without it: an initial or a patronymic.
        function_word: whether it only holds the query together: "of", «из».
    """

    raw: str
    fields: tuple[str, ...]
    readings: tuple[Reading, ...]
    boost: float = 1.0
    left_out: int = 0
    optional: bool = False
    function_word: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A prefix or wildcard of the query.

    Attributes:
        raw: as the reader typed it, case-folded.
        fields: the fields of the index that it looks into.
        pattern: folded; `*` and `?` are wild.
    """

    raw: str
    fields: tuple[str, ...]
    pattern: str
    boost: float = 1.0
