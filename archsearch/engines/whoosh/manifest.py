"""What an index folder says about itself: `engine.json`.

It is written last and names every file with its size and checksum; nothing that it doesn't name
belongs to the index.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archsearch.engines.whoosh.files import REBUILD, FileEntry
from archsearch.errors import IndexUnavailableError
from archsearch.systems import replace_file, sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST_FILE = "engine.json"
#: Raised by one when the layout changes so that older releases can't read it.
FORMAT = 3
#: Formats that this release reads: the second only adds another way of writing positions, the
#: third a file of bits.
READABLE = (1, 2, 3)
ENGINE = "whoosh"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One segment.

    Attributes:
        name: its folder.
        documents: how many it holds, deleted ones included.
        columns: names of "keywords", "numbers" and "sort_keys".
        fields: numbers of the fields that its documents have.
        files: its files.
        deletions: the file of deletions beside the segments' folders, or None.
    """

    name: str
    documents: int
    columns: Mapping[str, tuple[str, ...]]
    fields: tuple[int, ...]
    files: tuple[FileEntry, ...]
    deletions: FileEntry | None = None

    def to_dict(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {
            "name": self.name,
            "documents": self.documents,
            "columns": {kind: list(names) for kind, names in self.columns.items()},
            "fields": list(self.fields),
            "files": [entry.to_dict() for entry in self.files],
            "deletions": self.deletions and self.deletions.to_dict(),
        }

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> SegmentEntry:
        """The inverse of `to_dict`.

        Raises:
            KeyError, TypeError, ValueError: that isn't what `to_dict` made.
        """
        deletions = values["deletions"]
        return cls(
            name=str(values["name"]),
            documents=int(values["documents"]),
            columns={kind: tuple(names) for kind, names in values["columns"].items()},
            fields=tuple(int(number) for number in values["fields"]),
            files=tuple(FileEntry.of(entry) for entry in values["files"]),
            deletions=FileEntry.of(deletions) if deletions else None,
        )


@dataclass(frozen=True, slots=True)
class IndexManifest:
    """The whole index.

    Attributes:
        fields: names of the fields; a field's number is its place.
        boosts: BM25F weight by name of field.
        segments: in the order of document numbers.
    """

    fields: tuple[str, ...]
    boosts: Mapping[str, float]
    segments: tuple[SegmentEntry, ...]

    def write(self, path: Path) -> None:
        """Write it durably into the folder `path`."""
        values = {
            "engine": ENGINE,
            "format": FORMAT,
            "fields": list(self.fields),
            "boosts": dict(self.boosts),
            "segments": [segment.to_dict() for segment in self.segments],
        }
        waiting = path / f"{MANIFEST_FILE}.tmp"
        with waiting.open("w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False, indent=1)
            sync_file(file)
        replace_file(waiting, path / MANIFEST_FILE)
        sync_folder(path)

    @classmethod
    def read(cls, path: Path) -> IndexManifest:
        """Read that of the folder `path`.

        Raises:
            IndexUnavailableError: there is none, it is damaged, or of another format.
        """
        try:
            values = json.loads((path / MANIFEST_FILE).read_text(encoding="utf-8"))
            if values["engine"] != ENGINE or values["format"] not in READABLE:
                raise IndexUnavailableError(
                    f"The index {path} has format {values['engine']} {values['format']}; this "
                    f"release reads {ENGINE} up to {FORMAT}. {REBUILD}"
                )
            return cls(
                fields=tuple(str(name) for name in values["fields"]),
                boosts={name: float(boost) for name, boost in values["boosts"].items()},
                segments=tuple(SegmentEntry.of(segment) for segment in values["segments"]),
            )
        except FileNotFoundError as error:
            raise IndexUnavailableError(f"There is no index in {path}. {REBUILD}") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexUnavailableError(
                f"The index is damaged: {path / MANIFEST_FILE} can't be read. {REBUILD}"
            ) from error
