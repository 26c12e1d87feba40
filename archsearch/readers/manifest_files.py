"""Manifests as files: which they are, and a candidate for each of their rows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers import json_manifest, manifest
from archsearch.readers.known import RowDigests
from archsearch.readers.reader import Candidate, Head
from archsearch.readers.row import Row
from archsearch.readers.row_texts import take
from archsearch.readers.table import HEADING_LINES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.readers.known import Known
    from archsearch.settings import ReadingSettings


#: What tables are called; another text has headings in its first line if anywhere.
TABLES = frozenset({".csv", ".tsv", ".tab"})


class Table:
    """A manifest as a CSV or TSV table."""

    name = "table"

    def recognises(self, head: Head) -> bool:
        """Whether it has the headings of a manifest, in a table also below a caption."""
        within = HEADING_LINES if head.suffix in TABLES else 1
        return bool(manifest.delimiter_of(head.text, within))

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """A record a row."""
        rows = manifest.table_rows(path, root, settings)
        yield from not_empty((candidate_of(row, settings) for row in rows), path)


class JsonLines:
    """A manifest as JSON lines, or as one JSON array of objects."""

    name = "JSON lines"

    def recognises(self, head: Head) -> bool:
        """Whether it begins as JSON lines do, or an array of objects."""
        return json_manifest.is_json(head)

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """A record a line."""
        yield from self.unless_known(path, root, settings, {})

    def unless_known(
        self, path: Path, root: Path, settings: ReadingSettings, known: Known
    ) -> Iterator[Candidate | HoldingError]:
        """A record a line; a line that is known isn't parsed."""
        yield from not_empty(_unless_known(path, root, settings, known), path)


def _unless_known(
    path: Path, root: Path, settings: ReadingSettings, known: Known
) -> Iterator[Candidate | HoldingError]:
    digests = RowDigests(path, root)
    remarks = json_manifest.json_remarks(path)
    for place, line in json_manifest.json_lines(path, settings):
        digest = digests.of(line)
        if digest in known:
            yield Candidate.of_known(known[digest], place, digest)
            continue
        row = json_manifest.json_row(line, path, root, place)
        if isinstance(row, Row):
            # The first row carries what is to be said about the file.
            row, remarks = replace(row, remarks=(*remarks, *row.remarks)), ()
        found = candidate_of(row, settings)
        if isinstance(found, Candidate) and not found.files:
            found = replace(found, digest=digest)
        yield found


def not_empty(
    found: Iterator[Candidate | HoldingError], path: Path
) -> Iterator[Candidate | HoldingError]:
    """The same records; a manifest in which there are none is no silent success."""
    empty = True
    try:
        for each in found:
            empty = False
            yield each
    except HoldingError as error:
        yield error
        return
    if empty:
        remedy = "write a record a row, or take it out"
        yield HoldingError("is a manifest without records", path, remedy=remedy)


def candidate_of(row: Row | HoldingError, settings: ReadingSettings) -> Candidate | HoldingError:
    """The record that a row describes, to be read when its turn comes."""
    if isinstance(row, HoldingError):
        return row
    return Candidate(row.id, row.place, tuple(row.files), partial(take, row, settings))
