"""TEI P5 and P4 → a document: its header, the persons and places it names, its texts.

Divisions in two languages (by ``xml:lang``, or linked to each other by ``corresp``) are versions
of one document; a text in one language is one version.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings.dates import ArchivalDate, edtf_date
from archsearch.holdings.languages import language_tag
from archsearch.readers.described import Described, describe_versions, language_of
from archsearch.readers.naming import as_id
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
from archsearch.readers.scans import locate
from archsearch.readers.tei_text import text_and_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml import etree

    from archsearch.holdings import Document
    from archsearch.readers.paged import PagedText
    from archsearch.settings import ReadingSettings

#: Elements that name somebody or something, and the heading of their notes.
KINDS = {"persName": "Person", "placeName": "Place", "orgName": "Organisation"}
#: What names an image, not a page of one or an element.
_NAMES_FILE = re.compile(r"^https?://|^[^#].*\.\w{3,4}$")
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
    images, facs = _images(tree)
    texts = _texts(body, facs)
    if not any(text.text for text in texts.values()):
        raise HoldingError("has no text", path)
    number = as_id(tree.get(XML_ID) or tree.get("id") or "") or record_id
    described = Described(path, root, number, _fields(header, body))
    made, remarks = locate(describe_versions(described, texts), images, path, root)
    return Taken(_complete(made, header, tree), remarks)


def _images(tree: etree._Element) -> tuple[list[str], dict[str, int]]:
    """The page images, and for what the `facs` of a page may say the place of its image.

    It names the image, or an element of the facsimile that has one.
    """
    graphics = {
        f"#{each.get(XML_ID)}": graphic.get("url") or ""
        for facsimile in named(tree, "facsimile")
        for each in facsimile.iter("{*}*")
        if each.get(XML_ID)
        for graphic in [each if local(each) == "graphic" else next(named(each, "graphic"), each)]
    }
    said = [each.get("facs") or "" for each in named(tree, "pb") if each.get("facs")]
    urls = [graphics.get(each, each) for each in said] or list(graphics.values())
    images = list(dict.fromkeys(url for url in urls if _NAMES_FILE.search(url)))
    places = {
        each: images.index(url) for each, url in zip(said, urls, strict=False) if url in images
    }
    return images, places


def _body(tree: etree._Element) -> etree._Element | None:
    text = child(tree, "text")
    found = child(text, "body")
    return text if found is None else found


def _texts(body: etree._Element, facs: Mapping[str, int]) -> dict[str, PagedText]:
    """The text of each version by its key."""
    container = _container(body)
    divisions = [each for each in container if local(each).startswith("div")]
    declared = [each.get(XML_LANG) or each.get("lang") or "" for each in divisions]
    if (len({*declared}) > 1 and all(declared)) or _are_linked(divisions):
        return _by_language(container, facs)
    whole = text_and_pages([body], facs)
    above = [body, *body.iterancestors()]
    own = next((lang for each in above if (lang := each.get(XML_LANG) or each.get("lang"))), "")
    key = language_tag(own or "").split("-")[0] or language_of(whole.text)
    return {key: whole}


def _container(body: etree._Element) -> etree._Element:
    """The element whose divisions are the versions: the body, or a division around them."""
    parts = [each for each in body if local(each) not in {"pb", "head", ""}]
    inner = [each for each in parts[0] if local(each).startswith("div")] if parts else []
    is_wrapped = len(parts) == 1 and local(parts[0]).startswith("div") and len(inner) > 1
    return _container(parts[0]) if is_wrapped else body


def _by_language(container: etree._Element, facs: Mapping[str, int]) -> dict[str, PagedText]:
    """What stands in each language, one after the other; all see the same page breaks.

    A part that doesn't say its language is told by its script; one without letters goes with what
    stands before it.
    """
    parts: dict[str, list[etree._Element]] = {}
    breaks: list[etree._Element] = []
    key = ""
    for element in container:
        if local(element) == "pb":
            breaks.append(element)
            for elements in parts.values():
                elements.append(element)
        elif local(element):
            key = _language(element, key)
            parts.setdefault(key, list(breaks)).append(element)
    return {key or "und": text_and_pages(elements, facs) for key, elements in parts.items()}


def _language(element: etree._Element, before: str) -> str:
    said = language_tag(element.get(XML_LANG) or element.get("lang") or "").split("-")[0]
    if said:
        return said
    told = language_of(text_and_pages([element]).text)
    return before if told == "und" else told


def _are_linked(divisions: list[etree._Element]) -> bool:
    """Whether one of the divisions names another as its counterpart, in another script."""
    ids = {each.get(XML_ID): each for each in divisions if each.get(XML_ID)}
    linked = [
        (each, ids[target])
        for each in divisions
        for target in (each.get("corresp") or "").replace("#", "").split()
        if target in ids and ids[target] is not each
    ]
    return any(_language(one, "") != _language(other, "") for one, other in linked)


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
