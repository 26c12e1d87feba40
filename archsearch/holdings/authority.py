"""Authorities: persons, places and organisations with every form that their names have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AuthorityKind(StrEnum):
    """What an authority describes."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Authority:
    """One person, place or organisation.

    Attributes:
        id: unique within a file; letters, digits and "-._~".
        kind: what it is.
        forms: its names in any script, the preferred one first; never empty.
        dates: as the curator wrote them ("1884-1976"), or "".
        note: for readers, or "".
    """

    id: str
    kind: AuthorityKind
    forms: tuple[str, ...]
    dates: str = ""
    note: str = ""
