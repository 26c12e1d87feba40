"""What a METS file says about its record, in MODS or Dublin Core → the columns of a manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.holdings.languages import language_tag
from archsearch.holdings.scans import ADDRESS
from archsearch.readers.columns import LISTED, column_of
from archsearch.readers.safe_xml import child, local, named, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

#: Elements of MODS 3 by the column that they are, in the order of preference.
_MODS = (
    ("date", ("dateCreated", "dateIssued", "copyrightDate", "dateOther")),
    ("people", ("name",)),
    ("subjects", ("topic",)),
    ("places", ("geographic",)),
    ("summary", ("abstract",)),
    ("rights", ("accessCondition",)),
    ("repository", ("physicalLocation",)),
    ("reference", ("shelfLocator",)),
    ("original_language", ("languageTerm",)),
)
_LANGUAGES = {"rus": "ru", "eng": "en", "chi": "zh", "zho": "zh", "ger": "de", "deu": "de"}


def described_by(tree: etree._Element) -> dict[str, str]:
    """The fields of a record: those of the first description; a later one adds what it lacks.

    Only a title and a date are taken from later ones: these describe the parts.
    """
    fields: dict[str, str] = {}
    for section in named(tree, "dmdSec"):
        found = _fields(section)
        if not fields:
            fields = found
        for name in ("title", "date"):
            if name in found:
                fields.setdefault(name, found[name])
    if label := " ".join((tree.get("LABEL") or "").split()):
        fields.setdefault("title", label)
    return fields


def _fields(section: etree._Element) -> dict[str, str]:
    mods = next(named(section, "mods"), None)
    found = _of_mods(mods) if mods is not None else _of_dublin_core(section)
    fields: dict[str, list[str]] = {}
    for name, value in found:
        if value and value not in fields.setdefault(name, []):
            fields[name].append(value)
    return {
        name: "|".join(values) if name in LISTED else values[0]
        for name, values in fields.items()
        if values
    }


def _of_mods(mods: etree._Element) -> Iterator[tuple[str, str]]:
    yield "title", _title(child(mods, "titleInfo"))
    for column, names in _MODS:
        for name in names:
            for element in named(mods, name):
                if not _is_of_another(element, mods):
                    yield column, _value(element)
    for element in named(mods, "identifier", "url"):
        value = text_of(element)
        if value.startswith(ADDRESS) and not _is_of_another(element, mods):
            yield "address", value


def _title(info: etree._Element | None) -> str:
    parts = [text_of(child(info, name)) for name in ("nonSort", "title")]
    title = " ".join(filter(None, parts))
    return ": ".join(filter(None, (title, text_of(child(info, "subTitle")))))


def _is_of_another(element: etree._Element, mods: etree._Element) -> bool:
    """Whether it describes a related item, a series or a host, or is a name within a subject."""
    for above in element.iterancestors():
        if above is mods:
            return False
        if local(above) == "relatedItem" or (
            local(above) == "subject" and local(element) == "name"
        ):
            return True
    return True


def _value(element: etree._Element) -> str:
    name = local(element)
    if name == "name":
        parts = [each for each in element if local(each) == "namePart"]
        plain = [text_of(each) for each in parts if each.get("type") != "date"]
        return ", ".join(filter(None, plain))
    if name == "languageTerm":
        given = text_of(element)
        return _LANGUAGES.get(given.casefold()) or language_tag(given)
    return text_of(element)


def _of_dublin_core(section: etree._Element) -> Iterator[tuple[str, str]]:
    for data in named(section, "xmlData"):
        for element in data.iter("*"):
            if len(element):
                continue
            column, _ = column_of(local(element))
            value = text_of(element)
            if column == "id":
                column = "address" if value.startswith(ADDRESS) else ""
            if column and column not in {"text", "file"}:
                yield column, value
