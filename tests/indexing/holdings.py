"""Holdings made for a test: folders of JSON Lines that tests edit as a librarian would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archsearch.indexing.build import build_index
from archsearch.indexing.update import update_index
from archsearch.search.golden import proof
from archsearch.settings import IndexSettings, Settings

if TYPE_CHECKING:
    from pathlib import Path


class Holdings:
    """A folder of records, and an index of it."""

    def __init__(self, folder: Path, **index: object) -> None:
        self.folder = folder / "holdings"
        self.folder.mkdir(parents=True)
        self.settings = Settings(index=IndexSettings(path=folder / "index", **index))

    def write(self, name: str, *records: dict) -> Path:
        """Write a file of records; it replaces one of that name."""
        path = self.folder / f"{name}.jsonl"
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        path.write_text(lines, encoding="utf-8")
        return path

    def build(self, *paths: Path, **options: object):
        return build_index(
            paths or [self.folder], self.settings, prove=proof(self.settings), **options
        )

    def update(self, *paths: Path, **options: object):
        return update_index(paths, self.settings, prove=proof(self.settings), **options)


def record(name: str, text: str, **values: str) -> dict:
    """A record with an English text, and a Russian one that says its id."""
    return {
        "id": name,
        "title": f"Letter {name}",
        "text_en": text,
        "text_ru": f"Письмо номер {name}. Караван пришёл.",
        "original_language": "ru",
        **values,
    }
