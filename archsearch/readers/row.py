"""One row of a manifest → a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings import Access, Document, Reference, Rights, Role, Version
from archsearch.holdings.dates import parse_date
from archsearch.holdings.languages import language_tag
from archsearch.holdings.reference import parse_reference
from archsearch.readers.columns import column_of
from archsearch.readers.reader import Taken
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIST_SEPARATOR = "|"


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
    """

    plain: Mapping[str, str]
    versions: Mapping[str, Mapping[str, str]]
    notes: tuple[tuple[str, str], ...]
    manifest: Path
    root: Path
    place: str

    @property
    def id(self) -> str:
        """Id of the record, "" if it has none."""
        return self.plain.get("id", "")

    @property
    def files(self) -> list[str]:
        """The text files that it names."""
        return [values["file"] for values in self.versions.values() if values.get("file")]

    def error(self, message: str, remedy: str = "") -> HoldingError:
        """What is wrong with this row."""
        return HoldingError(message, self.manifest, place=self.place, remedy=remedy)


def recognise(cells: Mapping[str, str], manifest: Path, root: Path, place: str) -> Row:
    """Sort the cells of a row by what their headings mean; empty cells are dropped."""
    plain: dict[str, str] = {}
    versions: dict[str, dict[str, str]] = {}
    notes: list[tuple[str, str]] = []
    for heading, cell in cells.items():
        name, key = column_of(heading)
        if not cell.strip():
            continue
        if key:
            versions.setdefault(key, {})[name] = cell
        elif name:
            plain[name] = cell.strip()
        else:
            notes.append((heading.strip(), cell.strip()))
    return Row(plain, versions, tuple(notes), manifest, root, place)


def document(row: Row, max_bytes: int) -> Document:
    """The document that a row describes.

    Raises:
        HoldingError: the row has no id or title, names a file that can't be read, or gives
            a role, an access or a date of access that doesn't exist.
    """
    if not row.id:
        raise row.error("has no id", "fill in the column “id”")
    titles = {key: values["title"] for key, values in row.versions.items() if "title" in values}
    if not titles and "title" in row.plain:
        titles = {_main_key(row): row.plain["title"]}
    if not titles:
        raise row.error("has no title", "fill in “title”, “title_ru” or “title_en”")
    original = language_tag(row.plain.get("original_language", ""))
    texts = {key: values for key, values in row.versions.items() if {"text", "file"} & set(values)}
    versions = [_version(row, key, values, original, max_bytes) for key, values in texts.items()]
    versions.sort(key=lambda version: list(Role).index(version.role))
    plain = row.plain
    return Document(
        id=row.id,
        titles=titles,
        versions=tuple(versions),
        date=parse_date(plain.get("date", "")),
        reference=_reference(plain),
        level=plain.get("level", "item"),
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
        notes=row.notes,
        images=_listed(plain, "images"),
        iiif_manifest=plain.get("iiif_manifest", ""),
        former_ids=_listed(plain, "former_ids"),
    )


def take(row: Row, max_bytes: int) -> Taken:
    """The document that a row describes, and remarks on its files; raises as `document`."""
    remarks = [
        remark
        for name in row.files
        for remark in encoding_remarks(read_decoded(named_file(row, name), max_bytes), row.manifest)
    ]
    return Taken(document(row, max_bytes), tuple(remarks))


def _main_key(row: Row) -> str:
    """The version whose title a plain “title” is: the English one, else the first."""
    return "en" if "en" in row.versions or not row.versions else next(iter(row.versions))


def _version(
    row: Row, key: str, values: Mapping[str, str], original: str, max_bytes: int
) -> Version:
    language = language_tag(values.get("language", "")) or _language_of_key(key)
    return Version(
        key=key,
        language=language,
        role=_role(row, values.get("role", ""), language, original),
        text=_text(row, values, max_bytes).strip("\n"),
        translator=values.get("translator", "").strip(),
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


def _text(row: Row, values: Mapping[str, str], max_bytes: int) -> str:
    if "text" in values:
        return values["text"].replace("\r\n", "\n")
    return read_decoded(named_file(row, values["file"]), max_bytes).text


def named_file(row: Row, name: str) -> Path:
    """The file that a row names.

    Raises:
        HoldingError: it lies outside of the holdings folder, or isn't there.
    """
    path = row.manifest.parent / name.strip()
    if not path.resolve().is_relative_to(row.root.resolve()):
        raise row.error(f"names the file {name}, which lies outside of the holdings folder")
    if not path.is_file():
        raise row.error(f"names the file {name}, which isn't there")
    return path


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
