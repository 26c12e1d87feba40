"""Documents → which of them have a text that another has too, under another id."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archsearch.readers.report import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from archsearch.holdings import Document

#: Shorter texts («Без текста», "See the original") are the same for other reasons.
FEWEST_CHARACTERS = 80
#: Bytes of a digest: of a million texts two share one once in 10^7 times.
_DIGEST_SIZE = 8


class SameTexts:
    """The texts that were met, each by a digest alone, and whose they are."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def remark(
        self, document_id: str, texts: Iterable[str], path: Path, place: str
    ) -> Problem | None:
        """What is said of a document, one of whose texts an earlier one has too.

        Args:
            document_id: its id.
            texts: `digests_of` its texts.
            path: of its file.
            place: where in the file it is.
        """
        owners = [self._owners.setdefault(digest, document_id) for digest in texts]
        found = next((owner for owner in owners if owner != document_id), "")
        if not found:
            return None
        return Problem(
            str(path),
            f"“{document_id}” has the same text as “{found}”",
            Severity.WARNED,
            place,
            "if they are one record, keep one, and write the other's id into its former_ids",
        )


def digests_of(document: Document) -> tuple[str, ...]:
    """A digest of each text that is long enough to tell, whatever its case and spaces."""
    plain = (" ".join(version.text.split()).casefold() for version in document.versions)
    return tuple(
        hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_DIGEST_SIZE).hexdigest()
        for text in plain
        if len(text) >= FEWEST_CHARACTERS
    )
