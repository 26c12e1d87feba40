"""Manifests as files: which they are, and a candidate for each of their rows."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers import manifest
from archsearch.readers.known import RowDigests
from archsearch.readers.reader import Candidate, Head
from archsearch.readers.row_texts import take

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.readers.known import Known
    from archsearch.readers.row import Row
    from archsearch.settings import ReadingSettings


class Table:
    """A manifest as a CSV or TSV table."""

    name = "table"

    def recognises(self, head: Head) -> bool:
        """Whether the first line has the headings of a manifest."""
        return bool(manifest.delimiter_of(head.text))

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """A record a row."""
        try:
            for row in manifest.table_rows(path, root, settings):
                yield candidate_of(row, settings)
        except HoldingError as error:
            yield error


class JsonLines:
    """A manifest as JSON lines."""

    name = "JSON lines"

    def recognises(self, head: Head) -> bool:
        """Whether the first line is, or begins, a JSON object."""
        first, newline, _ = head.text.lstrip().partition("\n")
        if not first.startswith("{"):
            return False
        try:
            return isinstance(json.loads(first), dict)
        except (ValueError, RecursionError):
            # A first record longer than the head is cut in the middle.
            return not newline and len(head.text) > 1000

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """A record a line."""
        yield from self.unless_known(path, root, settings, {})

    def unless_known(
        self, path: Path, root: Path, settings: ReadingSettings, known: Known
    ) -> Iterator[Candidate | HoldingError]:
        """A record a line; a line that is known isn't parsed."""
        digests = RowDigests(path, root)
        for place, line in manifest.json_lines(path):
            digest = digests.of(line)
            if digest in known:
                yield Candidate.of_known(known[digest], place, digest)
                continue
            found = candidate_of(manifest.json_row(line, path, root, place), settings)
            if isinstance(found, Candidate) and not found.files:
                found = replace(found, digest=digest)
            yield found


def candidate_of(row: Row | HoldingError, settings: ReadingSettings) -> Candidate | HoldingError:
    """The record that a row describes, to be read when its turn comes."""
    if isinstance(row, HoldingError):
        return row
    return Candidate(row.id, row.place, tuple(row.files), partial(take, row, settings))
