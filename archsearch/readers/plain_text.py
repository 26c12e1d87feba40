"""Plain text and Markdown, with front matter or without → a document.

Front matter is what stands between two lines of ``---`` at the top, ``column: value`` a line,
with the columns of a manifest. Without it the title is the first line or heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.content import Content, TextFormat
from archsearch.readers.paged import paged, with_line_ends
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ""})
MARKDOWN = frozenset({".md", ".markdown"})
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?P<name>[^\s:#-][^:\n]*):[ \t]*(?P<value>.*)")
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,2}|_{1,2})(?=\S)([^\n]+?)(?<=\S)\1(?!\w)")


def recognises(head: Head) -> bool:
    """Whether a file is text, and called so: other text files are something for a program."""
    return head.suffix in SUFFIXES and bool(head.text.strip())


def content(path: Path, settings: ReadingSettings) -> Content:
    """What a text file holds.

    Raises:
        HoldingError: it can't be read, or isn't text.
    """
    decoded = read_decoded(path, settings.max_file_bytes)
    fields, body = front_matter(decoded.text)
    if path.suffix.lower() in MARKDOWN:
        body = _without_markdown(body)
    if not body.strip() and not fields:
        raise HoldingError("has no text", path, remedy="write its text, or take it out")
    text = paged(with_line_ends(body))
    return Content(text, fields=fields, remarks=encoding_remarks(decoded, path))


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields at the top of a text, and what follows them."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    fields: dict[str, str] = {}
    name = ""
    for line in found["fields"].splitlines():
        item, field = _ITEM.fullmatch(line), _FIELD.fullmatch(line)
        if item and name:
            value = item["value"].strip().strip("\"'")
            fields[name] = f"{fields[name]}|{value}" if fields[name] else value
        elif field:
            name = field["name"].strip()
            fields[name] = field["value"].strip().strip("\"'")
    # Three dashes may also be a line drawn by hand.
    return (fields, text[found.end() :]) if fields else ({}, text)


def _without_markdown(text: str) -> str:
    text = re.sub(r"[ \t]+$|\\$", "", _HEADING.sub(r"\1", text), flags=re.MULTILINE)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!>-])", r"\1", _EMPHASIS.sub(r"\2", text))


PLAIN_TEXT = TextFormat("text", recognises, content)
