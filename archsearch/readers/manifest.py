"""Manifests as tables of text (CSV, TSV): a record a row."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.columns import Headings, headings_of
from archsearch.readers.table import HEADING_LINES, Line, TableOrigin, rows_of
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.readers.row import Row
    from archsearch.settings import ReadingSettings

#: What may stand between cells.
DELIMITERS = ",;\t"
#: A first line by which a spreadsheet program is told the delimiter ("sep=;").
_SEPARATOR_LINE = "sep="


def delimiter_of(text: str, within: int = HEADING_LINES) -> str:
    """The delimiter that gives a table's headings the most known columns, "" if it has none.

    Args:
        text: the table, or its beginning.
        within: how many lines may be looked at; a caption may stand above the headings.
    """
    lines = [line for line in text.split("\n", within + 1) if line.strip()][: within + 1]
    if lines and not lines[0].startswith(_SEPARATOR_LINE):
        lines = lines[:within]
    return next(filter(None, map(_delimiter_of_line, lines)), "")


def _delimiter_of_line(line: str) -> str:
    found = {delimiter: _headings(line, delimiter) for delimiter in DELIMITERS}
    best = max(found, key=lambda delimiter: found[delimiter].known)
    return best if found[best].telling else ""


def _headings(line: str, delimiter: str) -> Headings:
    try:
        return headings_of(tuple(next(csv.reader([line], delimiter=delimiter), [])))
    except csv.Error:
        return headings_of(())


def table_rows(path: Path, root: Path, settings: ReadingSettings) -> Iterator[Row | HoldingError]:
    """The rows of a CSV or TSV table; one that can't be taken comes as its error.

    Raises:
        HoldingError: the table can't be read.
    """
    decoded = read_decoded(path, settings.max_file_bytes)
    origin = TableOrigin(path, root, encoding_remarks(decoded, path), settings.max_records)
    csv.field_size_limit(settings.max_file_bytes)
    yield from rows_of(lambda: _lines(decoded.text, path), origin)


def _lines(text: str, path: Path) -> Iterator[Line]:
    """The headings and the rows of a table, with the lines on which they begin."""
    source = iter(text.splitlines(keepends=True))
    reader = csv.reader(source, delimiter=delimiter_of(text))
    number = 1
    try:
        for cells in reader:
            if number > 1 or not text.startswith(_SEPARATOR_LINE):
                yield Line(f"line {number}", cells)
            number = reader.line_num + 1
    except csv.Error as error:
        raise HoldingError(f"is no table: {error}", path, place=f"line {number}") from error
