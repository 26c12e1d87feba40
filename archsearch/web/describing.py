"""A document's metadata → the words and links that a page shows for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.holdings import Access, Role
from archsearch.holdings.repositories import repository_named
from archsearch.holdings.shelf_mark import LevelKind, russian_fond, usual_fond
from archsearch.indexing import fields
from archsearch.search.parse import QUERY_FIELDS, VALUE_FIELDS
from archsearch.web.languages import LANGUAGES, current, direction, language_name
from archsearch.web.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archsearch.holdings import ArchivalDate, Document, Version
    from archsearch.holdings.shelf_mark import Level

#: A query that every document answers.
EVERYTHING = "*"
#: A note of more characters is a text, which nobody looks for whole.
_LONG = 80
_KEY_NUMBER = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the language it is in."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """The value of ``dir``."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a metadata field.

    Attributes:
        text: as the holding has it.
        query: a search that finds its like, or "".
        address: a web address that it is, or "".
        narrowed: the facet that the search is narrowed to, and its value.
    """

    text: str
    query: str = ""
    address: str = ""
    narrowed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a document's description."""

    label: str
    values: tuple[Value, ...]


def key_language(document: Document, key: str) -> str:
    """Language of the version or title named `key`: its BCP 47 tag."""
    version = document.version(key)
    return version.language if version else _KEY_NUMBER.sub("", key)


def titles(document: Document) -> tuple[Title, ...]:
    """Every title, that in the interface language first."""
    named = [
        Title(text, key_language(document, key)) for key, text in document.titles.items() if text
    ]
    order = [current(), *LANGUAGES]
    named.sort(
        key=lambda title: order.index(title.language) if title.language in order else len(order)
    )
    return tuple(named) or (Title(document.id, "und"),)


def version_name(version: Version) -> str:
    """A version in words: "Russian · copy of a translation"."""
    return f"{language_name(version.language)} · {role_name(version.role, version.copy_of)}"


def role_name(role: Role, copy_of: Role | None = None) -> str:
    """What a version is to the record, in words."""
    if role is Role.COPY and copy_of is Role.TRANSLATION:
        return _("copy of a translation")
    if role is Role.COPY and copy_of is Role.ORIGINAL:
        return _("copy of the original")
    return {
        Role.ORIGINAL: _("original"),
        Role.COPY: _("copy"),
        Role.TRANSLATION: _("translation"),
    }[role]


def access_name(access: Access) -> str:
    """Who may see a document, in words."""
    return {
        Access.OPEN: _("open"),
        Access.READING_ROOM: _("in the reading room only"),
        Access.METADATA_ONLY: _("description only"),
        Access.CLOSED: _("closed"),
    }[access]


def repository_name(name: str) -> str:
    """What a repository is known by in the interface language."""
    known = repository_named(name)
    if known is None:
        return name
    return known.cyrillic if current() == "ru" else known.abbreviation


def fond_name(fond: str) -> str:
    """The number of a fond as the interface language writes it."""
    return russian_fond(usual_fond(fond)) if current() == "ru" else usual_fond(fond)


def reference_text(document: Document) -> str:
    """The reference code as the source writes it, or put together from its parts."""
    reference = document.reference
    if reference.written:
        return reference.written
    parts = [
        reference.repository,
        _("fond %(value)s", value=reference.fond) if reference.fond else "",
        _("opis %(value)s", value=reference.opis) if reference.opis else "",
        _("delo %(value)s", value=reference.delo) if reference.delo else "",
        _("ff. %(value)s", value=reference.folios) if reference.folios else "",
    ]
    return ", ".join(part for part in parts if part)


def level_name(level: Level) -> str:
    """A level of a reference code in words: "fond R-9401", a repository by its name."""
    if level.kind is LevelKind.REPOSITORY:
        return repository_name(level.number)
    if level.kind is LevelKind.FOND:
        return _("fond %(value)s", value=fond_name(level.number))
    return {
        LevelKind.OPIS: _("opis %(value)s", value=level.number),
        LevelKind.PAPKA: _("papka %(value)s", value=level.number),
        LevelKind.DELO: _("delo %(value)s", value=level.number),
    }[level.kind]


def description(document: Document) -> tuple[Field, ...]:
    """Every line of the description that has a value, in the order that ISAD(G) suggests."""
    translators = dict.fromkeys(version.translator for version in document.versions)
    listed = [
        Field(_("Date"), _date(document.date)),
        Field(_("Reference"), _reference(document)),
        Field(_("Repository"), _searches("repository", [document.reference.repository])),
        Field(_("Collection"), _searches("collection", [document.collection])),
        Field(_("People"), _searches("person", document.people)),
        Field(_("Places"), _searches("place", document.places)),
        Field(_("Subjects"), _searches("subject", document.subjects)),
        Field(_("Original language"), _original_language(document.original_language)),
        Field(_("Translator"), _searches("", translators)),
        *(Field(label, _searches("", [value])) for label, value in document.notes),
        Field(_("Access"), _plain(_access(document))),
        Field(_("Rights"), _rights(document)),
        Field(_("Credits"), _plain(document.credits)),
        Field(_("Source"), tuple(Value(each, address=each) for each in document.addresses)),
        Field(_("Document id"), _plain(document.id)),
    ]
    return tuple(each for each in listed if each.values)


def _plain(*texts: str) -> tuple[Value, ...]:
    return tuple(Value(text) for text in dict.fromkeys(texts) if text)


def search_for(name: str, text: str) -> str:
    """A query that finds the documents whose field `name` has the value `text`."""
    quoted = '"' + text.replace('"', " ").strip() + '"'
    return f"{name}:{quoted}" if name in QUERY_FIELDS or name in VALUE_FIELDS else quoted


def _searches(name: str, texts: Iterable[str]) -> tuple[Value, ...]:
    return tuple(
        Value(text, query=search_for(name, text) if len(text) < _LONG else "")
        for text in texts
        if text
    )


def _date(date: ArchivalDate) -> tuple[Value, ...]:
    if date.start is None and date.end is None:
        return (Value(date.written or _("undated"), query="date:none"),)
    written = date.written or date.edtf
    return (Value(written, query=search_for("date", written)),)


def _reference(document: Document) -> tuple[Value, ...]:
    text = reference_text(document)
    known = document.reference.fond
    return (Value(text, query=search_for("ref", text) if known else ""),) if text else ()


def _original_language(tag: str) -> tuple[Value, ...]:
    narrowed = ((fields.ORIGINAL_LANGUAGE, tag),)
    return (Value(language_name(tag), query=EVERYTHING, narrowed=narrowed),) if tag else ()


def _access(document: Document) -> str:
    if document.access is Access.OPEN:
        return ""
    name = access_name(document.access)
    if not document.access_until:
        return name
    until = _("until %(date)s", date=document.access_until)
    return f"{name} ({until})"


def _rights(document: Document) -> tuple[Value, ...]:
    text, uri = document.rights.text, document.rights.uri
    return (Value(text or uri, address=uri),) if text or uri else ()
