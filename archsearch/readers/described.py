"""What a file says about itself, in the columns of a manifest, and its texts → a document.

Files of one text each (plain text, DOCX, PDF, HTML, ODT) come through here, so that a title, a
date or a translator means the same in front matter, in office properties and in a manifest.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archsearch.holdings import Role, Version
from archsearch.readers.columns import headings_of
from archsearch.readers.naming import language_of_name
from archsearch.readers.paged import PagedText, is_leaf_mark
from archsearch.readers.row import document, recognise
from archsearch.readers.scripts import CYRILLIC, split_by_script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from archsearch.holdings import Document

#: A title taken from a text's first line is cut here.
TITLE_CHARACTERS = 120
#: The key of a text of which nobody can tell the language (BCP 47).
UNDETERMINED = "und"
_HAN = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of a record beside its texts.

    Attributes:
        path: the file, for messages.
        root: the holdings folder.
        record_id: its id, where the fields give none.
        fields: values by the headings of manifest columns.
    """

    path: Path
    root: Path
    record_id: str
    fields: Mapping[str, str] = field(default_factory=dict)


def by_language(text: PagedText, path: Path, language: str = "") -> dict[str, PagedText]:
    """A text by version key: two where it is in two scripts, none where it is empty.

    Args:
        text: the text.
        path: its file, whose name may say the language.
        language: BCP 47 tag, where the file gives one for all of it.
    """
    if not text.text.strip():
        return {}
    if language:
        return {language: text.part(0, len(text.text))}
    return _by_script(text) or {
        language_of_name(path) or language_of(text.text): text.part(0, len(text.text))
    }


def _by_script(text: PagedText) -> dict[str, PagedText]:
    """The two parts of a text in two scripts, else nothing."""
    # Paged formats don't tell where paragraphs end, only lines.
    units = re.finditer(r"[^\n]+" if text.pages else r"(?:[^\n]|\n(?![ \t]*\n))+", text.text)
    found = [each for each in units if each[0].strip()]
    parts = split_by_script([each[0] for each in found])
    if len(parts) < 2:
        return {}
    boundary = found[len(parts[0][1])].start()
    (first, _), (second, _) = parts
    return {
        _key(first): text.part(0, boundary),
        _key(second): text.part(boundary, len(text.text)),
    }


def describe_versions(described: Described, texts: Mapping[str, PagedText]) -> Document:
    """The document of several texts by their version keys.

    Raises:
        HoldingError: a field says something impossible.
    """
    headings = headings_of(tuple(described.fields))
    cells = tuple(described.fields.values())
    row = recognise(headings, cells, described.path, described.root, "")
    plain = {"id": described.record_id, **row.plain}
    if "title" not in plain and not any("title" in each for each in row.versions.values()):
        first = next(iter(texts.values()), PagedText(""))
        plain["title"] = first_line(first.text) or described.path.stem
    versions = {key: row.versions.get(key, {}) for key in (*row.versions, *texts)}
    made = document(dataclasses.replace(row, plain=plain, versions=versions), texts)
    if len(made.versions) == 1 and "original_language" not in plain:
        made = dataclasses.replace(made, versions=(_alone(made.versions[0], versions),))
    return made


def _alone(version: Version, given: Mapping[str, Mapping[str, str]]) -> Version:
    """A text that is alone is the original, unless somebody says otherwise."""
    if given.get(version.key, {}).get("role"):
        return version
    return dataclasses.replace(version, role=Role.ORIGINAL)


def first_line(text: str) -> str:
    """A title for a text that has none: its first line but for a leaf's mark, cut at a word."""
    lines = (" ".join(each.split()) for each in text.split("\n"))
    line = next((each for each in lines if each and not is_leaf_mark(each)), "")
    if len(line) <= TITLE_CHARACTERS:
        return line
    return line[:TITLE_CHARACTERS].rsplit(" ", 1)[0] + " …"


def language_of(text: str) -> str:
    """The version key of a text by its script; nearly all Cyrillic here is Russian."""
    parts = split_by_script([text])
    if not parts or len(_HAN.findall(text)) > len(text) / 3:
        return "zh" if _HAN.search(text) else UNDETERMINED
    return _key(parts[0][0])


def _key(script: str) -> str:
    return "ru" if script == CYRILLIC else "en"
