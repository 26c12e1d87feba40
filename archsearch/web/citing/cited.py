"""A document → what a citation names, the same for every format.

It picks and words; the formats only arrange. It invents nothing: what the holding doesn't say
isn't cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.web.citing.romanise import romanise

if TYPE_CHECKING:
    from archsearch.holdings import Document, Reference

_DAY = re.compile(r"(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?$")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_KEY_CHARACTERS = re.compile(r"[^A-Za-z0-9:-]+")
_QUOTES = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names.

    Attributes:
        id: id of the document.
        title: one title; quotation marks inside it are single ones.
        language: of the document's original, BCP 47, or "".
        date_parts: year, month, day as far as the date is certain; empty otherwise.
        date: in words; "n.d." for an undated document.
        repository: who holds it, or "".
        location: fond, opis, delo and leaves in the customary abbreviations, or "".
        translators: who translated it.
        collection: where it is published, or "".
        summary: or "".
        subjects: subject terms, people and places, for a reference manager's tags.
        rights: or "".
        address: permanent address of its page.
        source: address of the record that the holding came from, or "".
    """

    id: str
    title: str
    language: str
    date_parts: tuple[int, ...]
    date: str
    repository: str
    location: str
    translators: tuple[str, ...]
    collection: str
    summary: str
    subjects: tuple[str, ...]
    rights: str
    address: str
    source: str

    @property
    def archive(self) -> str:
        """Repository and location together: "GARF, f. R-9401ss, op. 2, d. 95, ll. 352–359"."""
        return ", ".join(part for part in (self.repository, self.location) if part)

    @property
    def key(self) -> str:
        """A name for the citation in ASCII, for BibTeX."""
        return "archsearch-" + (
            _KEY_CHARACTERS.sub("-", romanise(self.id)).strip("-") or "document"
        )


def cite(document: Document, address: str, *, romanised: bool = False) -> Cited:
    """What a citation of `document` names.

    Args:
        document: the document.
        address: permanent address of its page, or "".
        romanised: whether Cyrillic is written in Latin letters (ALA-LC).
    """
    written = romanise if romanised else str
    parts = date_parts(document.date.edtf)
    translators = dict.fromkeys(v.translator for v in document.versions if v.translator)
    return Cited(
        id=document.id,
        title=written(
            document.title("ru", "en") if romanised else document.title("en", "ru")
        ).translate(_QUOTES),
        language=document.original_language,
        date_parts=parts,
        date=written(date_in_words(parts) or document.date.written or document.date.edtf or "n.d."),
        repository=written(document.reference.repository),
        location=written(location(document.reference)),
        translators=tuple(written(name) for name in translators),
        collection=written(document.collection),
        summary=document.summary,
        subjects=tuple(
            dict.fromkeys(written(t) for t in document.subjects + document.people + document.places)
        ),
        rights=" ".join(filter(None, (document.rights.text, document.rights.uri))),
        address=address,
        source=next(iter(document.addresses), ""),
    )


def date_parts(edtf: str) -> tuple[int, ...]:
    """Year, month and day of a certain EDTF date; empty for any other."""
    found = _DAY.match(edtf)
    return tuple(int(part) for part in found.groups() if part) if found else ()


def date_in_words(parts: tuple[int, ...]) -> str:
    """A date as The Chicago Manual of Style writes it: "April 22, 1945"."""
    if len(parts) == 3:
        return f"{_MONTHS[parts[1] - 1]} {parts[2]}, {parts[0]}"
    if len(parts) == 2:
        return f"{_MONTHS[parts[1] - 1]} {parts[0]}"
    return str(parts[0]) if parts else ""


def location(reference: Reference) -> str:
    """Fond, opis, delo and leaves; the code as written where it couldn't be taken apart."""
    if not (reference.fond or reference.opis or reference.delo):
        return reference.written if reference.written != reference.repository else ""
    if "/" in reference.levels:
        # Notations of other traditions have no labels.
        return reference.levels
    leaves = reference.folios.replace("-", "–")
    several = "–" in leaves or "," in leaves
    named = (
        ("f.", reference.fond),
        ("op.", reference.opis),
        ("p.", reference.papka),
        ("d.", reference.delo),
        ("ll." if several else "l.", leaves),
    )
    return ", ".join(f"{label} {value}" for label, value in named if value)
