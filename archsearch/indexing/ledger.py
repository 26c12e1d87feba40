"""What a generation was made from: each document's digest and the file that it came from.

An update compares it with what the readers hand over now, so that only what changed is analysed.
The ledger is a file of JSON lines, in the order of the ids.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archsearch.holdings import Document

#: Bytes of a digest: two of a hundred million documents share one once in 10^22 times.
DIGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it was indexed.

    Attributes:
        digest: of everything that the document says.
        file: absolute path of the file that it came from.
    """

    digest: str
    file: str


def digest_of(document: Document) -> str:
    """A digest of everything that a document says, but for where it came from."""
    said = dataclasses.asdict(dataclasses.replace(document, titles={}, source=""))
    said["titles"] = dict(document.titles)
    packed = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(packed.encode(), digest_size=DIGEST_SIZE).hexdigest()


def digest_of_all(ledger: Mapping[str, Entry]) -> str:
    """A digest of all documents: the same holdings give the same one wherever they lie."""
    whole = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for document_id, entry in sorted(ledger.items()):
        whole.update(f"{document_id}\t{entry.digest}\n".encode())
    return whole.hexdigest()


def write_ledger(path: Path, ledger: Mapping[str, Entry]) -> None:
    """Write a ledger."""
    with path.open("w", encoding="utf-8") as file:
        for document_id, entry in sorted(ledger.items()):
            line = [document_id, entry.digest, entry.file]
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_ledger(path: Path) -> dict[str, Entry]:
    """Read what `write_ledger` wrote.

    Raises:
        IndexUnavailableError: it is missing or damaged.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return {name: Entry(digest, source) for name, digest, source in map(json.loads, file)}
    except (OSError, ValueError) as error:
        raise IndexUnavailableError(
            f"The index generation {path.parent} is damaged: its ledger can't be read. "
            "Rebuild it with: archsearch index build"
        ) from error


def lies_under(file: str, folders: Iterable[Path]) -> bool:
    """Whether a file is one of some paths, or lies below one."""
    path = Path(file)
    return any(path == folder or folder in path.parents for folder in folders)
