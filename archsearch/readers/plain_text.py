"""Plain text and Markdown, with front matter or without → a document.

Front matter has the columns of a manifest. Without it the title is the first line or heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.content import Content, TextFormat
from archsearch.readers.front_matter import front_matter
from archsearch.readers.paged import paged, with_line_ends
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ""})
MARKDOWN = frozenset({".md", ".markdown"})
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


def _without_markdown(text: str) -> str:
    text = re.sub(r"[ \t]+$|\\$", "", _HEADING.sub(r"\1", text), flags=re.MULTILINE)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!>-])", r"\1", _EMPHASIS.sub(r"\2", text))


PLAIN_TEXT = TextFormat("text", recognises, content)
