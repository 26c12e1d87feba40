"""What reading a row of a manifest came to, so that one that hasn't changed needn't be read again.

A row is known by a digest of itself and of where it stands. Only rows that say everything
themselves are: what names a file, or an image, is read each time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.holdings.document import Access
from archsearch.readers.report import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from archsearch.holdings import Document

    #: Rows by their digests.
    Known = Mapping[str, "KnownRow"]

#: Bytes of a digest: of a hundred million rows two share one once in 10^22 times.
_DIGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A record that a row gave.

    Attributes:
        id: its id.
        has_text: whether it has versions.
        texts: digests of its texts (`archsearch.readers.same_text`).
        remarks: severity, message and remedy of what was said about it.
    """

    id: str
    has_text: bool
    texts: tuple[str, ...]
    remarks: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(
        cls, document: Document, texts: tuple[str, ...], remarks: Iterable[Problem]
    ) -> KnownRow | None:
        """What is to be known of a document, None where its row alone doesn't decide it."""
        # Whether an image is there, or a restriction has ended, no row says.
        if document.scans or document.access is not Access.OPEN:
            return None
        said = tuple((each.severity.value, each.message, each.remedy) for each in remarks)
        return cls(document.id, bool(document.versions), texts, said)

    def problems(self, path: str, place: str) -> list[Problem]:
        """What is said about it, now that it stands at `place`."""
        return [
            Problem(path, message, Severity(severity), place, remedy)
            for severity, message, remedy in self.remarks
        ]


class RowDigests:
    """Digests the rows of one file."""

    def __init__(self, path: Path, root: Path) -> None:
        self._begun = hashlib.blake2b(digest_size=_DIGEST_SIZE)
        self._begun.update(f"{path.resolve()}\0{root.resolve()}\0".encode("utf-8", "replace"))

    def of(self, row: str) -> str:
        """The digest of a row as it stands in the file."""
        whole = self._begun.copy()
        whole.update(row.encode("utf-8", "replace"))
        return whole.hexdigest()
