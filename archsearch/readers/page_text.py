"""The page text of a digital archive: a description, then a letter and its translation.

    **April 22, 1945**
    **Letter from …**
    **Citation:** … <https://…/document/121726>
    **Summary:** … **Credits:** … **Original Language:** … **Contents:**

Emphasis and hard line breaks are the page's markup, not the letter's, and are taken out; so is
the page's furniture («Original Scan»).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.holdings import Document, Rights, Role, Version
from archsearch.holdings.dates import ArchivalDate, parse_date
from archsearch.holdings.languages import language_tag
from archsearch.holdings.reference import parse_reference
from archsearch.readers.reader import Candidate, Head, Taken, default_id
from archsearch.readers.scripts import CYRILLIC, split_by_script
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.holdings import Reference
    from archsearch.settings import ReadingSettings

_LABEL = re.compile(
    r"^\**(?P<label>Citation|Summary|Credits|Rights|Original Language|Original Uploaded Date"
    r"|Contents|Places|People|Subjects|Collection):\**[ \t]*",
    re.MULTILINE | re.IGNORECASE,
)
_REQUIRED = {"citation", "contents"}
_ADDRESS = re.compile(r"https?://[^\s>)]+")
_RECORD = re.compile(r"/(?:document|node)/([\w.~-]+)")
_FURNITURE = re.compile(
    r"^(?:original scan|translation - \w+|transcript - \w+|download|print|share)$", re.IGNORECASE
)
_TRANSLATOR = re.compile(r"translated (?:for \w+ )?by ([^.;]+)", re.IGNORECASE)
#: The code in a citation stands between the archive that published it and who obtained it.
_CODE = re.compile(
    r"(?:Digital Archive|Archive),\s*(?P<code>[^\"“”]+?)(?:\.\s+[A-Z][^,]*\bby\b|\.?\s*$)"
)
#: So many of a text's first words may say what it is («К о п и я / П е р е в о д»).
_HEADING_CHARACTERS = 80


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
        number = page_id(text) or default_id(path, root)
        remarks = encoding_remarks(decoded, path)
        yield Candidate(number, "", (), lambda: Taken(read_page(text, path, number), remarks))


def is_page_text(text: str) -> bool:
    """Whether a text has the labels of a page."""
    return {found["label"].lower() for found in _LABEL.finditer(text)} >= _REQUIRED


def page_id(text: str) -> str:
    """The id of the record in the page's address, "" if there is none."""
    addresses = _addresses(text)
    found = _RECORD.search(addresses[0]) if addresses else None
    return found[1] if found else ""


def _addresses(text: str) -> tuple[str, ...]:
    """The web addresses of the record that a page describes, the canonical one first."""
    found = _ADDRESS.findall(text[: text.find("Contents:")])
    records = [address for address in found if _RECORD.search(address)]
    return tuple(dict.fromkeys(records or found))


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
    head, sections = _sections(text)
    lines = [line for line in head if line]
    first = parse_date(lines[0]) if lines else ArchivalDate()
    # A page of an undated record begins with its title.
    date, title_lines = (first, lines[1:]) if first.edtf else (ArchivalDate(), lines)
    title = " ".join(title_lines)
    if not title:
        raise HoldingError("has no title", path, remedy="put the title above “Citation:”")
    citation = sections.get("citation", "")
    original = language_tag(sections.get("original language", ""))
    versions = _versions(sections["contents"], citation, original)
    if not versions:
        raise HoldingError("has no text below “Contents:”", path)
    return Document(
        id=record_id,
        titles={"en": title},
        versions=versions,
        date=date,
        reference=_reference(citation),
        citation=_without_addresses(citation),
        addresses=_addresses(text),
        summary=sections.get("summary", ""),
        credits=sections.get("credits", ""),
        rights=_rights(sections.get("rights", "")),
        original_language=original,
        people=_listed(sections.get("people", "")),
        places=_listed(sections.get("places", "")),
        subjects=_listed(sections.get("subjects", "")),
        collection=sections.get("collection", ""),
    )


def _sections(text: str) -> tuple[list[str], dict[str, str]]:
    """The lines above the first label, and the text below each label."""
    labels = list(_LABEL.finditer(text))
    ends = [*(label.start() for label in labels[1:]), len(text)]
    sections: dict[str, str] = {}
    for label, end in zip(labels, ends, strict=True):
        name = label["label"].lower()
        if "contents" in sections:
            # What looks like a label below the contents is part of the letter.
            sections["contents"] += text[label.start() : end]
        else:
            body = text[label.end() : end]
            sections[name] = body if name == "contents" else " ".join(_clean(body).split())
    head = [" ".join(line.split()) for line in _clean(text[: labels[0].start()]).splitlines()]
    return head, sections


def _clean(text: str) -> str:
    """Without the page's Markdown: emphasis, hard line breaks, escapes."""
    text = re.sub(r"[ \t]+$|\\$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])", r"\1", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!>-])", r"\1", text)


def _versions(contents: str, citation: str, original: str) -> tuple[Version, ...]:
    paragraphs = [
        paragraph.strip("\n")
        for paragraph in re.split(r"\n[ \t]*\n", _clean(contents))
        if paragraph.strip() and not _FURNITURE.match(paragraph.strip())
    ]
    translator = _TRANSLATOR.search(citation)
    versions = []
    for script, part in split_by_script(paragraphs):
        key = "ru" if script == CYRILLIC else "en"
        text = "\n\n".join(part)
        role, copy_of = _role(text, key, original)
        named = translator[1].strip() if translator and role is Role.TRANSLATION else ""
        versions.append(Version(key, key, role, text, copy_of, named))
    return tuple(versions)


def _role(text: str, key: str, original: str) -> tuple[Role, Role | None]:
    """What a version is, by its own heading, else by the language of the original."""
    if key == "en" and original != "en":
        return Role.TRANSLATION, None
    heading = re.sub(r"\s", "", text[:_HEADING_CHARACTERS]).casefold()
    if heading.startswith("копия"):
        is_translation = heading.removeprefix("копия").startswith("перевод")
        return Role.COPY, Role.TRANSLATION if is_translation else None
    if heading.startswith("перевод") or (original and original != key):
        return Role.TRANSLATION, None
    return Role.ORIGINAL, None


def _reference(citation: str) -> Reference:
    found = _CODE.search(_without_addresses(citation))
    return parse_reference(found["code"] if found else "")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;|]", text) if part.strip())
