"""What the folder of an index says: `opensearch.json` and the dictionary of its terms."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from archsearch.engines.opensearch.statistics import FieldStatistics
from archsearch.engines.whoosh.files import REBUILD, FileEntry
from archsearch.errors import IndexUnavailableError
from archsearch.systems import sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STATE_FILE = "opensearch.json"
#: Raised by one when the layout changes so that older releases can't read it.
FORMAT = 2


@dataclass(frozen=True, slots=True)
class State:
    """One index.

    Attributes:
        index: its name in the cluster.
        shards: into how many parts it is divided.
        documents: how many it has.
        next_number: the number that the next document gets.
        boosts: weights of the fields.
        fields: their counts.
        sort_keys, numbers: names that documents can be sorted by.
        dictionary: the file of its terms.
    """

    index: str
    shards: int
    documents: int
    next_number: int
    boosts: Mapping[str, float]
    fields: Mapping[str, FieldStatistics]
    sort_keys: tuple[str, ...]
    numbers: tuple[str, ...]
    dictionary: FileEntry

    def write(self, path: Path) -> None:
        """Write it durably; an index without it doesn't exist."""
        values: dict[str, Any] = {
            "format": FORMAT,
            "index": self.index,
            "shards": self.shards,
            "documents": self.documents,
            "next_number": self.next_number,
            "boosts": dict(self.boosts),
            "fields": {name: asdict(each) for name, each in self.fields.items()},
            "sort_keys": list(self.sort_keys),
            "numbers": list(self.numbers),
            "dictionary": self.dictionary.to_dict(),
        }
        with (path / STATE_FILE).open("w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False, indent=1)
            sync_file(file)
        sync_folder(path)

    @classmethod
    def read(cls, path: Path) -> State:
        """The inverse of `write`.

        Raises:
            IndexUnavailableError: there is none, or it is damaged or of another format.
        """
        try:
            values = json.loads((path / STATE_FILE).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise IndexUnavailableError(f"There is no index in {path}. {REBUILD}") from error
        except (OSError, ValueError) as error:
            raise IndexUnavailableError(
                f"The index is damaged: {path / STATE_FILE} can't be read. {REBUILD}"
            ) from error
        return cls._of(values, path)

    @classmethod
    def _of(cls, values: Any, path: Path) -> State:  # noqa: ANN401 - JSON values
        try:
            found = int(values["format"])
            if found != FORMAT:
                raise IndexUnavailableError(
                    f"The index {path} has format {found}; this release reads format {FORMAT}. "
                    f"{REBUILD}"
                )
            return cls(
                index=str(values["index"]),
                shards=int(values["shards"]),
                documents=int(values["documents"]),
                next_number=int(values["next_number"]),
                boosts={str(name): float(boost) for name, boost in values["boosts"].items()},
                fields={name: FieldStatistics(**each) for name, each in values["fields"].items()},
                sort_keys=tuple(values["sort_keys"]),
                numbers=tuple(values["numbers"]),
                dictionary=FileEntry.of(values["dictionary"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise IndexUnavailableError(
                f"The index is damaged: {path / STATE_FILE} isn't what was written. {REBUILD}"
            ) from error
