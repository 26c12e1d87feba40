"""The contents of a page → its versions: originals and translations, told by marks and scripts.

Most pages give a text and its translation one after the other with nothing between them; some
set each apart under «Transcript - Russian», "Translation - English".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.holdings import Role, Version
from archsearch.holdings.languages import language_tag
from archsearch.readers.page_labels import clean
from archsearch.readers.paged import leaf_breaks
from archsearch.readers.scripts import ARABIC, CYRILLIC, HAN, LATIN, split_by_script, split_off

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARK = re.compile(
    r"^(?:(?P<kind>translation|transcript(?:ion)?|original|перевод|оригинал)"
    r"(?: text)?(?:\s*[-–—:]\s*|\s+\()(?P<language>[\w ]+?)\)?(?:\s*[-–#]?\s*\d)?)$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^(?:original scan|download|print|share|view(?: \w+)?|english html|show more)$", re.IGNORECASE
)
#: Languages that are written in a script, the usual one first.
_WRITTEN_IN = {
    CYRILLIC: ("ru", "mn", "kk", "ky", "uz", "uk", "bg"),
    HAN: ("zh", "ja"),
    ARABIC: ("ug", "ar", "fa", "kk", "ky", "uz"),
    LATIN: ("en",),
}
#: So many of a text's first words may say what it is («К о п и я / П е р е в о д»).
_HEADING_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class _Part:
    """A text of the page: its language, and what a mark above it says that it is."""

    language: str
    text: str
    role: Role | None = None


def versions_of(
    contents: str, originals: Sequence[str], translators: Sequence[str]
) -> tuple[Version, ...]:
    """The versions that a page gives.

    Args:
        contents: what follows the label of the contents.
        originals: BCP 47 tags of the original languages, none where nobody says.
        translators: in the order of the translations; one alone made all of them.
    """
    versions: list[Version] = []
    translations = 0
    for part in _parts(contents, originals):
        count = sum(version.language == part.language for version in versions) + 1
        key = part.language if count == 1 else f"{part.language}-{count}"
        role, copy_of = _role(part, originals)
        named = ""
        if role is Role.TRANSLATION and translators:
            named = translators[min(translations, len(translators) - 1)]
            translations += 1
        pages = leaf_breaks(part.text)
        versions.append(Version(key, part.language, role, part.text, copy_of, named, pages))
    return tuple(versions)


def _parts(contents: str, originals: Sequence[str]) -> Iterator[_Part]:
    """The texts, under their marks where at least two have text below them."""
    sections = _sections(contents)
    marked = [each for each in sections if each[1]]
    if len(marked) < 2:
        whole = [paragraph for _, paragraphs in sections for paragraph in paragraphs]
        yield from _by_script(whole, originals)
        return
    for mark, paragraphs in marked:
        language = language_tag(mark["language"]).split("-")[0] if mark else ""
        parts = list(_by_script(paragraphs, originals))
        if language and len(parts) == 1:
            is_original = mark is not None and mark["kind"].lower() in {"original", "оригинал"}
            is_translation = mark is not None and mark["kind"].lower() in {"translation", "перевод"}
            role = Role.ORIGINAL if is_original else Role.TRANSLATION if is_translation else None
            yield _Part(language, parts[0].text, role)
        else:
            yield from parts


def _sections(contents: str) -> list[tuple[re.Match[str] | None, list[str]]]:
    """The paragraphs below each mark."""
    sections: list[tuple[re.Match[str] | None, list[str]]] = [(None, [])]
    for paragraph in re.split(r"\n[ \t]*\n", clean(contents)):
        plain = paragraph.strip()
        mark = _MARK.match(plain)
        if mark and language_tag(mark["language"]):
            sections.append((mark, []))
        elif plain and not _FURNITURE.match(plain):
            sections[-1][1].append(paragraph.strip("\n"))
    return sections


def _by_script(paragraphs: list[str], originals: Sequence[str]) -> Iterator[_Part]:
    for script in (HAN, ARABIC):
        apart, paragraphs = split_off(paragraphs, script)
        if apart:
            yield _Part(_language(script, originals), "\n\n".join(apart))
    for script, part in split_by_script(paragraphs):
        yield _Part(_language(script, originals), "\n\n".join(part))


def _language(script: str, originals: Sequence[str]) -> str:
    """The original language that is written in a script, else the usual one."""
    usual = _WRITTEN_IN[script]
    return next((tag for tag in originals if tag in usual), usual[0])


def _role(part: _Part, originals: Sequence[str]) -> tuple[Role, Role | None]:
    """What a version is, by its own heading, else by its mark and the languages of the original."""
    is_original = part.language in originals
    if part.role is Role.TRANSLATION or (part.language == "en" and not is_original):
        return Role.TRANSLATION, None
    heading = re.sub(r"\s", "", part.text[:_HEADING_CHARACTERS]).casefold()
    if heading.startswith("копия"):
        is_translation = heading.removeprefix("копия").startswith("перевод")
        return Role.COPY, Role.TRANSLATION if is_translation else None
    if heading.startswith("перевод") or (originals and not is_original):
        return Role.TRANSLATION, None
    return Role.ORIGINAL, None
