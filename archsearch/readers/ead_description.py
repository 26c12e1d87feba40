"""The description of one unit of a finding aid: its `did`, notes and access points."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archsearch.holdings import ArchivalDate, Reference
from archsearch.holdings.dates import edtf_date, parse_date
from archsearch.holdings.languages import language_tag
from archsearch.holdings.reference import parse_reference
from archsearch.readers.safe_xml import XLINK_HREF, child, local, named, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

_NAMES = ("persname", "famname", "corpname", "name")
_NOTE_LABELS = {
    "bioghist": "History",
    "arrangement": "Arrangement",
    "accessrestrict": "Access",
    "custodhist": "Custodial history",
    "acqinfo": "Acquisition",
    "originalsloc": "Location of originals",
    "altformavail": "Copies",
    "relatedmaterial": "Related material",
    "separatedmaterial": "Separated material",
    "odd": "Note",
    "note": "Note",
    "didnote": "Note",
    "physdesc": "Extent",
    "container": "Container",
    "materialspec": "Material",
    "physloc": "Location",
}
_IMAGE = re.compile(r"\.(?:jpe?g|png|tiff?|jp2|webp|gif)$", re.IGNORECASE)
_IIIF = re.compile(r"/manifest(?:\.json)?/?$|iiif.*manifest", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Description:
    """What a finding aid says of one unit; the fields are those of `Document`."""

    title: str = ""
    unit_id: str = ""
    repository: str = ""
    date: ArchivalDate = field(default_factory=ArchivalDate)
    summary: str = ""
    rights: str = ""
    language: str = ""
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    iiif_manifest: str = ""

    @staticmethod
    def key(title: str) -> str:
        """The version key of a title by its script."""
        return "ru" if re.search(r"[А-я]", title) else "en"

    def reference(self, whole: Sequence[Description]) -> Reference:
        """The code of the last of `whole`: the repository, then every unit's number."""
        repository = next((each.repository for each in reversed(whole) if each.repository), "")
        numbers = list(dict.fromkeys(each.unit_id for each in whole if each.unit_id))
        if not numbers:
            return Reference(repository=repository, written=repository)
        # A number that holds the one above it stands alone.
        numbers = [
            each
            for each, after in zip(numbers, [*numbers[1:], ""], strict=True)
            if not after.startswith(each)
        ]
        written = ", ".join(part for part in (repository, *numbers) if part)
        return replace(parse_reference(written), repository=repository)


def described_by(parts: Sequence[etree._Element]) -> Description:
    """The description that some parts of a unit (its `did` and what follows it) make."""
    did = next((each for each in parts if local(each) == "did"), None)
    summary = [text_of(each) for each in _among(parts, "abstract")]
    summary += [_without_heading(each) for each in _among(parts, "scopecontent")]
    links = [
        href
        for part in parts
        for dao in named(part, "dao", "daoloc")
        if (href := dao.get(XLINK_HREF) or dao.get("href") or "")
    ]
    return Description(
        title=_title(did),
        unit_id=text_of(child(did, "unitid")).rstrip("."),
        repository=text_of(child(did, "repository")),
        date=_date(did),
        summary="\n\n".join(filter(None, summary)),
        rights=" ".join(_without_heading(each) for each in _among(parts, "userestrict")),
        language=_language(did),
        people=_terms(parts, *_NAMES),
        places=_terms(parts, "geogname"),
        subjects=_terms(parts, "subject", "genreform", "function", "occupation"),
        notes=_notes(parts),
        addresses=tuple(
            each
            for each in links
            if re.match("https?://", each) and not (_IMAGE.search(each) or _IIIF.search(each))
        ),
        images=tuple(each for each in links if _IMAGE.search(each)),
        iiif_manifest=next((each for each in links if _IIIF.search(each)), ""),
    )


def _among(parts: Sequence[etree._Element], *names: str) -> list[etree._Element]:
    """Parts, and parts of the `did`, of one of the names."""
    direct = [each for part in parts for each in (part, *part) if local(each) in names]
    return list(dict.fromkeys(direct))


def _title(did: etree._Element | None) -> str:
    title = child(did, "unittitle")
    return re.sub(r"[\s,;:]+$", "", text_of(title))


def _date(did: etree._Element | None) -> ArchivalDate:
    if did is None:
        return ArchivalDate()
    for element in named(did, "unitdate"):
        normal = element.get("normal") or element.get("standarddate") or ""
        written = text_of(element)
        return edtf_date(normal, written) if normal else parse_date(written)
    for element in named(did, "daterange", "datesingle"):
        ends = [each.get("standarddate") or text_of(each) for each in element] or [
            element.get("standarddate") or text_of(element)
        ]
        return edtf_date("/".join(ends), text_of(element) if len(ends) == 1 else "–".join(ends))
    return ArchivalDate()


def _language(did: etree._Element | None) -> str:
    if did is None:
        return ""
    for element in named(did, "language"):
        tag = language_tag(element.get("langcode") or "") or language_tag(text_of(element))
        if tag:
            return tag
    return ""


def _terms(parts: Sequence[etree._Element], *names: str) -> tuple[str, ...]:
    """Access points; a name that EAD3 gives in parts is put together."""
    terms = (
        text_of(each).rstrip(".")
        for part in parts
        if local(part) in {"did", "controlaccess"}
        for each in named(part, *names)
        if local(each.getparent()) != "repository"  # type: ignore[arg-type]  # it lies below `part`
    )
    return tuple(dict.fromkeys(filter(None, terms)))


def _notes(parts: Sequence[etree._Element]) -> tuple[tuple[str, str], ...]:
    found = []
    for each in _among(parts, *_NOTE_LABELS):
        label = text_of(child(each, "head")) or each.get("type") or _NOTE_LABELS[local(each)]
        text = _without_heading(each)
        if text:
            found.append((label.strip().capitalize(), text))
    return tuple(found)


def _without_heading(element: etree._Element) -> str:
    """The paragraphs of a note, without its heading."""
    blocks = [text_of(each) for each in element if local(each) not in {"head", ""}]
    own = " ".join((element.text or "").split())
    tails = [" ".join((each.tail or "").split()) for each in element]
    if own or any(tails):
        heading = child(element, "head")
        return text_of(element).removeprefix(text_of(heading)).strip()
    return "\n\n".join(filter(None, blocks))
