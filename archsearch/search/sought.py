"""What an answer is about: its clauses, and where each of them may be marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.search.clause import Pattern, tier
from archsearch.search.marks import Marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.search.clause import Clause


class Sought:
    """The clauses of one answer, with a marker for each field that they look into."""

    def __init__(
        self,
        clauses: Sequence[Clause | Pattern],
        fields: Sequence[Sequence[str]] | None = None,
    ) -> None:
        """Take clauses.

        Args:
            clauses: what is looked for.
            fields: for each clause the fields of the index that have any of its words; None
                where that isn't known.
        """
        self.clauses = clauses
        self._fields = fields or [each.fields for each in clauses]
        self._markers: dict[tuple[int, ...], Marker] = {}

    def numbers(self, field: str) -> tuple[int, ...]:
        """Numbers of the clauses that may match in a field."""
        return tuple(at for at, each in enumerate(self._fields) if field in each)

    def marker(self, numbers: tuple[int, ...]) -> Marker:
        """The marker for some of the clauses; made once."""
        found = self._markers.get(numbers)
        if found is None:
            pairs = [(number, self.clauses[number]) for number in numbers]
            found = self._markers[numbers] = Marker(pairs)
        return found


def may_match(folded: str, clause: Clause | Pattern, weakest: int) -> bool:
    """Whether a folded text may match a clause in a kind of a lower tier than `weakest`.

    Told from its letters alone: False is certain.
    """
    if isinstance(clause, Pattern):
        return True
    return any(
        not key.exact or key.edits or key.term in folded
        for reading in clause.readings
        if tier(reading.via) < weakest
        for key in reading.slots[0]
    )
