"""Manifests as JSON: a record a line, or all of them in one array."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.columns import LIST_SEPARATOR, headings_of
from archsearch.readers.encoding import NAMES, Decoded, encoding_of
from archsearch.readers.reader import HEAD_BYTES
from archsearch.readers.report import Severity
from archsearch.readers.row import recognise
from archsearch.readers.text import encoding_remarks, read_decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.readers.reader import Head
    from archsearch.readers.report import Problem
    from archsearch.readers.row import Row
    from archsearch.settings import ReadingSettings

_ONE_OBJECT = "write one object in braces on each line"
#: One value over many lines: an array of objects, or an object that begins alone on its line.
_MANY_LINES = re.compile(r"\s*(?:\[\s*\{|\{\s*\n)")
#: Files that may hold such; a text may begin with a bracket too.
_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
#: A first record that is longer than what is looked at has at least so many characters.
_LONG = 1000
#: Objects within objects make the headings `title.ru`, `title.en`; so deep and no deeper.
_DEEPEST = 4


def is_json(head: Head) -> bool:
    """Whether the first line is, or begins, a JSON object, or an array of objects begins."""
    if _MANY_LINES.match(head.text):
        return head.suffix in _SUFFIXES
    first, newline, _ = head.text.lstrip().partition("\n")
    if not first.startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        # A first record longer than the head is cut in the middle.
        return not newline and len(head.text) > _LONG


def json_lines(path: Path, settings: ReadingSettings) -> Iterator[tuple[str, str]]:
    """The records of a file as JSON, each with its place before it; lines stream.

    Raises:
        HoldingError: the file can't be read.
    """
    encoding, begins, _ = _beginning(path)
    if _MANY_LINES.match(begins):
        yield from _elements(read_decoded(path, settings.max_file_bytes).text)
        return
    marked = {"utf-8": "utf-8-sig"}.get(encoding, encoding)
    with path.open(encoding=marked, errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"line {number}", line


def json_remarks(path: Path) -> tuple[Problem, ...]:
    """What is to be said about a file's encoding.

    Raises:
        HoldingError: it isn't text.
    """
    encoding, begins, sure = _beginning(path)
    return encoding_remarks(Decoded(begins, NAMES.get(encoding, encoding), sure), path)


def _beginning(path: Path) -> tuple[str, str, bool]:
    """The encoding of a file, how it begins, and whether the encoding is sure."""
    with path.open("rb") as file:
        data = file.read(HEAD_BYTES)
    encoding, sure = encoding_of(data)
    if not encoding:
        raise HoldingError("is not a text file", path)
    return encoding, data.decode(encoding, errors="replace").removeprefix("\ufeff"), sure


def _elements(text: str) -> Iterator[tuple[str, str]]:
    """The elements of the one array that a text is, of its own or within its one object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield "", text
        return
    if isinstance(value, dict) and not headings_of(tuple(value)).telling:
        arrays = [each for each in value.values() if _is_array_of_objects(each)]
        value = arrays[0] if len(arrays) == 1 else [value]
    for number, each in enumerate(value if isinstance(value, list) else [value], 1):
        yield f"record {number}", json.dumps(each, ensure_ascii=False)


def _is_array_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(e, dict) for e in value)


def json_row(line: str, path: Path, root: Path, place: str) -> Row | HoldingError:
    """The row that a record in JSON is, or why it can't be taken."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return HoldingError(f"is not JSON: {error}", path, place=place, remedy=_ONE_OBJECT)
    if not isinstance(values, dict):
        return HoldingError("is no JSON object", path, place=place, remedy=_ONE_OBJECT)
    cells = dict(_cells(values, "", 0))
    row = recognise(headings_of(tuple(cells)), tuple(cells.values()), path, root, place)
    damaged = any("\ufffd" in cell for cell in cells.values())
    return dataclasses.replace(row, remarks=(_damage(row),)) if damaged else row


def _damage(row: Row) -> Problem:
    return row.remark(
        "has damaged letters, shown as “�”", Severity.WARNED, "write these letters again"
    )


def _cells(values: dict[str, object], above: str, depth: int) -> Iterator[tuple[str, str]]:
    """Cells by their headings; objects within are taken apart, `{"title": {"ru": …}}`."""
    for name, value in values.items():
        heading = f"{above}.{name}" if above else name
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _cells(value, heading, depth + 1)
        else:
            yield heading, _cell(value)


def _cell(value: object) -> str:
    """A JSON value as a cell: a list joined as in a table, nothing for null."""
    if isinstance(value, list):
        return LIST_SEPARATOR.join(map(_cell, value))
    if isinstance(value, dict):
        # An entry of a list: what it is called, or all that it says.
        return str(value.get("name") or ", ".join(filter(None, map(_cell, value.values()))))
    return "" if value is None else str(value)
