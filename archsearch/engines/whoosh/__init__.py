"""The default engine: arrays in files beneath Whoosh's query tree and reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.engines.whoosh.reader import WhooshReader
from archsearch.engines.whoosh.updater import WhooshUpdater
from archsearch.engines.whoosh.writer import WhooshWriter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from archsearch.engines.base import IndexReader, IndexWriter


class WhooshEngine:
    """Keeps an index in a folder; an `archsearch.engines.base.Engine`."""

    name = "whoosh"

    def writer(
        self, path: Path, boosts: Mapping[str, float], base: Path | None = None
    ) -> IndexWriter:
        """A writer into the new, empty folder `path`; see `archsearch.engines.base.Engine`."""
        return WhooshUpdater(path, boosts, base) if base else WhooshWriter(path, boosts)

    def reader(self, path: Path, without: Collection[str] = ()) -> IndexReader:
        """Open what a writer committed to `path`; see `archsearch.engines.base.Engine`.

        Raises:
            IndexUnavailableError: nothing there, damaged, or of another format.
        """
        return WhooshReader(path, without)

    def settle(self, current: Path, kept: Sequence[Path]) -> None:
        """Nothing lies outside the folders of indexes."""


__all__ = ["WhooshEngine"]
