"""Manifests as text: tables (CSV, TSV) and JSON lines, a record a row."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.columns import LIST_SEPARATOR, Headings, headings_of
from archsearch.readers.row import recognise
from archsearch.readers.table import Line, TableOrigin, rows_of
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.readers.row import Row
    from archsearch.settings import ReadingSettings

#: What may stand between cells.
DELIMITERS = ",;\t"
_ONE_OBJECT = "write one object in braces on each line"
#: A first line by which a spreadsheet program is told the delimiter ("sep=;").
_SEPARATOR_LINE = "sep="


def delimiter_of(text: str) -> str:
    """The delimiter that gives a table's first line the most known columns, "" if it is none."""
    first, _, rest = text.partition("\n")
    if first.startswith(_SEPARATOR_LINE):
        first = rest.partition("\n")[0]
    found = {delimiter: _headings(first, delimiter) for delimiter in DELIMITERS}
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


def json_lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of a JSON lines file that say something, each with its place before it."""
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"line {number}", line


def json_row(line: str, path: Path, root: Path, place: str) -> Row | HoldingError:
    """The row on a line, or why it can't be taken."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return HoldingError(f"is not JSON: {error}", path, place=place, remedy=_ONE_OBJECT)
    if not isinstance(values, dict):
        return HoldingError("is no JSON object", path, place=place, remedy=_ONE_OBJECT)
    cells = [_cell(value) for value in values.values()]
    return recognise(headings_of(tuple(values)), cells, path, root, place)


def _cell(value: object) -> str:
    """A JSON value as a cell: a list joined as in a table, nothing for null."""
    if isinstance(value, list):
        return LIST_SEPARATOR.join(map(str, value))
    return "" if value is None else str(value)
