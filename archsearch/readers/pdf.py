"""PDF → its text layer, page by page; without one, what its properties say."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.content import Content, TextFormat, properties
from archsearch.readers.foreign import damage_named
from archsearch.readers.paged import PAGE_END, PagedText, page_end, paged
from archsearch.readers.report import Problem, Severity
from archsearch.readers.text import check_size

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PdfReader

    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

#: The header may stand a little below the top (ISO 32000-1, annex H.3.4.1).
_HEADER_WITHIN = 1024

# What the library has to say about a damaged file is in the error that names the file.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def recognises(head: Head) -> bool:
    """Whether a file has the header of a PDF."""
    return b"%PDF-" in head.data[:_HEADER_WITHIN]


def content(path: Path, settings: ReadingSettings) -> Content:
    """What a PDF holds.

    Raises:
        HoldingError: it is too large, damaged, or needs a password.
    """
    # It takes long to import, and many holdings have no such file.
    from pypdf import PdfReader  # noqa: PLC0415

    check_size(path, settings.max_file_bytes)
    with damage_named(path, "PDF"), path.open("rb") as file:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise HoldingError("needs a password", path, remedy="save it without one")
        count = len(reader.pages)
        if count > settings.max_pages:
            raise HoldingError(
                f"has {count:,} pages, more than {settings.max_pages:,}",
                path,
                remedy="raise reading.max_pages in archsearch.toml",
            )
        texts = [page.extract_text().replace(PAGE_END, "") for page in reader.pages]
        fields = _fields(reader)
        labels = list(reader.page_labels)
    return Content(_joined(texts, labels), fields=fields, remarks=_missing(texts, path))


def _joined(texts: list[str], labels: list[str]) -> PagedText:
    if not any(text.strip() for text in texts):
        return PagedText("")
    # A lone surrogate comes of a font without a proper table of its characters.
    clean = [re.sub(r"[\ud800-\udfff\0]", "\ufffd", text).strip() for text in texts]
    parts = [page_end(text) if text else "" for text in clean]
    return paged(PAGE_END.join(parts).rstrip(), labels)


def _fields(reader: PdfReader) -> dict[str, str]:
    found = reader.metadata
    if found is None:
        return {}
    texts = (found.title, found.subject, found.get("/Keywords"))
    return properties(*(str(each) if each else "" for each in texts))


def _missing(texts: list[str], path: Path) -> tuple[Problem, ...]:
    """Pages without text: a remark for all of them."""
    empty = [number for number, text in enumerate(texts, 1) if not text.strip()]
    remedy = "recognise its text (OCR), or name it in a manifest beside a text"
    if not texts or len(empty) == len(texts):
        message = "has no text layer; it is indexed by its description alone"
        return (Problem(str(path), message, Severity.WARNED, remedy=remedy),)
    if not empty:
        return ()
    message = f"has no text on {len(empty):,} of {len(texts):,} pages"
    return (Problem(str(path), message, Severity.NOTED, f"p. {empty[0]}", remedy),)


PDF = TextFormat("PDF", recognises, content)
