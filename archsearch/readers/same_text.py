"""Documents → which of them have a text that another has too, under another id."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archsearch.readers.report import Problem, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.holdings import Document

#: Shorter texts («Без текста», "See the original") are the same for other reasons.
FEWEST_CHARACTERS = 80
#: Bytes of a digest: of a million texts two share one once in 10^7 times.
_DIGEST_SIZE = 8


class SameTexts:
    """The texts that were met, each by a digest alone, and whose they are."""

    def __init__(self) -> None:
        self._owners: dict[bytes, str] = {}

    def remark(self, document: Document, path: Path, place: str) -> Problem | None:
        """What is said of a document, one of whose texts an earlier one has too."""
        found = ""
        for version in document.versions:
            plain = " ".join(version.text.split()).casefold()
            if len(plain) < FEWEST_CHARACTERS:
                continue
            digest = hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=_DIGEST_SIZE)
            owner = self._owners.setdefault(digest.digest(), document.id)
            if owner != document.id:
                found = found or owner
        if not found:
            return None
        return Problem(
            str(path),
            f"“{document.id}” has the same text as “{found}”",
            Severity.WARNED,
            place,
            "if they are one record, keep one, and write the other's id into its former_ids",
        )
