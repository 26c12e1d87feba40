"""What reading the rows of holdings came to, beside the ledger: an update passes over known ones.

A file of JSON lines. The first says what reading depends on beside the rows
(`archsearch.indexing.recipe.reading_recipe`); each of the others is a row whose document is in
the index whole, and says by a digest which document that is. What isn't there, or is damaged, is
read again: so an earlier release's generation, which has no such file, can be updated too.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from archsearch.readers.known import KnownRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from archsearch.indexing.ledger import Entry
    from archsearch.readers.known import Known

logger = logging.getLogger(__name__)


def write_rows(path: Path, recipe: str, rows: Known, ledger: Mapping[str, Entry]) -> None:
    """Write the rows whose documents are in a ledger.

    Args:
        path: of the file.
        recipe: what reading depends on.
        rows: by digest.
        ledger: of the generation.
    """
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps([recipe]) + "\n")
        for digest, row in rows.items():
            entry = ledger.get(row.id)
            if entry is not None:
                line = [digest, entry.digest, row.id, row.has_text, row.texts, row.remarks]
                file.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_rows(path: Path, recipe: str, ledger: Mapping[str, Entry]) -> dict[str, KnownRow]:
    """The rows by digest, as far as reading them would still come to what a ledger has."""
    found: dict[str, KnownRow] = {}
    try:
        with path.open(encoding="utf-8") as file:
            if json.loads(next(file, "[]")) != [recipe]:
                return {}
            for digest, document, number, has_text, texts, remarks in map(json.loads, file):
                entry = ledger.get(number)
                if entry is not None and entry.digest == document:
                    said = tuple(map(tuple, remarks))
                    found[digest] = KnownRow(number, has_text, tuple(texts), said)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError) as error:
        logger.info("%s can't be read, so every row is: %s", path, error)
        return {}
    return found
