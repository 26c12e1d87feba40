"""One generation on disk: where its parts lie, and what it says about itself."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.errors import IndexUnavailableError, OtherReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
#: Raised by one when the layout of a generation changes so that older releases can't read it.
GENERATION_FORMAT = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says about itself.

    Attributes:
        format: `GENERATION_FORMAT` of the release that wrote it.
        engine: name of the engine that wrote it.
        analyzer: `archsearch.indexing.recipe.analyzer_version` that its terms come from.
        built: ISO 8601 time in UTC at which the build ended.
        documents, versions, passages: how many it holds.
        refused: how many records were refused.
        holdings: the paths that it was built from.
        seconds: how long the build took.
        digest: of all its documents; the same holdings have the same one.
        audience: who it is for (`archsearch.indexing.access.Audience`).
        analysis: digest of the settings of the text analysis.
        lexicon_built: as `built`, of the build that learned the lexicon.
        checksums: of its files, by path below its folder, but for the engine's own.
    """

    format: int
    engine: str
    analyzer: str
    built: str
    documents: int
    versions: int
    passages: int
    refused: int
    holdings: tuple[str, ...]
    seconds: float
    digest: str
    audience: str
    analysis: str
    lexicon_built: str
    checksums: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation on disk."""

    path: Path

    @property
    def name(self) -> str:
        """Its name: the time it was begun, and a random part."""
        return self.path.name

    @property
    def size(self) -> int:
        """Bytes of its files; those that several generations share count in each."""
        total = 0
        for path in self.path.rglob("*"):
            # It may be removed while it is looked at.
            with suppress(OSError):
                total += path.stat().st_size if path.is_file() else 0
        return total

    @property
    def engine_path(self) -> Path:
        """Folder of the engine's files."""
        return self.path / "engine"

    @property
    def names_path(self) -> Path:
        """Folder of the name table."""
        return self.path / "names"

    @property
    def lexicon_path(self) -> Path:
        """Folder of the bilingual lexicon."""
        return self.path / "lexicon"

    @property
    def report_path(self) -> Path:
        """The problems that the readers reported, a JSON object a line."""
        return self.path / "report.jsonl"

    @property
    def report_page_path(self) -> Path:
        """The same for people."""
        return self.path / "report.html"

    @property
    def forms_path(self) -> Path:
        """Folder of the surface forms with their counts."""
        return self.path / "forms"

    @property
    def ledger_path(self) -> Path:
        """What it was made from: `archsearch.indexing.ledger`."""
        return self.path / "ledger.jsonl"

    @property
    def rows_path(self) -> Path:
        """What reading its rows came to: `archsearch.indexing.rows`."""
        return self.path / "rows.jsonl"

    @property
    def gone_path(self) -> Path:
        """Ids of documents that earlier generations had, a line each."""
        return self.path / "gone.txt"

    def gone(self) -> frozenset[str]:
        """Ids of documents that earlier generations had and this one hasn't."""
        try:
            return frozenset(self.gone_path.read_text(encoding="utf-8").splitlines())
        except FileNotFoundError:
            return frozenset()

    def manifest(self) -> Manifest:
        """What it says about itself.

        Raises:
            IndexUnavailableError: the manifest is missing, damaged or of another format.
        """
        try:
            values = json.loads((self.path / MANIFEST).read_text(encoding="utf-8"))
            found = int(values["format"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailableError(
                f"The index generation {self.path} is damaged: its manifest can't be read. "
                "Rebuild it with: archsearch index build"
            ) from error
        if found != GENERATION_FORMAT:
            raise OtherReleaseError(f"The index generation {self.path} (format {found})")
        try:
            return Manifest(**{**values, "holdings": tuple(values["holdings"])})
        except (KeyError, TypeError) as error:
            raise IndexUnavailableError(
                f"The index generation {self.path} is damaged: its manifest isn't whole. "
                "Rebuild it with: archsearch index build"
            ) from error
