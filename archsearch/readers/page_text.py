"""The page text of a digital archive: a description, then a letter and its translation.

    **April 22, 1945**
    **Letter from …**
    **Citation:** … <https://…/document/121726>
    **Summary:** … **Credits:** … **Original Language:** … **Contents:**

The sections may stand in any order, date and title may be labelled too, and the record may have
two addresses (`/document/…`, `/node/…`). Emphasis and hard line breaks are the page's markup, not
the letter's, and are taken out; so is the page's furniture («Original Scan»).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings import Document, Rights
from archsearch.holdings.dates import ArchivalDate, parse_date
from archsearch.holdings.languages import language_tag
from archsearch.holdings.reference import parse_reference
from archsearch.readers.naming import default_id
from archsearch.readers.page_labels import is_page_text, sections_of
from archsearch.readers.page_versions import versions_of
from archsearch.readers.reader import Candidate, Head, Taken
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from archsearch.holdings import Reference
    from archsearch.readers.report import Problem
    from archsearch.settings import ReadingSettings

_ADDRESS = re.compile(r"https?://[^\s>)\]\"”]+[^\s>)\]\"”.,;]")
_RECORD = re.compile(r"/(?P<kind>document|node)/(?P<id>[\w.~-]+)")
_TRANSLATORS = re.compile(r"translated (?:for \w+ )?by ((?:\w\.\s*)*[^.;]+)", re.IGNORECASE)
#: The code in a citation stands between the archive that published it and who obtained it.
_CODE = re.compile(
    r"(?:Digital Archive|Archive),\s*(?P<code>[^\"“”]+?)(?:\.\s+[A-Z][^,]*\bby\b|\.?\s*$)"
)
#: Sections that are kept as they stand.
_NOTES = ("Original Uploaded Date", "Original Classification")


class PageText:
    """The reader of page texts."""

    name = "page text"

    def recognises(self, head: Head) -> bool:
        """Whether the labels of a page are there."""
        return is_page_text(head.text)

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """The one record of a page."""
        try:
            decoded = read_decoded(path, settings.max_file_bytes)
        except HoldingError as error:
            yield error
            return
        text = decoded.text
        own = page_id(text)
        number = own or default_id(path, root)
        read = partial(_taken, text, path, number, encoding_remarks(decoded, path))
        yield Candidate(number, "", (), read, by_path=None if own else path)


def _taken(text: str, path: Path, number: str, remarks: tuple[Problem, ...]) -> Taken:
    return Taken(read_page(text, path, number), remarks)


def page_id(text: str) -> str:
    """The id of the record in the page's address, "" if there is none."""
    addresses = _addresses(text)
    found = _RECORD.search(addresses[0]) if addresses else None
    return found["id"] if found else ""


def _addresses(text: str) -> tuple[str, ...]:
    """The web addresses of the record that a page describes, the canonical one first.

    That is the one of the document; `/node/…` is how the archive's program calls it.
    """
    found = _ADDRESS.findall(_without_contents(text))
    records = [address for address in found if _RECORD.search(address)]
    records.sort(key=lambda address: "/node/" in address)
    return tuple(dict.fromkeys(records or found))


def _without_contents(text: str) -> str:
    if not is_page_text(text):
        return text
    sections = sections_of(text)
    return text.replace(sections.named["contents"], "\n", 1)


def _rights(statement: str) -> Rights:
    """A statement for people, and the address of a licence where it gives one."""
    licence = _ADDRESS.search(statement)
    return Rights(_without_addresses(statement), licence[0] if licence else "")


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub("", text).replace("<>", "").strip()


def read_page(text: str, path: Path, record_id: str) -> Document:
    """Read a page.

    Args:
        text: the whole page.
        path: where it is, for messages.
        record_id: id of the record.

    Raises:
        HoldingError: it has no title, or no text.
    """
    sections = sections_of(text)
    named = sections.named
    date, title = _date_and_title(sections.head, named)
    if not title:
        raise HoldingError("has no title", path, remedy="put the title above “Citation:”")
    citation = named.get("citation", "")
    languages = _listed(named.get("original language", "").replace(",", ";").replace(" and ", ";"))
    originals = [tag for name in languages if (tag := language_tag(name).split("-")[0])]
    versions = versions_of(named["contents"], originals, _translators(citation, named))
    if not versions:
        raise HoldingError("has no text below “Contents:”", path)
    return Document(
        id=record_id,
        titles={"en": title},
        versions=versions,
        date=date,
        reference=_reference(citation, named),
        citation=_without_addresses(citation),
        addresses=_addresses(text),
        summary=named.get("summary", ""),
        credits=named.get("credits", ""),
        rights=_rights(named.get("rights", "")),
        original_language=next(iter(originals), ""),
        people=_listed(named.get("people", "")),
        places=_listed(named.get("places", "")),
        subjects=_listed(named.get("subjects", "")),
        collection=named.get("collection", ""),
        notes=_notes(named, languages, originals),
        former_ids=_other_ids(text, record_id),
    )


def _other_ids(text: str, record_id: str) -> tuple[str, ...]:
    """The numbers that the record has in its other addresses; they lead to it."""
    found = (_RECORD.search(address) for address in _addresses(text))
    return tuple(dict.fromkeys(each["id"] for each in found if each and each["id"] != record_id))


def _date_and_title(head: tuple[str, ...], named: Mapping[str, str]) -> tuple[ArchivalDate, str]:
    """The date and the title, labelled or as the lines of the head; an undated page has no date."""
    lines = list(head)
    date = parse_date(named.get("date", ""))
    for line in (lines[0], lines[-1]) if lines and not date.written else ():
        found = parse_date(line)
        if found.edtf:
            date = found
            lines.remove(line)
            break
    return date, named.get("title") or " ".join(lines)


def _notes(
    named: Mapping[str, str], languages: tuple[str, ...], originals: list[str]
) -> tuple[tuple[str, str], ...]:
    """What has no place of its own: further languages of the original, what the archive noted."""
    notes = [(name, named[name]) for name in _NOTES if named.get(name)]
    if len(languages) != 1 or len(originals) != 1:
        notes += [("Original languages", "; ".join(languages))] if languages else []
    return tuple(notes)


def _translators(citation: str, named: Mapping[str, str]) -> list[str]:
    given = _listed(named.get("translator", ""))
    return list(given) or [name.strip() for name in _TRANSLATORS.findall(citation)]


def _reference(citation: str, named: Mapping[str, str]) -> Reference:
    if named.get("reference"):
        return parse_reference(_without_addresses(named["reference"]))
    found = _CODE.search(_without_addresses(citation))
    return parse_reference(found["code"] if found else "")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;|]", text) if part.strip())
