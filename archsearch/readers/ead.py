"""EAD 2002 and EAD3 finding aids → a document for the collection and for every component.

The file streams: a component is given as soon as its own description ends, and its elements are
let go, so memory doesn't grow with the finding aid. A component has its whole path (fonds ›
series › file) and inherits its repository. The collection itself comes last, when its
description is complete.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings import Document, Rights, Scan
from archsearch.readers.ead_description import Description, described_by
from archsearch.readers.naming import as_id, default_id
from archsearch.readers.reader import Candidate, Head, Taken
from archsearch.readers.safe_xml import local, root_name, stream, text_of
from archsearch.readers.scans import locate
from archsearch.readers.text import check_size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from archsearch.settings import ReadingSettings

_COMPONENT = re.compile(r"c(?:0[1-9]|1[0-2])?")
_LEVELS = {
    "collection": "fonds",
    "fonds": "fonds",
    "recordgrp": "fonds",
    "subfonds": "series",
    "subgrp": "series",
    "class": "series",
    "series": "series",
    "subseries": "series",
    "file": "file",
    "item": "item",
}
#: Finding aids nest a dozen levels; this many is an attack or an accident.
MAX_DEPTH = 100


@dataclass
class _Open:
    """A component that has begun and not ended."""

    number: str
    level: str
    parts: list[etree._Element] = field(default_factory=list)
    children: int = 0
    given: bool = False
    description: Description | None = None


class FindingAid:
    """The reader of finding aids."""

    name = "EAD"

    def recognises(self, head: Head) -> bool:
        """Whether the root element is that of a finding aid."""
        return root_name(head) == "ead"

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """A record a component, and one for the whole."""
        try:
            check_size(path, settings.max_file_bytes)
            name = default_id(path, root)
            for each in _components(path, name, settings.max_records):
                if isinstance(each, Candidate):
                    called = path if each.id == name else None
                    read = partial(_with_scans, each, path, root)
                    yield replace(each, read=read, by_path=called)
                else:
                    yield each
        except HoldingError as error:
            yield error


def _with_scans(candidate: Candidate, path: Path, root: Path) -> Taken:
    document = candidate.read().document
    return Taken(*locate(document, (), path, root, candidate.place))


def _components(path: Path, name: str, limit: int) -> Iterator[Candidate | HoldingError]:
    aid, opened, count = name, list[_Open](), 0
    for event, element in stream(path):
        tag = local(element)
        is_unit = tag == "archdesc" or _COMPONENT.fullmatch(tag) is not None
        if event == "start" and is_unit:
            if len(opened) >= MAX_DEPTH:
                raise HoldingError(f"nests components {MAX_DEPTH} deep", path)
            if opened and tag != "archdesc" and len(opened) > 1:
                yield from _give(opened, aid, path)
            opened.append(_begin(element, opened))
        elif event == "end" and tag in {"eadid", "recordid"} and not opened:
            aid = as_id(text_of(element)) or name
        elif event == "end" and is_unit and opened:
            yield from _give(opened, aid, path)
            opened.pop()
            _forget(element)
            count += 1
            if count > limit:
                raise HoldingError(
                    f"has more than {limit:,} components",
                    path,
                    remedy="divide it, or raise reading.max_records in archsearch.toml",
                )
        elif event == "end" and opened and _is_part(element):
            _keep(element, opened[-1])


def _begin(element: etree._Element, opened: list[_Open]) -> _Open:
    level = _LEVELS.get((element.get("level") or "").lower(), "file")
    if not opened:
        return _Open("", "fonds")
    parent = opened[-1]
    parent.children += 1
    position = f"{parent.number}.{parent.children}" if parent.number else str(parent.children)
    return _Open(position, level)


def _is_part(element: etree._Element) -> bool:
    parent = element.getparent()
    if parent is None or local(element) == "dsc":
        return False
    tag = local(parent)
    return tag == "archdesc" or _COMPONENT.fullmatch(tag) is not None


def _keep(element: etree._Element, unit: _Open) -> None:
    """Keep a part of a unit's description until the unit is given."""
    unit.parts.append(element)
    if local(element) == "did":
        unit.description = described_by([element])


def _give(opened: list[_Open], aid: str, path: Path) -> Iterator[Candidate]:
    """The record of the innermost unit, once; the collection's when it ends."""
    unit = opened[-1]
    if unit.given:
        return
    unit.given = True
    element = unit.parts[0].getparent() if unit.parts else None
    own = element.get("id") if element is not None else None
    number = f"{aid}-{as_id(own or unit.number)}" if len(opened) > 1 else aid
    line = element.sourceline if element is not None else None
    description = described_by(unit.parts)
    above = [each.description or Description() for each in opened[:-1]]
    document = _document(number, unit.level, description, above)
    unit.parts.clear()
    place = f"line {line}" if line else ""

    def read() -> Taken:
        if not any(document.titles.values()):
            raise HoldingError(
                "a component has neither title nor date",
                path,
                place=place,
                remedy="give it a unittitle",
            )
        return Taken(document)

    yield Candidate(number, place, (), read, at_hand=True)


def _document(
    number: str, level: str, description: Description, above: list[Description]
) -> Document:
    whole = [*above, description]
    path = " › ".join(each.title for each in above if each.title)
    title = description.title or description.date.written or description.unit_id
    return Document(
        id=number,
        titles={description.key(title): title},
        date=description.date,
        reference=description.reference(whole),
        level=level,
        summary=description.summary,
        rights=Rights(next((each.rights for each in reversed(whole) if each.rights), "")),
        addresses=description.addresses,
        original_language=next((each.language for each in reversed(whole) if each.language), ""),
        people=description.people,
        places=description.places,
        subjects=description.subjects,
        collection=above[0].title if above else "",
        notes=(*((("Path", path),) if path else ()), *description.notes),
        scans=tuple(map(Scan, description.images)),
        iiif_manifest=description.iiif_manifest,
    )


def _forget(element: etree._Element) -> None:
    """Let go of an element that has ended, and of those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
