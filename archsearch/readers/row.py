"""One row of a manifest, its texts already read → a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings import Access, Document, Reference, Rights, Role, Scan, Version
from archsearch.holdings.dates import parse_date
from archsearch.holdings.languages import language_tag
from archsearch.holdings.reference import parse_reference
from archsearch.readers.columns import IGNORED, LIST_SEPARATOR, LISTED, Headings
from archsearch.readers.naming import as_id
from archsearch.readers.report import Problem, Severity
from archsearch.readers.scripts import letters_by_script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from archsearch.readers.paged import PagedText

#: Levels of description by the names that catalogues give them.
LEVELS = {
    **dict.fromkeys(("fonds", "fond", "collection", "recordgrp", "фонд", "коллекция"), "fonds"),
    **dict.fromkeys(("series", "subseries", "subfonds", "subgrp", "class", "опись"), "series"),
    **dict.fromkeys(("file", "дело"), "file"),
    **dict.fromkeys(("item", "документ"), "item"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its columns recognised.

    Attributes:
        plain: values by column name.
        versions: values by version key, then by column name.
        notes: values of unknown columns by their headings.
        manifest: the manifest's path.
        root: the holdings folder, out of which no path may lead.
        place: where the row is ("row 3").
        remarks: what is to be said about it.
    """

    plain: Mapping[str, str]
    versions: Mapping[str, Mapping[str, str]]
    notes: tuple[tuple[str, str], ...]
    manifest: Path
    root: Path
    place: str
    remarks: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """Id of the record, "" if it has none."""
        return as_id(self.plain.get("id", ""))

    @property
    def files(self) -> list[str]:
        """The files that it names, by their paths from the manifest."""
        named = [self.plain.get("file", "")]
        named += [values.get("file", "") for values in self.versions.values()]
        return [name for each in named for name in file_names(each)]

    def error(self, message: str, remedy: str = "") -> HoldingError:
        """What is wrong with this row."""
        return HoldingError(message, self.manifest, place=self.place, remedy=remedy)

    def remark(self, message: str, severity: Severity, remedy: str = "") -> Problem:
        """What is to be said about this row."""
        return Problem(str(self.manifest), message, severity, self.place, remedy)


def file_names(cell: str) -> list[str]:
    """The files that a cell names: one, or those of a text's pages in order."""
    return [relative_name(name) for name in cell.split(LIST_SEPARATOR) if name.strip()]


def relative_name(name: str) -> str:
    """A path as it is written in manifests of any system, as one of this."""
    return name.strip().replace("\\", "/")


def recognise(
    headings: Headings, cells: Sequence[str], manifest: Path, root: Path, place: str
) -> Row:
    """Sort the cells of a row by what their headings mean; empty cells are dropped.

    Of two columns of one meaning the second becomes a note, unless their values make a list.
    """
    plain: dict[str, str] = {}
    versions: dict[str, dict[str, str]] = {}
    notes: list[tuple[str, str]] = []
    for at, ((name, key), cell) in enumerate(zip(headings.columns, cells, strict=False), 1):
        values = versions.setdefault(key, {}) if key else plain
        if not cell.strip() or name == IGNORED:
            continue
        if name and name not in values:
            values[name] = cell if name == "text" else cell.strip()
        elif name in LISTED:
            values[name] += f"{LIST_SEPARATOR}{cell.strip()}"
        else:
            heading = " ".join(headings.written[at - 1].split())
            notes.append((heading or f"column {at}", cell.strip()))
    versions = {key: values for key, values in versions.items() if values}
    return Row(plain, versions, tuple(notes), manifest, root, place)


def document(row: Row, texts: Mapping[str, PagedText]) -> Document:
    """The document that a row describes.

    Args:
        row: the row.
        texts: its texts by version key.

    Raises:
        HoldingError: the row has no id or title, or gives a role or an access that doesn't
            exist.
    """
    if not row.id:
        raise row.error("has no id", "fill in the column “id”")
    plain = row.plain
    original = language_tag(_first(plain, "original_language"))
    versions = [_version(row, key, text, original) for key, text in texts.items()]
    versions.sort(key=lambda version: list(Role).index(version.role))
    return Document(
        id=row.id,
        titles=_titles(row),
        versions=tuple(versions),
        date=parse_date(plain.get("date", "")),
        reference=_reference(plain),
        level=_level(plain),
        citation=plain.get("citation", ""),
        addresses=_listed(plain, "address"),
        summary=plain.get("summary", ""),
        credits=plain.get("credits", ""),
        rights=Rights(plain.get("rights", ""), plain.get("rights_uri", "")),
        access=_access(row),
        access_until=plain.get("access_until", ""),
        original_language=original,
        people=_listed(plain, "people"),
        places=_listed(plain, "places"),
        subjects=_listed(plain, "subjects"),
        collection=plain.get("collection", ""),
        notes=(*row.notes, *_languages(plain, original)),
        scans=tuple(map(Scan, _listed(plain, "images"))),
        iiif_manifest=plain.get("iiif_manifest", ""),
        former_ids=tuple(as_id(each) for each in _listed(plain, "former_ids")),
    )


def _titles(row: Row) -> dict[str, str]:
    """Titles by version key; one that is given for all is in the language of its script."""
    titles = {key: values["title"] for key, values in row.versions.items() if "title" in values}
    if not titles and "title" in row.plain:
        titles = {_title_key(row): row.plain["title"]}
    if not titles:
        raise row.error("has no title", "fill in “title”, “title_ru” or “title_en”")
    return titles


def _title_key(row: Row) -> str:
    cyrillic, latin = letters_by_script(row.plain["title"])
    key = "ru" if cyrillic > latin else "en"
    return key if key in row.versions or not row.versions else next(iter(row.versions))


def _first(plain: Mapping[str, str], name: str) -> str:
    return next(iter(_listed(plain, name)), "")


def _languages(plain: Mapping[str, str], original: str) -> tuple[tuple[str, str], ...]:
    """Languages that no tag says, as a note."""
    given = plain.get("original_language", "")
    told = original and LIST_SEPARATOR not in given
    return () if told or not given else (("Language", given),)


def _level(plain: Mapping[str, str]) -> str:
    given = plain.get("level", "item").casefold()
    return LEVELS.get(given, given)


def _version(row: Row, key: str, text: PagedText, original: str) -> Version:
    values = row.versions.get(key, {})
    language = language_tag(values.get("language", "")) or _language_of_key(key)
    return Version(
        key=key,
        language=language,
        role=_role(row, values.get("role", ""), language, original),
        text=text.text,
        translator=values.get("translator", "").strip(),
        pages=text.pages,
        boxes=text.boxes,
    )


def _language_of_key(key: str) -> str:
    """«en-2» is a second English version; «zh-hant» is a tag as it stands."""
    head, _, tail = key.rpartition("-")
    return head if head and tail.isdigit() else key


def _role(row: Row, given: str, language: str, original: str) -> Role:
    if given:
        try:
            return Role(given.strip().casefold())
        except ValueError:
            raise row.error(
                f"“{given}” is no role", "write original, copy or translation"
            ) from None
    if original:
        return Role.ORIGINAL if language == original else Role.TRANSLATION
    return Role.ORIGINAL if language == "ru" else Role.TRANSLATION


def _reference(plain: Mapping[str, str]) -> Reference:
    """The parts of a written code; columns of their own say it better."""
    parsed = parse_reference(plain.get("reference", ""))
    given = {
        name: plain[name]
        for name in ("repository", "fond", "opis", "delo", "folios")
        if name in plain
    }
    return replace(parsed, **given)


def _access(row: Row) -> Access:
    given = row.plain.get("access", Access.OPEN)
    try:
        return Access(given.casefold())
    except ValueError:
        allowed = ", ".join(Access)
        raise row.error(f"“{given}” is no kind of access", f"write one of {allowed}") from None


def _listed(plain: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(
        value.strip() for value in plain.get(name, "").split(LIST_SEPARATOR) if value.strip()
    )
