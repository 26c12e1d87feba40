"""A document and where it lies → its title, date and code as a manifest proposes them.

Each comes with a confidence, from 0 to 1. These are judgements, not measurements: what a file says
of itself counts most, then what stands in its text, then how the file and its folders are called.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archsearch.holdings import ArchivalDate, Reference
from archsearch.holdings.dates import parse_date
from archsearch.holdings.reference import parse_reference
from archsearch.readers.contradictions import datelines
from archsearch.readers.described import first_line

if TYPE_CHECKING:
    from pathlib import PurePath

    from archsearch.holdings import Document

#: The file says it, or a description in it does.
SAID = 0.9
#: It stands in the text: at its head or foot; as one of several that differ; as its first line.
IN_TEXT, ONE_OF_SEVERAL, FIRST_LINE = 0.7, 0.4, 0.5
#: The file's name says it; its folders say it.
IN_NAME, IN_FOLDERS = 0.5, 0.6
#: Nothing better than the name.
BARE_NAME = 0.2

#: A code stands on a short line near the beginning or the end.
_LINE_CHARACTERS, _LINES = 160, 8
_DATE_IN_NAME = re.compile(
    r"(?<!\d)(?:\d{4}[-_.]\d\d(?:[-_.]\d\d)?|\d{1,2}[-_.]\d{1,2}[-_.]\d{4}|(?:1[5-9]|20)\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is proposed of a document.

    Attributes:
        date, reference: empty where nothing is known.
        title_confidence, date_confidence, reference_confidence: 0 where nothing is known.
    """

    date: ArchivalDate
    reference: Reference
    title_confidence: float
    date_confidence: float
    reference_confidence: float


def facts_of(document: Document, place: PurePath) -> Facts:
    """The facts of a document that lies at `place`, seen from the holdings folder."""
    date, sure_of_date = _date(document, place)
    reference, sure_of_reference = _reference(document, place)
    return Facts(date, reference, _title(document, place), sure_of_date, sure_of_reference)


def _title(document: Document, place: PurePath) -> float:
    title = document.title()
    if title == place.stem:
        return BARE_NAME
    lines = {first_line(version.text) for version in document.versions}
    return FIRST_LINE if title in lines else SAID


def _date(document: Document, place: PurePath) -> tuple[ArchivalDate, float]:
    if document.date.written or document.date.edtf:
        return document.date, SAID
    borne = [date for version in document.versions for date in datelines(version.text)]
    days = Counter(date.edtf for date in borne)
    if borne:
        most = days.most_common(1)[0][0]
        found = next(date for date in borne if date.edtf == most)
        return found, IN_TEXT if len(days) == 1 else ONE_OF_SEVERAL
    for part in (place.stem, *(parent.name for parent in place.parents)):
        named = _DATE_IN_NAME.search(part)
        date = parse_date(named[0].replace("_", "-")) if named else ArchivalDate()
        if date.edtf:
            return date, IN_NAME
    return ArchivalDate(), 0.0


def _reference(document: Document, place: PurePath) -> tuple[Reference, float]:
    if document.reference.written or document.reference.fond:
        return document.reference, SAID
    for version in document.versions:
        lines = [line.strip() for line in version.text.splitlines() if line.strip()]
        for line in (*lines[:_LINES], *lines[-_LINES:]):
            found = parse_reference(line) if len(line) <= _LINE_CHARACTERS else Reference()
            if found.fond and found.delo:
                return replace(found, written=""), IN_TEXT
    folders = parse_reference(", ".join((*place.parts[:-1], place.stem)))
    if not (folders.fond and folders.delo):
        folders = parse_reference(", ".join(place.parts[:-1]))
    folders = replace(folders, written="")
    return (folders, IN_FOLDERS) if folders.fond and folders.opis else (Reference(), 0.0)
