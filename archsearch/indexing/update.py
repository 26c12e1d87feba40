"""What changed in holdings → a new generation that shares everything else with the current one.

Every document is read and its digest compared with the ledger; only those that are new or
changed are analysed. The lexicon is taken over: `build` learns it.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing import forms as forms_files
from archsearch.indexing.admission import Admission
from archsearch.indexing.assembling import Built, Making
from archsearch.indexing.build import (
    build_index,
    check_strictness,
    new_generation,
    opened_cache,
    put_to_use,
)
from archsearch.indexing.changes import Changes, base_of
from archsearch.indexing.fields import engine_boosts
from archsearch.indexing.generations import Generations
from archsearch.indexing.ledger import lies_under
from archsearch.indexing.lock import build_lock
from archsearch.indexing.pipeline import Merger
from archsearch.indexing.progress import Stage, unseen
from archsearch.indexing.record import Record
from archsearch.indexing.verify import Changed, Tally
from archsearch.parallel import Lexicon
from archsearch.readers import read_holdings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archsearch.engines.base import IndexReader
    from archsearch.holdings import Document
    from archsearch.indexing.assembling import Proof
    from archsearch.indexing.changes import Base
    from archsearch.indexing.forms import Forms
    from archsearch.indexing.generation import Generation
    from archsearch.indexing.progress import Progress
    from archsearch.readers.known import KnownRow
    from archsearch.readers.reading import Reading
    from archsearch.settings import Settings


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
        base = base_of(generations.current(), settings)
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


def _update(making: Making, base: Base, paths: Sequence[Path]) -> Built:
    started = time.monotonic()
    if not paths:
        base.expect_all()
    making.progress(Stage.SURVEY, 0, 0)
    reading = _read(base, paths, making.settings)
    admission = Admission(reading, making.settings.index, making.progress)
    changes, merger = Changes(base, paths), Merger()
    added = _write_changes(making, reading, admission, changes, merger)
    built = Built(
        base.generation,
        base.manifest,
        reading.report,
        added.documents,
        changes.unchanged,
        len(changes.removed),
        merger.reused,
        admission.withheld,
    )
    if not built.indexed and not built.removed:
        return built
    gone, lost = _lost(making, changes)
    tally = base.tally + added - gone
    if not tally.documents:
        raise IndexingError("Nothing would be left of the index; it stays as it was.")
    forms = _write_forms(making, base, merger.forms(), lost)
    ids = base.generation.gone() | base.ledger.keys()
    making.write_tables(forms, changes.ledger, ids - changes.ledger.keys())
    making.write_rows(_rows(base, admission, reading), changes.ledger)
    making.write_report(
        reading.report,
        paths or base.holdings,
        indexed=built.indexed,
        unchanged=built.unchanged,
        removed=built.removed,
    )
    _write_lexicon(making, changes)
    making.verify(tally, Changed(changes.written, added, changes.removed))
    manifest = making.manifest(
        tally,
        changes.ledger,
        reading.report,
        dict.fromkeys([*base.holdings, *paths]),
        seconds=time.monotonic() - started,
        lexicon_built=base.manifest.lexicon_built,
    )
    return replace(built, generation=making.generation, manifest=manifest)


def _read(base: Base, paths: Sequence[Path], settings: Settings) -> Reading:
    """Read `paths` among all holdings: what belongs to a record is told by what else there is."""
    new = [path for path in paths if not path.exists() or not lies_under(str(path), base.holdings)]
    return read_holdings([*base.holdings, *new], settings.reading, known=base.rows, only=paths)


def _write_changes(
    making: Making, reading: Reading, admission: Admission, changes: Changes, merger: Merger
) -> Tally:
    """Write the engine's files, if anything changed; what was analysed."""
    base = changes.base.generation
    writer = making.engine.writer(making.generation.engine_path, engine_boosts(), base.engine_path)
    try:
        found = changes.found(admission, reading.report)
        added = making.write(writer, found, changes.ledger, merger)
        changes.take_over(reading)
        if added.documents or changes.removed:
            making.progress(Stage.WRITE, 0, 0)
            changes.withheld |= admission.withholds(changes.removed)
            for document_id in changes.removed:
                writer.remove(document_id)
            writer.commit(
                merger.vocabulary.finish(),
                purge=changes.withheld,
                told=making.telling(Stage.WRITE),
            )
        else:
            writer.abort()
    except BaseException:
        writer.abort()
        raise
    return added


def _rows(base: Base, admission: Admission, reading: Reading) -> dict[str, KnownRow]:
    """What is known of rows now: of those that weren't looked at, what was known before."""
    seen = admission.ledger.keys() | admission.passed_over
    before = {digest: row for digest, row in base.rows.items() if row.id not in seen}
    return before | reading.rows


def _write_forms(making: Making, base: Base, added: Forms, lost: Forms) -> Forms:
    """The forms of the new generation, for which its name table is written."""
    before = forms_files.load(base.generation.forms_path)
    forms = forms_files.changed(before, added, lost)
    making.rewrite_names(base.generation, before, forms)
    return forms


def _write_lexicon(making: Making, changes: Changes) -> None:
    """Take the lexicon over, without the words that nobody is to know of any more."""
    before, after = changes.base.generation.lexicon_path, making.generation.lexicon_path
    if not changes.withheld:
        shutil.copytree(before, after)
        return
    reader = making.engine.reader(making.generation.engine_path)
    lexicon = Lexicon.open(before).without(lambda term: not reader.document_frequency("text", term))
    reader.close()
    after.mkdir()
    lexicon.save(after)


def _lost(making: Making, changes: Changes) -> tuple[Tally, Forms]:
    """What the base had and the new generation hasn't: how much, and its surface forms."""
    base = changes.base
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
