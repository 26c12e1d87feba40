"""What a holding says about one document: the values that every later room passes on.

Nothing here reads a file or knows an index. A reader makes `Document`s, the indexer and the
pages use them, and nobody changes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from archsearch.holdings.dates import ArchivalDate
from archsearch.holdings.reference import Reference
from archsearch.holdings.scans import NO_BOXES, Scan, WordBoxes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archsearch.holdings.pages import PageBreak


class Role(StrEnum):
    """What a version is to the record: the thing itself, a copy of it, or a translation."""

    ORIGINAL = "original"
    COPY = "copy"
    TRANSLATION = "translation"


class Access(StrEnum):
    """Who may see a document, from the widest audience to the narrowest."""

    OPEN = "open"
    READING_ROOM = "reading-room"
    METADATA_ONLY = "metadata-only"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Rights:
    """What may be done with a document: a statement for people and a URI for machines."""

    text: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a document.

    Attributes:
        key: names the version within its document and in JSON: "ru", "en", "en-2", "zh".
        language: BCP 47 tag of the text, "und" where nobody knows.
        role: original, copy or translation.
        copy_of: for a copy, what it is a copy of, where the source says so (the Russian text of
            the reference holding is headed «Копия / Перевод»: a copy of a translation).
        translator: as the source names them, or "".
        text: the text as it stands in the source; paragraphs are separated by an empty line.
        pages: page or leaf breaks in ascending order of offset.
        boxes: where its words stand on the page images, none where nobody knows.
    """

    key: str
    language: str
    role: Role
    text: str
    copy_of: Role | None = None
    translator: str = ""
    pages: tuple[PageBreak, ...] = ()
    boxes: WordBoxes = NO_BOXES


def _no_titles() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Document:
    """One described unit of a holding, with its versions.

    Attributes:
        id: unique within an index; letters, digits and "-._~" of any script, stable over rebuilds.
        titles: title by version key ("ru", "en"); at least one is not empty.
        versions: the texts, original first where it is known; may be empty (metadata only).
        date: when the document was made.
        reference: where the repository keeps it.
        level: ISAD(G) level of description ("item", "file", "series", "fonds").
        citation: the source's own citation, as written.
        addresses: web addresses of the record, the canonical one first.
        summary: the source's summary or abstract.
        credits: who made the publication possible.
        rights: what may be done with it.
        access: who may see it.
        access_until: EDTF day on which `access` ends and the document is open, or "".
        original_language: BCP 47 tag of the language it was first written in, or "".
        people: persons named by the record, as written.
        places: places named by the record, as written.
        subjects: subject terms of the record.
        collection: the collection it is published in, or "".
        notes: any further metadata, by label; searchable and shown as it stands.
        scans: page images, in page order.
        iiif_manifest: address of a IIIF manifest, or "".
        former_ids: ids that now redirect here.
        source: path of the file it came from, relative to the holdings folder.
    """

    id: str
    titles: Mapping[str, str] = field(default_factory=_no_titles)
    versions: tuple[Version, ...] = ()
    date: ArchivalDate = field(default_factory=ArchivalDate)
    reference: Reference = field(default_factory=Reference)
    level: str = "item"
    citation: str = ""
    addresses: tuple[str, ...] = ()
    summary: str = ""
    credits: str = ""
    rights: Rights = field(default_factory=Rights)
    access: Access = Access.OPEN
    access_until: str = ""
    original_language: str = ""
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    collection: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    scans: tuple[Scan, ...] = ()
    iiif_manifest: str = ""
    former_ids: tuple[str, ...] = ()
    source: str = ""

    def version(self, key: str) -> Version | None:
        """The version named `key`, or None."""
        return next((version for version in self.versions if version.key == key), None)

    def title(self, *preferred: str) -> str:
        """The title in the first of the `preferred` version keys that has one, else any title."""
        for key in preferred:
            if self.titles.get(key):
                return self.titles[key]
        return next((title for title in self.titles.values() if title), self.id)
