"""The parts of a generation that a build and an update write alike, and the proof of them."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING

from archsearch.analysis.names import NameTable
from archsearch.engines import engine_named
from archsearch.indexing import forms as forms_files
from archsearch.indexing.admission import NOTHING_WITHHELD, Withheld
from archsearch.indexing.fields import PASSAGES, VERSIONS
from archsearch.indexing.files import IN_USE, checksum
from archsearch.indexing.generation import GENERATION_FORMAT, MANIFEST, Manifest
from archsearch.indexing.ledger import digest_of_all, write_ledger
from archsearch.indexing.pipeline import Memory, analyse
from archsearch.indexing.progress import Stage
from archsearch.indexing.recipe import analyzer_version, naming_recipe, reading_recipe
from archsearch.indexing.record import RECORD_FORMAT
from archsearch.indexing.rows import write_rows
from archsearch.indexing.verify import Tally, verify, verify_changes
from archsearch.readers.report_files import write_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from archsearch.engines.base import Engine, IndexWriter
    from archsearch.engines.telling import Told
    from archsearch.holdings import Document
    from archsearch.indexing.batches import Batch
    from archsearch.indexing.cache import AnalysisCache
    from archsearch.indexing.forms import Forms
    from archsearch.indexing.generation import Generation
    from archsearch.indexing.ledger import Entry
    from archsearch.indexing.pipeline import Merger
    from archsearch.indexing.progress import Progress
    from archsearch.indexing.verify import Changed
    from archsearch.readers import Report
    from archsearch.readers.known import Known
    from archsearch.settings import AnalysisSettings, Settings

    #: Told a generation that isn't served yet; raises `IndexingError` if it must not be.
    Proof = Callable[[Generation, Manifest], None]


#: Says by which rules the name table beside it was made.
_MADE_BY = "made-by.txt"


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build or update.

    Attributes:
        generation: the generation that is served now.
        manifest: what it says about itself.
        report: what the readers had to say.
        indexed: documents that were handed to the engine.
        unchanged: documents that were taken over.
        removed: documents that are there no more.
        reused: how many of the indexed ones weren't analysed, their outcome being known.
        withheld: which of the records that were read the audience can't see, or not whole.
    """

    generation: Generation
    manifest: Manifest
    report: Report
    indexed: int
    unchanged: int = 0
    removed: int = 0
    reused: int = 0
    withheld: Withheld = NOTHING_WITHHELD


@dataclass(frozen=True, slots=True)
class Making:
    """What making a generation takes.

    Attributes:
        generation: where it is written.
        settings: how.
        progress: told how far it is.
        cache: what earlier builds analysed.
        jobs: processes that analyse.
    """

    generation: Generation
    settings: Settings
    progress: Progress
    cache: AnalysisCache
    jobs: int = 1

    @property
    def engine(self) -> Engine:
        """The engine that the settings name."""
        return engine_named(self.settings.index.engine, self.settings.opensearch)

    def telling(self, stage: Stage) -> Told:
        """Tells how far a stage is."""
        return partial(self.progress, stage)

    def analyse(
        self, documents: Iterable[Document], ledger: Mapping[str, Entry]
    ) -> Iterator[Batch]:
        """Analyse documents of a ledger, as far as the outcome isn't known."""
        memory = Memory(self.cache, lambda document: ledger[document.id].digest)
        yield from analyse(documents, self.settings.analysis, self.jobs, memory)

    def write(
        self,
        writer: IndexWriter,
        documents: Iterable[Document],
        ledger: Mapping[str, Entry],
        merger: Merger,
    ) -> Tally:
        """Analyse documents and hand them to the engine; `merger` keeps what they teach.

        `ledger` has each document by the time that it comes.
        """
        tally = Tally()
        for batch in self.analyse(documents, ledger):
            for indexed in merger.merge(batch):
                writer.add(indexed)
                tally += Tally(1, indexed.numbers[VERSIONS], indexed.numbers[PASSAGES])
        return tally

    def write_names(self, forms: Forms) -> None:
        """Write the name table of some forms."""
        self.progress(Stage.NAMES, 0, 0)
        self._save_names(NameTable.build(forms.named()))

    def rewrite_names(self, earlier: Generation, before: Forms, forms: Forms) -> None:
        """Write the name table of some forms, from that of an earlier generation.

        Args:
            earlier: the generation.
            before: its forms.
            forms: those of the new one.
        """
        if not _names_are_ours(earlier):
            self.write_names(forms)
            return
        self.progress(Stage.NAMES, 0, 0)
        table = NameTable.open(earlier.names_path)
        self._save_names(table.remade(before.named(), forms.named()))

    def _save_names(self, table: NameTable) -> None:
        folder = self.generation.names_path
        table.save(folder)
        (folder / _MADE_BY).write_text(naming_recipe(), encoding="utf-8")

    def write_tables(self, forms: Forms, ledger: Mapping[str, Entry], gone: Iterable[str]) -> None:
        """Write what remembers the forms and the documents."""
        generation = self.generation
        forms_files.save(forms, generation.forms_path)
        write_ledger(generation.ledger_path, ledger)
        lines = "".join(f"{document_id}\n" for document_id in sorted(gone))
        generation.gone_path.write_text(lines, encoding="utf-8")

    def write_rows(self, rows: Known, ledger: Mapping[str, Entry]) -> None:
        """Write what reading rows came to, for the next update."""
        wanted = reading_recipe(self.settings.reading)
        write_rows(self.generation.rows_path, wanted, rows, ledger)

    def write_report(
        self, report: Report, paths: Iterable[Path], indexed: int, **others: int
    ) -> None:
        """Write the problems, for programs and for people, once the last of them is known."""
        write_report(self.generation.path, report, paths, {"indexed": indexed, **others})

    def verify(self, expected: Tally, changed: Changed | None = None) -> None:
        """Prove that the engine holds what it was handed.

        Args:
            expected: how much that is, with what was taken over.
            changed: how it differs from a proved index, where it was made from one.

        Raises:
            IndexingError: something is missing.
            IndexUnavailableError: a file is damaged.
        """
        self.progress(Stage.VERIFY, 0, 0)
        told = self.telling(Stage.VERIFY)
        reader = self.engine.reader(self.generation.engine_path)
        if changed is None:
            verify(reader, expected, told)
        else:
            verify_changes(reader, expected.documents, changed, told)
        reader.close()

    def manifest(
        self,
        tally: Tally,
        ledger: Mapping[str, Entry],
        report: Report,
        holdings: Iterable[Path],
        *,
        seconds: float,
        lexicon_built: str = "",
    ) -> Manifest:
        """What the generation says about itself."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        return Manifest(
            format=GENERATION_FORMAT,
            engine=self.settings.index.engine,
            analyzer=analyzer_version(),
            built=now,
            documents=tally.documents,
            versions=tally.versions,
            passages=tally.passages,
            refused=report.refused,
            holdings=tuple(str(path.resolve()) for path in holdings),
            seconds=round(seconds, 2),
            digest=digest_of_all(ledger),
            audience=self.settings.index.audience,
            analysis=analysis_digest(self.settings.analysis),
            lexicon_built=lexicon_built or now,
            checksums=checksums_of(self.generation),
        )


def _names_are_ours(generation: Generation) -> bool:
    """Whether its name table was made by the rules of this release."""
    try:
        said = (generation.names_path / _MADE_BY).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return said == naming_recipe()


def checksums_of(generation: Generation) -> dict[str, str]:
    """Checksums of the files of a generation, but for its manifest and the engine's own."""
    left_out = {generation.path / MANIFEST, generation.path / IN_USE}
    return {
        str(path.relative_to(generation.path)): checksum(path)
        for path in sorted(generation.path.rglob("*"))
        if path.is_file()
        and path not in left_out
        and not path.is_relative_to(generation.engine_path)
    }


def analysis_digest(settings: AnalysisSettings) -> str:
    """Changes whenever the same text would be analysed, or recorded, in another way."""
    said = json.dumps([RECORD_FORMAT, asdict(settings)], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
