"""The columns of a manifest: their names in English and Russian, and what each holds.

A column that belongs to one version carries that version's key after an underscore: `title_ru`,
`text_en`, `file_en-2`, `translator_en`. Lists are written with `|` between their values.
`docs/holdings.md` documents them for librarians; a test keeps the two in step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: the English name, as it is documented.
        others: further names that are understood.
        holds: one line for a librarian.
    """

    name: str
    others: tuple[str, ...]
    holds: str


COLUMNS = (
    Column(
        "id",
        ("identifier", "dc:identifier", "номер", "идентификатор"),
        "what the record is called for good; needed",
    ),
    Column("title", ("dc:title", "название", "заголовок"), "title where it isn't given by version"),
    Column(
        "date",
        ("dc:date", "дата"),
        "as the source writes it: «22 апреля 1945г.», 1945-04, spring 1945",
    ),
    Column(
        "reference",
        ("reference_code", "unitid", "шифр"),
        "the whole code: ГАРФ, ф. Р-9401, оп. 2, д. 95, лл. 352-359",
    ),
    Column(
        "repository",
        ("archive", "архив", "хранилище"),
        "who holds it, where `reference` doesn't say",
    ),
    Column("fond", ("фонд",), "number of the fond"),
    Column("opis", ("опись",), "number of the opis"),
    Column("delo", ("дело",), "number of the delo"),
    Column("folios", ("листы",), "leaf or leaves: 352-359"),
    Column(
        "citation",
        ("dcterms:bibliographiccitation", "ссылка"),
        "how to cite it, if there is a prescribed form",
    ),
    Column(
        "address",
        ("source", "url", "dc:source", "адрес"),
        "web addresses of the record | the first is the canonical one",
    ),
    Column(
        "summary",
        ("description", "abstract", "dc:description", "аннотация", "описание"),
        "what it is about",
    ),
    Column("credits", ("благодарности",), "who made the publication possible"),
    Column("rights", ("dc:rights", "права"), "what may be done with it, for people"),
    Column(
        "rights_uri", ("license", "лицензия"), "the same for machines: the address of a licence"
    ),
    Column("access", ("доступ",), "open (if empty), reading-room, metadata-only or closed"),
    Column("access_until", ("доступ_до",), "day on which that ends: 2030-01-01"),
    Column(
        "original_language",
        ("язык_оригинала",),
        "language it was first written in: ru, Russian, русский",
    ),
    Column(
        "people",
        ("persons", "creator", "dc:creator", "лица", "персоны"),
        "persons | as the record names them",
    ),
    Column("places", ("coverage", "dc:coverage", "места"), "places | as the record names them"),
    Column(
        "subjects", ("subject", "dc:subject", "темы", "рубрики"), "subject terms | of your own list"
    ),
    Column("collection", ("ispartof", "коллекция"), "the collection that it is published in"),
    Column("level", ("уровень",), "item (if empty), file, series or fonds"),
    Column("former_ids", ("прежние_номера",), "ids that it had before | they redirect to it"),
    Column("images", ("изображения",), "page images | in their order"),
    Column("iiif_manifest", ("iiif",), "address of a IIIF manifest"),
)

VERSION_COLUMNS = (
    Column("title", ("название", "заголовок"), "title in that language"),
    Column("text", ("текст",), "the text itself"),
    Column("file", ("файл",), "or a text file, by its path from the manifest"),
    Column("language", ("язык",), "BCP 47 tag, where the key isn't one already"),
    Column("role", ("роль",), "original, copy or translation"),
    Column("translator", ("переводчик",), "who translated it"),
)

_PLAIN = {name: column.name for column in COLUMNS for name in (column.name, *column.others)}
_OF_VERSION = {
    name: column.name for column in VERSION_COLUMNS for name in (column.name, *column.others)
}
_VERSIONED = re.compile(
    rf"(?P<column>{'|'.join(sorted(_OF_VERSION, key=len, reverse=True))})"
    r"_(?P<key>[a-z]{2,3}(?:-[a-z0-9]+)*)"
)


def column_of(heading: str) -> tuple[str, str]:
    """The column that a heading means.

    Returns:
        (name, ""), (name, key of a version), or ("", "") for a heading that isn't known.
    """
    plain = re.sub(r"[\s-]+", "_", heading.strip().casefold()) if "_" not in heading else heading
    plain = plain.strip().casefold()
    if plain in _PLAIN:
        return _PLAIN[plain], ""
    found = _VERSIONED.fullmatch(plain)
    return (_OF_VERSION[found["column"]], found["key"]) if found else ("", "")
