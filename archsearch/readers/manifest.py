"""Manifests: tables (CSV, TSV) and JSON lines of Dublin Core-like columns, a record a row."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.columns import column_of
from archsearch.readers.row import LIST_SEPARATOR, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from archsearch.readers.row import Row

#: What may stand between cells.
DELIMITERS = ",;\t"
#: A table is a manifest if it has these, or a version's column beside one of them.
_TELLING = {"id", "title"}


def delimiter_of(heading_line: str) -> str:
    """The delimiter that gives a heading line the most known columns, "" if it isn't one."""
    known = {
        delimiter: [
            column_of(heading)
            for heading in next(csv.reader([heading_line], delimiter=delimiter), [])
            if column_of(heading)[0]
        ]
        for delimiter in DELIMITERS
    }
    best = max(known, key=lambda delimiter: len(known[delimiter]))
    names = {name for name, key in known[best] if not key}
    versioned = any(key for _, key in known[best])
    return best if names >= _TELLING or (names & _TELLING and versioned) else ""


def table_rows(path: Path, root: Path, max_bytes: int) -> Iterator[Row | HoldingError]:
    """The rows of a CSV or TSV table; one that can't be taken comes as its error."""
    csv.field_size_limit(max_bytes)
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        delimiter = delimiter_of(first)
        headings = next(csv.reader(io.StringIO(first, newline=""), delimiter=delimiter))
        reader = csv.reader(file, delimiter=delimiter)
        for cells in reader:
            place = f"line {reader.line_num + 1}"
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(headings):
                yield HoldingError(
                    f"has {len(cells)} cells under {len(headings)} headings",
                    path,
                    place=place,
                    remedy="put quotation marks around cells that hold the delimiter",
                )
                continue
            row = dict(zip(headings, cells, strict=False))
            yield recognise(row, path, root, place)


def json_rows(path: Path, root: Path) -> Iterator[Row | HoldingError]:
    """The rows of a JSON lines file; one that can't be taken comes as its error."""
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                cells = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield HoldingError(f"is not JSON: {error}", path, place=f"line {number}")
                continue
            if not isinstance(cells, dict):
                yield HoldingError("is no JSON object", path, place=f"line {number}")
                continue
            yield recognise(_cells(cells), path, root, f"line {number}")


def _cells(values: Mapping[str, object]) -> dict[str, str]:
    """JSON values as cells: lists joined as in a table, nothing for null."""
    return {
        name: LIST_SEPARATOR.join(map(str, value))
        if isinstance(value, list)
        else ""
        if value is None
        else str(value)
        for name, value in values.items()
    }
