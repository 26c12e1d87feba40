"""Holdings → a new generation, verified, then swapped in."""

from __future__ import annotations

import datetime
import json
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from archsearch.analysis import ANALYZER_VERSION, Analyzer
from archsearch.analysis.names import NameTable
from archsearch.engines import engine_named
from archsearch.errors import IndexingError
from archsearch.indexing.curating import curated_pairs
from archsearch.indexing.fields import PASSAGES, VERSIONS, engine_boosts
from archsearch.indexing.generations import GENERATION_FORMAT, Generations, Manifest
from archsearch.indexing.lock import build_lock
from archsearch.indexing.pipeline import Merger, analyse
from archsearch.indexing.verify import Tally, verify
from archsearch.parallel import Lexicon
from archsearch.readers import read_holdings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from archsearch.holdings import Document
    from archsearch.indexing.generations import Generation
    from archsearch.readers import Report
    from archsearch.settings import Settings

    #: Told the stage of a build, and how many documents are done.
    Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build.

    Attributes:
        generation: the generation that is served now.
        manifest: what it says about itself.
        report: what the readers had to say.
    """

    generation: Generation
    manifest: Manifest
    report: Report


def build_index(
    paths: Sequence[Path], settings: Settings, progress: Progress, *, jobs: int = 1
) -> Built:
    """Build a new generation from `paths` and put it to use.

    The generation that is being served is never touched; if anything fails, it stays.

    Raises:
        IndexLockedError: another process is building.
        IndexingError: nothing could be read, nothing can be written, or the verification failed.
    """
    generations = Generations(settings.index.path)
    with build_lock(settings.index.path):
        generations.clean(settings.index.keep)
        begun = generations.begin()
        try:
            built = _build(begun, paths, settings, progress, jobs)
        except BaseException:
            generations.discard(begun)
            raise
        published = generations.publish(begun, built.manifest)
        generations.clean(settings.index.keep)
        kept = [each.engine_path for each in generations.all()]
        engine_named(settings.index.engine, settings.opensearch).settle(published.engine_path, kept)
        return Built(published, built.manifest, built.report)


def _build(
    generation: Generation,
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress,
    jobs: int,
) -> Built:
    started = time.monotonic()
    reading = read_holdings(paths, settings.reading)
    merger = Merger()
    tally = _write(generation, reading, merger, settings, progress, jobs=jobs)
    if not tally.documents:
        raise IndexingError(
            "No document could be read from "
            f"{', '.join(map(str, paths))}; the index stays as it was.\n{reading.report.summary()}"
        )
    progress("names", tally.documents)
    NameTable.build(merger.surface_forms()).save(generation.names_path)
    progress("lexicon", tally.documents)
    curated = curated_pairs(paths, Analyzer(settings.analysis), reading.report)
    _learn(generation, merger, curated)
    progress("verifying", tally.documents)
    reader = engine_named(settings.index.engine, settings.opensearch).reader(generation.engine_path)
    verify(reader, tally)
    reader.close()
    _write_report(generation, reading.report)
    manifest = Manifest(
        format=GENERATION_FORMAT,
        engine=settings.index.engine,
        analyzer=ANALYZER_VERSION,
        built=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        documents=tally.documents,
        versions=tally.versions,
        passages=tally.passages,
        refused=reading.report.refused,
        holdings=tuple(str(path.resolve()) for path in paths),
        seconds=round(time.monotonic() - started, 2),
    )
    return Built(generation, manifest, reading.report)


def _write(
    generation: Generation,
    documents: Iterable[Document],
    merger: Merger,
    settings: Settings,
    progress: Progress,
    *,
    jobs: int,
) -> Tally:
    """Analyse `documents` and write the engine's files; `merger` keeps what they teach."""
    tally = Tally()
    writer = engine_named(settings.index.engine, settings.opensearch).writer(
        generation.engine_path, engine_boosts()
    )
    try:
        for batch in analyse(documents, settings.analysis, jobs):
            for indexed in merger.merge(batch):
                writer.add(indexed)
                tally += Tally(1, indexed.numbers[VERSIONS], indexed.numbers[PASSAGES])
            progress("indexing", tally.documents)
        progress("writing", tally.documents)
        writer.commit(merger.vocabulary.strings)
    except BaseException:
        writer.abort()
        raise
    return tally


def _learn(generation: Generation, merger: Merger, curated: Iterable[tuple[str, str]]) -> None:
    """Learn the lexicon from the aligned passages, and write it."""
    generation.lexicon_path.mkdir()
    lexicon = Lexicon.learn(merger.lessons.pairs, merger.vocabulary.strings, curated)
    lexicon.save(generation.lexicon_path)


def _write_report(generation: Generation, report: Report) -> None:
    with generation.report_path.open("w", encoding="utf-8") as file:
        for problem in report.problems:
            file.write(json.dumps(asdict(problem), ensure_ascii=False, default=str) + "\n")
