"""HTML → its text, its tables, and its parts by language.

A page's furniture (menus, scripts, forms) is left out. Parts that say by `lang` that they are in
different languages are versions; Dublin Core in `meta` elements describes the record.
"""

from __future__ import annotations

import re
from codecs import lookup
from typing import TYPE_CHECKING

from lxml import etree, html

from archsearch.errors import HoldingError
from archsearch.holdings.languages import language_tag
from archsearch.readers.blocks import Block, Grid, text_of_blocks, versions_of_blocks
from archsearch.readers.content import Content, TextFormat, properties
from archsearch.readers.encoding import NAMES, ONE_BYTE, Decoded, decode
from archsearch.readers.report import Problem, Severity
from archsearch.readers.safe_xml import XML_LANG, local, text_of
from archsearch.readers.text import encoding_remarks, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.readers.paged import PagedText
    from archsearch.readers.reader import Head
    from archsearch.settings import ReadingSettings

_BEGINNING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html|<head|<body)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
#: An encoding is declared within these first bytes (HTML, 4.2.5.4).
_CHARSET_WITHIN = 1024
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LEFT_OUT = {
    *("script", "style", "template", "noscript", "nav", "head", "svg", "form", "button"),
    *("select", "iframe", "object", "audio", "video", "title"),
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div"),
    *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "ul"),
}
_WEB = re.compile(r"https?://\S+")
#: Between the blocks of a walk, while it is text.
_END = "\x1e"


def recognises(head: Head) -> bool:
    """Whether it begins as a page does."""
    return bool(_BEGINNING.match(head.text))


def content(path: Path, settings: ReadingSettings) -> Content:
    """What a page holds.

    Raises:
        HoldingError: it can't be read, or has no text.
    """
    tree, remarks = page_tree(path, settings)
    found = list(_blocks(tree))
    blocks = [block for _, block in found]
    texts = _by_language(found) or versions_of_blocks(blocks)
    return Content(text_of_blocks(blocks), texts, _fields(tree), remarks=remarks)


def page_tree(path: Path, settings: ReadingSettings) -> tuple[etree._Element, tuple[Problem, ...]]:
    """The elements of a page, and what is to be said about its encoding.

    Raises:
        HoldingError: it can't be read.
    """
    decoded, remarks = _decoded(path, settings)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", decoded.text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise HoldingError(f"is no page that can be read: {error}", path) from error
    return tree, remarks


def _decoded(path: Path, settings: ReadingSettings) -> tuple[Decoded, tuple[Problem, ...]]:
    """The page in the encoding that it declares, if that fits, else in the one that it is in.

    Editors and servers changed pages into another encoding and left the declaration as it was.

    Raises:
        HoldingError: it can't be read, or isn't text.
    """
    data = read_bytes(path, settings.max_file_bytes)
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    found = decode(data)
    said = declared[1].decode("ascii").lower() if declared else ""
    as_said = _as_declared(data, said, found) if said else found
    if as_said is not None:
        return as_said, encoding_remarks(as_said, path)
    if found is None:
        raise HoldingError("is not a text file", path)
    message = f"declares that it is in {said}, but was read as {found.encoding}"
    remedy = "look at its text, and correct the declaration"
    return found, (Problem(str(path), message, Severity.WARNED, remedy=remedy),)


def _as_declared(data: bytes, said: str, found: Decoded | None) -> Decoded | None:
    """The page in the encoding that it declares, None if it can't be, or surely isn't, in that."""
    try:
        # Browsers read the first as the second (Encoding Standard, 4.2).
        name = lookup("cp1252" if lookup(said).name == "iso8859-1" else said).name
        text = data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
    if found is None:
        return Decoded(text, NAMES.get(name, name))
    if text.removeprefix("\ufeff") == found.text:
        return found
    doubtful = name in {*ONE_BYTE, "ascii"} or found.encoding == "utf-8"
    if found.sure and doubtful and not data.isascii():
        return None
    return Decoded(text, NAMES.get(name, name))


def _blocks(tree: etree._Element) -> Iterator[tuple[str, Block]]:
    """Each block and the language that it is said to be in, "" below the page as a whole."""
    body = tree.find("body")
    pending: list[str] = []
    language = ""
    for each_language, piece in _walk(tree if body is None else body, ""):
        if not isinstance(piece, Grid) and piece != _END:
            pending.append(piece)
            language = each_language
            continue
        if text := _tidy("".join(pending)):
            yield language, text
        pending.clear()
        if isinstance(piece, Grid):
            yield each_language, piece
    if text := _tidy("".join(pending)):
        yield language, text


def _walk(element: etree._Element, language: str) -> Iterator[tuple[str, Block]]:
    name = local(element).lower()
    if not name or name in _LEFT_OUT or element.get("hidden") is not None:
        return
    if name == "br":
        yield language, "\n"
        return
    given = element.get("lang") or element.get(XML_LANG) or ""
    language = language_tag(given).split("-")[0] or language
    if name == "table" and (grid := _grid(element)) is not None:
        yield language, grid
        return
    is_block = name in _BLOCKS or name in {"table", "tr", "td", "th", "caption"}
    if is_block:
        yield language, _END
    yield language, _spaced(element.text or "", keep=name == "pre")
    for child in element:
        yield from _walk(child, language)
        yield language, _spaced(child.tail or "", keep=name == "pre")
    if is_block:
        yield language, _END


def _spaced(text: str, *, keep: bool) -> str:
    return text if keep else re.sub(r"[ \t\r\n\f]+", " ", text)


def _tidy(text: str) -> str:
    return re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)).strip()


def _grid(table: etree._Element) -> Grid | None:
    """A table of text; one that holds further tables, or other blocks by the page, is layout."""
    if next(table.iter("table"), table) is not table or len(list(table.iter("table"))) > 1:
        return None
    rows = [
        tuple(
            "\n".join(str(block) for _, block in _blocks_of_cell(cell))
            for cell in row
            if local(cell).lower() in {"td", "th"}
        )
        for row in table.iter("tr")
    ]
    return Grid(tuple(rows)) if max(map(len, rows), default=0) > 1 else None


def _blocks_of_cell(cell: etree._Element) -> Iterator[tuple[str, Block]]:
    text = "".join(str(piece) for _, piece in _walk(cell, ""))
    for part in text.split(_END):
        if tidy := _tidy(part):
            yield "", tidy


def _by_language(found: list[tuple[str, Block]]) -> dict[str, PagedText]:
    """The text of each language, where two or more are marked; unmarked blocks go to the first."""
    languages = list(dict.fromkeys(language for language, _ in found if language))
    if len(languages) < 2:
        return {}
    return {
        language: text_of_blocks(block for of, block in found if (of or languages[0]) == language)
        for language in languages
    }


def _fields(tree: etree._Element) -> dict[str, str]:
    named = {
        (meta.get("name") or "").strip().lower(): (meta.get("content") or "").strip()
        for meta in tree.iter("meta")
    }
    title = next(tree.iter("title"), None)
    fields = properties(text_of(title), named.get("description", ""), named.get("keywords", ""))
    for name, value in named.items():
        if name.startswith(("dc.", "dcterms.")) and value and "language" not in name:
            column = name.split(".", 1)[1]
            is_address = column == "identifier" and _WEB.fullmatch(value)
            fields["address" if is_address else _COLUMNS.get(column, column)] = value
    canonical = next((each for each in tree.iter("link") if each.get("rel") == "canonical"), None)
    if canonical is not None and _WEB.fullmatch(canonical.get("href") or ""):
        fields.setdefault("address", canonical.get("href") or "")
    return fields


#: Names of Dublin Core for fields that properties give too.
_COLUMNS = {"description": "summary", "subject": "subjects", "identifier": "id"}

HTML = TextFormat("HTML", recognises, content)
