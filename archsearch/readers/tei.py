"""TEI P5 and P4 → a document: its header, the persons and places it names, its texts.

Divisions in two languages (by ``xml:lang``, or linked to each other by ``corresp``) are versions
of one document; a text in one language is one version.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings import Scan
from archsearch.holdings.dates import ArchivalDate, edtf_date
from archsearch.holdings.languages import language_tag
from archsearch.readers.described import Described, describe_versions, language_of
from archsearch.readers.naming import as_id
from archsearch.readers.paged import PagedText
from archsearch.readers.reader import Head, Taken, WholeFile
from archsearch.readers.safe_xml import (
    XML_ID,
    XML_LANG,
    child,
    local,
    named,
    parse,
    root_name,
    text_of,
)
from archsearch.readers.tei_text import text_and_pages

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from archsearch.holdings import Document, PageBreak
    from archsearch.settings import ReadingSettings

#: Elements that name somebody or something, and the heading of their notes.
KINDS = {"persName": "Person", "placeName": "Place", "orgName": "Organisation"}
_KEYS = ("key", "ref", "corresp")


def recognises(head: Head) -> bool:
    """Whether the root element is TEI's."""
    return root_name(head) in {"TEI", "TEI.2"}


def read(path: Path, root: Path, record_id: str, settings: ReadingSettings) -> Taken:
    """The document of a TEI file.

    Raises:
        HoldingError: it can't be read, isn't well formed, or has no text.
    """
    tree = parse(path, settings.max_file_bytes)
    header, body = child(tree, "teiHeader"), _body(tree)
    if body is None:
        raise HoldingError("has no text element", path)
    texts = _texts(tree, body)
    if not any(text for text, _ in texts.values()):
        raise HoldingError("has no text", path)
    number = as_id(tree.get(XML_ID) or tree.get("id") or "") or record_id
    described = Described(path, root, number, _fields(header, body))
    made = describe_versions(described, {key: PagedText(*pair) for key, pair in texts.items()})
    return Taken(_complete(made, header, tree))


def _body(tree: etree._Element) -> etree._Element | None:
    text = child(tree, "text")
    found = child(text, "body")
    return text if found is None else found


def _texts(
    tree: etree._Element, body: etree._Element
) -> dict[str, tuple[str, tuple[PageBreak, ...]]]:
    """Text and page breaks by version key."""
    divisions = [each for each in body if local(each).startswith("div")]
    languages = [each.get(XML_LANG) or each.get("lang") or "" for each in divisions]
    if len({*languages}) > 1 and all(languages):
        return _by_language(divisions, languages)
    linked = _linked(divisions)
    if linked is not None:
        return _by_language(linked, [language_of(text_and_pages(each)[0]) for each in linked])
    whole = text_and_pages(body)
    parent = body.getparent()
    above = [body, tree] if parent is None else [body, parent, tree]
    own = next((each.get(XML_LANG) for each in above if each.get(XML_LANG)), "")
    key = language_tag(own or "").split("-")[0] or language_of(whole[0])
    return {key: whole}


def _by_language(
    divisions: list[etree._Element], languages: list[str]
) -> dict[str, tuple[str, tuple[PageBreak, ...]]]:
    """The divisions of each language one after the other; pages are those of its first."""
    texts: dict[str, tuple[str, tuple[PageBreak, ...]]] = {}
    for division, language in zip(divisions, languages, strict=True):
        key = language_tag(language).split("-")[0] or "und"
        text, pages = text_and_pages(division)
        before, earlier = texts.get(key, ("", ()))
        start = len(before) + 2 if before else 0
        moved = tuple(dataclasses.replace(page, offset=page.offset + start) for page in pages)
        texts[key] = (f"{before}\n\n{text}" if before else text, earlier + moved)
    return texts


def _linked(divisions: list[etree._Element]) -> list[etree._Element] | None:
    """Two divisions of which one names the other as its counterpart."""
    ids = {each.get(XML_ID): each for each in divisions if each.get(XML_ID)}
    for each in divisions:
        other = ids.get((each.get("corresp") or "").lstrip("#"))
        if other is not None and other is not each:
            return [other, each]
    return None


def _fields(header: etree._Element | None, body: etree._Element) -> dict[str, str]:
    """What the header says, by the headings of manifest columns."""
    identifier = next(named(header, "msIdentifier"), None) if header is not None else None
    fields = {
        "title": _first(header, "title") or _first(body, "head"),
        "summary": _first(header, "abstract"),
        "rights": _first(header, "licence") or _first(header, "availability"),
        "repository": _first(identifier, "repository"),
        "reference": _first(identifier, "idno"),
        "subjects": "|".join(_all(header, "term")),
    }
    return {name: value for name, value in fields.items() if value}


def _complete(made: Document, header: etree._Element | None, tree: etree._Element) -> Document:
    """The document with its date, and with the persons and places that its text names."""
    body = child(tree, "text")
    names = {tag: _all(body, tag) for tag in KINDS}
    creation = next(named(header, "creation"), None) if header is not None else None
    dated = next(named(creation, "date"), None) if creation is not None else None
    if dated is None and body is not None:
        dated = next(named(body, "date"), None)
    return dataclasses.replace(
        made,
        date=made.date if dated is None else _date(dated),
        people=tuple(dict.fromkeys([*made.people, *names["persName"], *names["orgName"]])),
        places=tuple(dict.fromkeys([*made.places, *names["placeName"]])),
        notes=(*made.notes, *_keyed(body)),
        scans=tuple(
            Scan(address)
            for page in (named(body, "pb") if body is not None else ())
            if (address := page.get("facs") or "").startswith(("http://", "https://"))
        ),
    )


def _date(element: etree._Element) -> ArchivalDate:
    given = element.get("when") or element.get("value") or ""
    start, end = element.get("from") or element.get("notBefore"), element.get("to")
    span = "/".join((start or "..", end or element.get("notAfter") or ".."))
    return edtf_date(given.split("T")[0] or (span if start else ""), text_of(element))


def _keyed(body: etree._Element | None) -> list[tuple[str, str]]:
    """For each key that an encoder gave to names, the forms that stand for it in the text."""
    forms: dict[tuple[str, str], dict[str, None]] = {}
    for element in named(body, *KINDS) if body is not None else ():
        key = next((element.get(each) for each in _KEYS if element.get(each)), "") or ""
        form = text_of(element)
        if key and form:
            forms.setdefault((local(element), key.lstrip("#")), {})[form] = None
    return [(KINDS[tag], f"{key}: {'; '.join(found)}") for (tag, key), found in forms.items()]


def _first(element: etree._Element | None, name: str) -> str:
    return next(iter(_all(element, name)), "")


def _all(element: etree._Element | None, name: str) -> list[str]:
    """The distinct texts of the elements of a name, in document order."""
    if element is None:
        return []
    return list(dict.fromkeys(filter(None, map(text_of, named(element, name)))))


TEI = WholeFile("TEI", recognises, read)
