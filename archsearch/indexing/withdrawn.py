"""Documents that were withdrawn: out of every answer at once, and out of every later generation.

The list lies beside the generations, so rebuilding and rolling back leave it as it is. It is
replaced by one rename; readers notice by its time and size.
"""

from __future__ import annotations

import datetime
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing.files import write_durably
from archsearch.systems import only_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LIST = "withdrawn.json"


def withdrawn(index: Path) -> Mapping[str, str]:
    """Ids of the documents that are withdrawn, with the time of it (ISO 8601, UTC).

    Raises:
        IndexUnavailableError: the list can't be read: nothing is shown rather than too much.
    """
    try:
        found = json.loads((index / LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise IndexUnavailableError(
            f"The list of withdrawn documents {index / LIST} can't be read: {error}"
        ) from error
    return {str(document_id): str(time) for document_id, time in found.items()}


def state(index: Path) -> tuple[int, int, int]:
    """Changes whenever the list does."""
    try:
        found = (index / LIST).stat()
    except OSError:
        return 0, 0, 0
    # A clock may be coarse, or set back; a list that was replaced is another file.
    return found.st_ino, found.st_mtime_ns, found.st_size


def withdraw(index: Path, document_id: str) -> None:
    """Take a document out of every answer.

    Raises:
        IndexingError: it is withdrawn already, or the list can't be written.
    """
    with _changing(index) as known:
        if document_id in known:
            raise IndexingError(f"“{document_id}” was withdrawn already, on {known[document_id]}.")
        known[document_id] = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def restore(index: Path, document_id: str) -> None:
    """Bring a withdrawn document back.

    Raises:
        IndexingError: it isn't withdrawn, or the list can't be written.
    """
    with _changing(index) as known:
        if known.pop(document_id, None) is None:
            raise IndexingError(f"“{document_id}” is not withdrawn.")


@contextmanager
def _changing(index: Path) -> Iterator[dict[str, str]]:
    """The list, to be changed; it is written when that is done. One process at a time does it."""
    try:
        with only_one(index / f"{LIST}.lock"):
            known = dict(withdrawn(index))
            yield known
            write_durably(index / LIST, json.dumps(known, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise IndexingError(f"Can't write {index / LIST}: {error.strerror}.") from error
