"""What was read, against the generation that an update starts from: what is new, other, gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.holdings.document import Access
from archsearch.indexing.assembling import analysis_digest
from archsearch.indexing.ledger import lies_under, read_ledger
from archsearch.indexing.recipe import analyzer_version, reading_recipe
from archsearch.indexing.rows import read_rows
from archsearch.indexing.verify import Tally
from archsearch.readers.report import Problem, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archsearch.holdings import Document
    from archsearch.indexing.admission import Admission
    from archsearch.indexing.generation import Generation, Manifest
    from archsearch.indexing.ledger import Entry
    from archsearch.readers import Report
    from archsearch.readers.known import Known
    from archsearch.readers.reading import Reading
    from archsearch.settings import Settings


@dataclass(frozen=True, slots=True)
class Base:
    """The generation that an update starts from."""

    generation: Generation
    manifest: Manifest
    ledger: Mapping[str, Entry]
    rows: Known

    @property
    def tally(self) -> Tally:
        """How much it holds."""
        manifest = self.manifest
        return Tally(manifest.documents, manifest.versions, manifest.passages)

    @property
    def holdings(self) -> list[Path]:
        """The paths that it was built from."""
        return [Path(path) for path in self.manifest.holdings]

    def expect_all(self) -> None:
        """Refuse to take a folder that isn't there, an unmounted disk, for one that was emptied.

        Raises:
            IndexingError: one of the holdings is missing.
        """
        for path in self.holdings:
            lost = sum(lies_under(entry.file, [path]) for entry in self.ledger.values())
            if lost and not path.exists():
                raise IndexingError(
                    f"{path} does not exist, and {counted(lost, 'document')} came from it; the "
                    "index stays as it was. If they are to go, build from what is left: "
                    "archsearch index build PATH..."
                )


def base_of(current: Generation, settings: Settings) -> Base | None:
    """The current generation if an update can start from it."""
    try:
        manifest = current.manifest()
        made_by = (manifest.analyzer, manifest.analysis, manifest.audience, manifest.engine)
        wanted = (
            analyzer_version(),
            analysis_digest(settings.analysis),
            settings.index.audience,
            settings.index.engine,
        )
        if made_by != wanted:
            return None
        ledger = read_ledger(current.ledger_path)
    except IndexUnavailableError:
        return None
    rows = read_rows(current.rows_path, reading_recipe(settings.reading), ledger)
    return Base(current, manifest, ledger, rows)


@dataclass(slots=True)
class Changes:
    """What an update finds while it reads.

    Attributes:
        base: what it starts from.
        paths: what it looks through; empty means everything.
        ledger: of the new generation.
        written: ids of the documents that were analysed.
        replaced: ids of documents of the base that have changed.
        removed: ids of documents of the base that are there no more.
        unchanged: how many are as they were.
        withheld: whether some of it was seen by the audience, and may not be seen any more.
    """

    base: Base
    paths: Sequence[Path]
    ledger: dict[str, Entry] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    withheld: bool = False

    def found(self, admission: Admission, report: Report) -> Iterator[Document]:
        """The documents that the base hasn't, or has otherwise; notes all the others."""
        for document in admission:
            entry = admission.ledger[document.id]
            old = self.base.ledger.get(document.id)
            if old and self._lies_elsewhere(old, entry):
                report.problems.append(_same_id(document.id, entry.file, old.file))
                continue
            self.ledger[document.id] = entry
            # A file that was moved is named in the record.
            if old == entry:
                self.unchanged += 1
                continue
            if old:
                self.replaced.append(document.id)
                # It may have been open before, and known by its text.
                self.withheld |= document.access is not Access.OPEN
            self.written.append(document.id)
            yield document
        for document_id in admission.passed_over:
            self.ledger[document_id] = self.base.ledger[document_id]
            self.unchanged += 1

    def take_over(self, reading: Reading) -> None:
        """Keep what lies elsewhere; note what is there no more."""
        for document_id, entry in self.base.ledger.items():
            if document_id in self.ledger:
                continue
            if not self.paths or lies_under(entry.file, [*self.paths, *reading.looked_at]):
                self.removed.append(document_id)
            else:
                self.ledger[document_id] = entry
                self.unchanged += 1

    def _lies_elsewhere(self, old: Entry, entry: Entry) -> bool:
        """Whether another record, which isn't looked at now, has the id."""
        return bool(self.paths and old.file != entry.file and not lies_under(old.file, self.paths))


def _same_id(document_id: str, file: str, other: str) -> Problem:
    return Problem(
        file,
        f"has the id {document_id}, which a record elsewhere has too: {other}",
        remedy="give each record an id of its own",
    )
