"""What changed in holdings → a new generation that shares everything else with the current one.

Every document is read and its digest compared with the ledger; only those that are new or
changed are analysed. The lexicon is taken over: `build` learns it.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.holdings.document import Access
from archsearch.indexing import forms as forms_files
from archsearch.indexing.admission import Admission
from archsearch.indexing.assembling import Built, Making, analysis_digest
from archsearch.indexing.build import (
    build_index,
    check_strictness,
    new_generation,
    opened_cache,
    put_to_use,
)
from archsearch.indexing.fields import engine_boosts
from archsearch.indexing.generations import Generations
from archsearch.indexing.ledger import lies_under, read_ledger
from archsearch.indexing.lock import build_lock
from archsearch.indexing.pipeline import Merger
from archsearch.indexing.progress import Stage, unseen
from archsearch.indexing.recipe import analyzer_version
from archsearch.indexing.record import Record
from archsearch.indexing.verify import Changed, Tally
from archsearch.parallel import Lexicon
from archsearch.readers import read_holdings
from archsearch.readers.report import Problem, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archsearch.engines.base import IndexReader, IndexWriter
    from archsearch.holdings import Document
    from archsearch.indexing.assembling import Proof
    from archsearch.indexing.forms import Forms
    from archsearch.indexing.generations import Generation, Manifest
    from archsearch.indexing.ledger import Entry
    from archsearch.indexing.progress import Progress
    from archsearch.readers import Report
    from archsearch.readers.reading import Reading
    from archsearch.settings import Settings


@dataclass(frozen=True, slots=True)
class _Base:
    """The generation that an update starts from."""

    generation: Generation
    manifest: Manifest
    ledger: dict[str, Entry]

    @property
    def tally(self) -> Tally:
        manifest = self.manifest
        return Tally(manifest.documents, manifest.versions, manifest.passages)


@dataclass(slots=True)
class _Changes:
    """What an update found while it read.

    Attributes:
        ledger: of the new generation.
        written: ids of the documents that were analysed.
        replaced: ids of documents of the base that have changed.
        removed: ids of documents of the base that are there no more.
        unchanged: how many are as they were.
        withheld: whether some of it was seen by the audience, and may not be seen any more.
        merger: what the documents that were analysed teach.
    """

    ledger: dict[str, Entry] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    withheld: bool = False
    merger: Merger = field(default_factory=Merger)


def update_index(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = unseen,
    *,
    jobs: int = 1,
    prove: Proof | None = None,
    strict: bool = False,
    wait: float = 0,
) -> Built:
    """Bring the index up to date with its holdings.

    An index of another release, engine or audience is built anew from all its holdings.

    Args:
        paths: what to look through; empty means all that the index was built from. Only what
            lay under these paths is removed. A new path is added to what the index is built from.
        settings: where the index lies and how it is made.
        progress: told how far it is.
        jobs: processes that analyse.
        prove: looks at the generation before it is served.
        strict: whether a record that is refused keeps the whole update from being served.
        wait: seconds to wait for another build to end.

    Raises:
        IndexLockedError: another process is building.
        IndexingError: nothing can be written, or the verification failed.
        IndexUnavailableError: there is no index to update.
    """
    generations = Generations(settings.index.path)
    with build_lock(settings.index.path, wait):
        base = _base(generations.current(), settings)
        if base is not None:
            with (
                new_generation(generations, settings) as begun,
                opened_cache(settings) as cache,
            ):
                making = Making(begun, settings, progress, cache, jobs)
                built = _update(making, base, [path.resolve() for path in paths])
                check_strictness(built, strict=strict)
                if not built.indexed and not built.removed:
                    generations.discard(begun)
                    return built
                return put_to_use(generations, built, making, prove)
    every = _holdings(generations.current(), paths)
    return build_index(every, settings, progress, jobs=jobs, prove=prove, strict=strict, wait=wait)


def _base(current: Generation, settings: Settings) -> _Base | None:
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
        return (
            _Base(current, manifest, read_ledger(current.ledger_path))
            if made_by == wanted
            else None
        )
    except IndexUnavailableError:
        return None


def _holdings(current: Generation, paths: Sequence[Path]) -> list[Path]:
    try:
        known = current.manifest().holdings
    except IndexUnavailableError as error:
        if paths:
            return list(paths)
        raise IndexingError(
            "This index doesn't say what it was built from. Name the paths: archsearch index build"
        ) from error
    return list(dict.fromkeys([*map(Path, known), *(path.resolve() for path in paths)]))


def _update(making: Making, base: _Base, paths: Sequence[Path]) -> Built:
    started = time.monotonic()
    generation = making.generation
    known = [Path(path) for path in base.manifest.holdings]
    if not paths:
        _expect_all(known, base)
    making.progress(Stage.SURVEY, 0, 0)
    reading = read_holdings(paths or known, making.settings.reading)
    changes = _Changes()
    added = _write_changes(making, base, paths, reading, changes)
    if not added.documents and not changes.removed:
        return Built(base.generation, base.manifest, reading.report, 0, changes.unchanged)
    gone, lost = _lost(making, base, changes)
    tally = base.tally + added - gone
    if not tally.documents:
        raise IndexingError("Nothing would be left of the index; it stays as it was.")
    forms = _write_forms(making, base, changes.merger.forms(), lost)
    ids = base.generation.gone() | base.ledger.keys()
    making.write_tables(forms, changes.ledger, ids - changes.ledger.keys())
    making.write_report(
        reading.report,
        paths or known,
        indexed=added.documents,
        unchanged=changes.unchanged,
        removed=len(changes.removed),
    )
    _write_lexicon(making, base, changes)
    making.verify(tally, Changed(changes.written, added, changes.removed))
    manifest = making.manifest(
        tally,
        changes.ledger,
        reading.report,
        dict.fromkeys([*known, *paths]),
        seconds=time.monotonic() - started,
        lexicon_built=base.manifest.lexicon_built,
    )
    indexed, removed = added.documents, len(changes.removed)
    return Built(
        generation,
        manifest,
        reading.report,
        indexed,
        changes.unchanged,
        removed,
        changes.merger.reused,
    )


def _write_changes(
    making: Making,
    base: _Base,
    paths: Sequence[Path],
    reading: Reading,
    changes: _Changes,
) -> Tally:
    """Write the engine's files, if anything changed; what was analysed."""
    admission = Admission(reading, making.settings.index, making.progress)
    writer = making.engine.writer(
        making.generation.engine_path, engine_boosts(), base.generation.engine_path
    )
    try:
        changed = _changed(admission, base, paths, changes, reading.report)
        added = making.write(writer, changed, changes.ledger, changes.merger)
        _take_over(base, paths, changes)
        if added.documents or changes.removed:
            making.progress(Stage.WRITE, 0, 0)
            changes.withheld |= admission.withholds(changes.removed)
            _commit(writer, changes)
        else:
            writer.abort()
    except BaseException:
        writer.abort()
        raise
    return added


def _write_forms(making: Making, base: _Base, added: Forms, lost: Forms) -> Forms:
    """The forms of the new generation, for which its name table is written."""
    before = forms_files.load(base.generation.forms_path)
    forms = forms_files.changed(before, added, lost)
    if set(forms.named()) == set(before.named()):
        # The table depends on nothing else, and making it would take most of a small update.
        shutil.copytree(base.generation.names_path, making.generation.names_path)
    else:
        making.write_names(forms)
    return forms


def _write_lexicon(making: Making, base: _Base, changes: _Changes) -> None:
    """Take the lexicon over, without the words that nobody is to know of any more."""
    before, after = base.generation.lexicon_path, making.generation.lexicon_path
    if not changes.withheld:
        shutil.copytree(before, after)
        return
    reader = making.engine.reader(making.generation.engine_path)
    lexicon = Lexicon.open(before).without(lambda term: not reader.document_frequency("text", term))
    reader.close()
    after.mkdir()
    lexicon.save(after)


def _expect_all(known: Sequence[Path], base: _Base) -> None:
    """Refuse to take a folder that isn't there, an unmounted disk, for one that was emptied.

    Raises:
        IndexingError: one of the holdings is missing.
    """
    for path in known:
        lost = sum(lies_under(entry.file, [path]) for entry in base.ledger.values())
        if lost and not path.exists():
            raise IndexingError(
                f"{path} does not exist, and {counted(lost, 'document')} came from it; the index "
                "stays as it was. If they are to go, build from what is left: "
                "archsearch index build PATH..."
            )


def _changed(
    admission: Admission, base: _Base, paths: Sequence[Path], changes: _Changes, report: Report
) -> Iterator[Document]:
    """The documents that the base hasn't, or has otherwise."""
    for document in admission:
        entry = admission.ledger[document.id]
        old = base.ledger.get(document.id)
        if old and paths and old.file != entry.file and not lies_under(old.file, paths):
            report.problems.append(
                Problem(
                    entry.file,
                    f"has the id {document.id}, which a record elsewhere has too: {old.file}",
                    remedy="give each record an id of its own",
                )
            )
            continue
        changes.ledger[document.id] = entry
        if old and old.digest == entry.digest:
            changes.unchanged += 1
            continue
        if old:
            changes.replaced.append(document.id)
            # It may have been open before, and known by its text.
            changes.withheld |= document.access is not Access.OPEN
        changes.written.append(document.id)
        yield document


def _take_over(base: _Base, paths: Sequence[Path], changes: _Changes) -> None:
    """Keep what lies elsewhere; note what is there no more."""
    for document_id, entry in base.ledger.items():
        if document_id in changes.ledger:
            continue
        if not paths or lies_under(entry.file, paths):
            changes.removed.append(document_id)
        else:
            changes.ledger[document_id] = entry
            changes.unchanged += 1


def _commit(writer: IndexWriter, changes: _Changes) -> None:
    for document_id in changes.removed:
        writer.remove(document_id)
    writer.commit(changes.merger.vocabulary.strings, purge=changes.withheld)


def _lost(making: Making, base: _Base, changes: _Changes) -> tuple[Tally, Forms]:
    """What the base had and the new generation hasn't: how much, and its surface forms."""
    reader = making.engine.reader(base.generation.engine_path)
    merger, tally = Merger(), Tally()
    ids = [*changes.replaced, *changes.removed]
    for batch in making.analyse(_stored(reader, ids), base.ledger):
        for _ in merger.merge(batch):
            pass
    for record in _records(reader, ids):
        tally += Tally(1, len(record.document.versions), len(record.alignment.passages))
    reader.close()
    return tally, merger.forms()


def _records(reader: IndexReader, ids: Iterable[str]) -> Iterator[Record]:
    for document_id in ids:
        number = reader.number(document_id)
        if number is not None:
            yield Record(reader.stored(number))


def _stored(reader: IndexReader, ids: Iterable[str]) -> Iterator[Document]:
    return (record.document for record in _records(reader, ids))
