"""The columns of a manifest: their names in English and Russian, and what each holds.

A column that belongs to one version carries that version's key after an underscore: `title_ru`,
`text_en`, `file_en-2`, `translator_en`; "Title (Russian)" and «Название (рус.)» mean the same as
`title_ru`. Capitals don't matter, nor do spaces for underscores, nor the prefix of Dublin Core.
Lists are written with `|` between their values.
`docs/holdings.md` documents them for librarians; a test keeps the two in step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from archsearch.holdings.languages import known_language, language_tag

#: Columns that hold several values, so that two columns of one meaning are joined.
LISTED = frozenset({"address", "people", "places", "subjects", "former_ids", "images"})
#: What stands between the values of a list.
LIST_SEPARATOR = "|"


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
        (
            "identifier",
            "record_id",
            "document_id",
            "номер",
            "номер_документа",
            "идентификатор",
            "ид",
        ),
        "what the record is called for good; needed",
    ),
    Column(
        "title",
        (
            "name",
            "document_title",
            "название",
            "название_документа",
            "наименование",
            "заголовок",
            "заглавие",
        ),
        "title where it isn't given by version",
    ),
    Column(
        "text",
        ("full_text", "transcript", "transcription", "текст", "полный_текст", "текст_документа"),
        "the text, if there is one; in two scripts it becomes two versions",
    ),
    Column(
        "file",
        ("filename", "files", "path", "файл", "файлы", "имя_файла", "путь"),
        "or the file of it, by its path from the manifest",
    ),
    Column(
        "date",
        (
            "dates",
            "created",
            "date_created",
            "issued",
            "date_issued",
            "дата",
            "даты",
            "дата_документа",
            "дата_создания",
            "датировка",
            "крайние_даты",
        ),
        "as the source writes it: «22 апреля 1945г.», 1945-04, spring 1945",
    ),
    Column(
        "reference",
        (
            "reference_code",
            "reference_number",
            "call_number",
            "shelfmark",
            "unitid",
            "шифр",
            "архивный_шифр",
            "шифр_хранения",
        ),
        "the whole code: ГАРФ, ф. Р-9401, оп. 2, д. 95, лл. 352-359",
    ),
    Column(
        "repository",
        ("archive", "holding_institution", "архив", "хранилище", "место_хранения"),
        "who holds it, where `reference` doesn't say",
    ),
    Column("fond", ("fonds", "fund", "фонд", "номер_фонда", "ф."), "number of the fond"),
    Column("opis", ("inventory", "опись", "номер_описи", "оп."), "number of the opis"),
    Column(
        "delo", ("дело", "номер_дела", "единица_хранения", "ед._хр.", "д."), "number of the delo"
    ),
    Column("folios", ("folio", "leaves", "листы", "лист", "лл.", "л."), "leaf or leaves: 352-359"),
    Column(
        "citation",
        ("bibliographiccitation", "identifier.citation", "ссылка"),
        "how to cite it, if there is a prescribed form",
    ),
    Column(
        "address",
        ("source", "url", "uri", "link", "identifier.uri", "адрес"),
        "web addresses of the record | the first is the canonical one",
    ),
    Column(
        "summary",
        (
            "description",
            "abstract",
            "description.abstract",
            "scope_and_content",
            "аннотация",
            "описание",
            "содержание",
            "краткое_содержание",
        ),
        "what it is about",
    ),
    Column("credits", ("благодарности",), "who made the publication possible"),
    Column(
        "rights", ("rights_statement", "copyright", "права"), "what may be done with it, for people"
    ),
    Column(
        "rights_uri", ("license", "лицензия"), "the same for machines: the address of a licence"
    ),
    Column("access", ("доступ",), "open (if empty), reading-room, metadata-only or closed"),
    Column("access_until", ("доступ_до",), "day on which that ends: 2030-01-01"),
    Column(
        "original_language",
        ("language", "lang", "language.iso", "язык_оригинала", "язык"),
        "language it was first written in: ru, Russian, русский",
    ),
    Column(
        "people",
        (
            "persons",
            "names",
            "creator",
            "author",
            "authors",
            "contributor",
            "contributor.author",
            "лица",
            "персоны",
            "имена",
            "автор",
            "авторы",
        ),
        "persons | as the record names them",
    ),
    Column(
        "places",
        ("place", "locations", "coverage", "spatial", "coverage.spatial", "места", "место"),
        "places | as the record names them",
    ),
    Column(
        "subjects",
        ("subject", "keywords", "tags", "topics", "темы", "рубрики", "ключевые_слова"),
        "subject terms | of your own list",
    ),
    Column(
        "collection",
        ("ispartof", "relation.ispartof", "коллекция"),
        "the collection that it is published in",
    ),
    Column(
        "level",
        ("level_of_description", "уровень", "уровень_описания"),
        "item (if empty), file, series or fonds",
    ),
    Column(
        "former_ids",
        ("прежние_номера",),
        "ids that it had before | they redirect to it",
    ),
    Column("images", ("image", "scans", "изображения", "сканы"), "page images | in their order"),
    Column("iiif_manifest", ("iiif", "iiif_manifest_url"), "address of a IIIF manifest"),
)

VERSION_COLUMNS = (
    Column("title", ("название", "заголовок", "заглавие"), "title in that language"),
    Column("text", ("текст",), "the text itself"),
    Column("file", ("файл",), "or a file, by its path from the manifest"),
    Column("language", ("язык",), "BCP 47 tag, where the key isn't one already"),
    Column("role", ("роль",), "original, copy or translation"),
    Column("translator", ("переводчик",), "who translated it"),
)

#: What `archsearch manifest` says about its own proposals; nothing of it is indexed.
PROPOSED = (
    Column("pair_confidence", (), "how sure it is that the files are versions of one record"),
    Column("pair_evidence", (), "what speaks for that: text, length, date, reference, name"),
    Column("maybe_pair", (), "id of a record that may be another version of this one"),
    Column("maybe_pair_confidence", (), "how sure that is"),
    Column("title_confidence", (), "how sure the title is"),
    Column("date_confidence", (), "how sure the date is"),
    Column("reference_confidence", (), "how sure the reference code is"),
)
#: What such a column means to a reader.
IGNORED = "ignored"

#: The names of AtoM's ISAD(G) import (AtoM 2.8, "CSV column mapping") that say something else
#: than, or are missing from, the names above.
ATOM = {
    "legacyid": "id",
    "identifier": "reference",
    "levelofdescription": "level",
    "scopeandcontent": "summary",
    "eventdates": "date",
    "eventactors": "people",
    "nameaccesspoints": "people",
    "placeaccesspoints": "places",
    "subjectaccesspoints": "subjects",
    "digitalobjecturi": "images",
    "reproductionconditions": "rights",
}
#: The columns that only AtoM's import has; with either, the others are read as its own too.
_ATOM_TELLING = frozenset({"legacyid", "levelofdescription"})


def _squeezed(name: str) -> str:
    """A name without what writers vary: fileName, file_name and "File name" are one."""
    return re.sub(r"[\s_.'’-]+", "", name.casefold().replace("ё", "е"))


_PLAIN = {
    _squeezed(name): column.name for column in COLUMNS for name in (column.name, *column.others)
}
_PLAIN |= {_squeezed(column.name): IGNORED for column in PROPOSED}
_OF_VERSION = {
    name: column.name for column in VERSION_COLUMNS for name in (column.name, *column.others)
}
_NAMES_OF_VERSION = "|".join(sorted(_OF_VERSION, key=len, reverse=True))
_VERSIONED = (
    # title_ru, text.en-2, title@ru; "Title (Russian)", dc.title[ru]; «Текст_англ.», "Text: English"
    re.compile(
        rf"(?P<column>{_NAMES_OF_VERSION})"
        r"(?:[_.@:](?P<key>[a-z]{2,3}(?:-[a-z0-9]+)*)|_?[(\[](?P<language>[^()\[\]]+)[)\]]"
        r"|_?[-–—_.:/]_?(?P<name>[^\W\d_]{3,})\.?)"
    ),
    # ru_title, "Russian text", «Русский текст»
    re.compile(rf"(?P<before>[^\W\d_]{{2,}})[_.](?P<column>{_NAMES_OF_VERSION})"),
)
#: A language after a name of Dublin Core, as repositories write them out: dc.subject[en_US].
_OF_LANGUAGE = re.compile(r"\[[a-z]{2,3}(?:[_-][a-z]{2})?\]$")
#: A table is a manifest if it has these, or a version's column beside one of them.
_TELLING = {"id", "title"}
_DUBLIN_CORE = re.compile(r"^(?:dc|dcterms|dublin_core)[:.]_?")
#: What headings shorten the names of languages to.
_SHORT_LANGUAGES = {"рус": "ru", "англ": "en", "кит": "zh", "нем": "de", "rus": "ru", "eng": "en"}


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table, or the names of a record's fields.

    Attributes:
        written: as the table has them.
        columns: what each means, as `column_of` says it.
    """

    written: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]

    @property
    def telling(self) -> bool:
        """Whether they are those of a manifest: an id and a title, or one of them and a version."""
        names = {name for name, key in self.columns if not key}
        versioned = any(key for _, key in self.columns) or bool(names & {"text", "file"})
        return names >= _TELLING or (bool(names & _TELLING) and versioned)

    @property
    def known(self) -> int:
        """How many of them are known."""
        return sum(bool(name) for name, _ in self.columns)


@cache
def column_of(heading: str) -> tuple[str, str]:
    """The column that a heading means.

    Returns:
        (name, ""), (name, key of a version), or ("", "") for a heading that isn't known.
    """
    plain = _DUBLIN_CORE.sub("", re.sub(r"\s+", "_", heading.strip().casefold()))
    named = _PLAIN.get(_squeezed(plain))
    if named:
        return named, ""
    for pattern in _VERSIONED:
        found = pattern.fullmatch(plain)
        key = _key_of(found) if found else ""
        if found and key:
            return _OF_VERSION[found["column"]], key
    return _PLAIN.get(_squeezed(_OF_LANGUAGE.sub("", plain)), ""), ""


def _key_of(heading: re.Match[str]) -> str:
    """The version that a heading is of, "" for a word that is no language: raw_text."""
    given = heading.groupdict()
    if "before" in given:
        return known_language(_SHORT_LANGUAGES.get(given["before"], given["before"]))
    return given["key"] or _language(given["language"] or given["name"])


@lru_cache(maxsize=256)
def headings_of(written: tuple[str, ...]) -> Headings:
    """What the headings of a table mean.

    The import of AtoM calls the reference code "identifier"; what else it calls differently is
    known only in its tables.
    """
    plain = [heading.strip().casefold() for heading in written]
    from_atom = bool(_ATOM_TELLING & set(plain))
    columns = [
        (ATOM[name], "") if from_atom and name in ATOM else column_of(heading)
        for name, heading in zip(plain, written, strict=True)
    ]
    return Headings(written, tuple(columns))


def _language(name: str) -> str:
    # en_US and en are one language here.
    plain = re.sub(r"^([a-z]{2,3})[-_][a-z]{2}$", r"\1", name.strip(" ._").casefold())
    return _SHORT_LANGUAGES.get(plain) or language_tag(plain)
