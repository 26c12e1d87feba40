"""Holdings → a new generation, verified, then swapped in."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from archsearch.analysis import Analyzer
from archsearch.engines import engine_named
from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing.admission import Admission
from archsearch.indexing.assembling import Built, Making
from archsearch.indexing.cache import AnalysisCache
from archsearch.indexing.curating import curated_pairs
from archsearch.indexing.fields import engine_boosts
from archsearch.indexing.generations import Generations
from archsearch.indexing.ledger import read_ledger
from archsearch.indexing.lock import build_lock
from archsearch.indexing.pipeline import Merger
from archsearch.indexing.progress import Stage, unseen
from archsearch.indexing.recipe import recipe
from archsearch.parallel import Lexicon
from archsearch.readers import read_holdings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archsearch.indexing.assembling import Proof
    from archsearch.indexing.generation import Generation, Manifest
    from archsearch.indexing.progress import Progress
    from archsearch.settings import Settings

MEGABYTE = 1_000_000


def build_index(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = unseen,
    *,
    jobs: int = 1,
    prove: Proof | None = None,
    strict: bool = False,
    wait: float = 0,
) -> Built:
    """Build a new generation from `paths` and put it to use.

    The generation that is being served is never touched; if anything fails, it stays.

    Args:
        paths: folders and files of holdings.
        settings: where the index lies and how it is made.
        progress: told how far it is.
        jobs: processes that analyse.
        prove: looks at the generation before it is served.
        strict: whether a record that is refused keeps the whole generation from being served.
        wait: seconds to wait for another build to end.

    Raises:
        IndexLockedError: another process is building.
        IndexingError: nothing could be read, nothing can be written, or the verification failed.
    """
    generations = Generations(settings.index.path)
    with (
        build_lock(settings.index.path, wait),
        new_generation(generations, settings) as begun,
        opened_cache(settings) as cache,
    ):
        making = Making(begun, settings, progress, cache, jobs)
        built = _build(making, paths, _known(generations))
        check_strictness(built, strict=strict)
        return put_to_use(generations, built, making, prove)


@contextmanager
def new_generation(generations: Generations, settings: Settings) -> Iterator[Generation]:
    """A folder to build in, which is gone afterwards if it didn't become a generation."""
    generations.clean(settings.index.keep)
    begun = generations.begin()
    try:
        yield begun
    except BaseException:
        generations.discard(begun)
        raise


@contextmanager
def opened_cache(settings: Settings) -> Iterator[AnalysisCache]:
    """What earlier builds analysed in the same way."""
    limit = settings.index.cache_megabytes * MEGABYTE
    cache = AnalysisCache(settings.index.path, recipe(settings.analysis), limit)
    try:
        yield cache
    finally:
        cache.close()


def check_strictness(built: Built, *, strict: bool) -> None:
    """Refuse what the readers couldn't take whole, where that is asked for.

    Raises:
        IndexingError: a record was refused.
    """
    if strict and built.report.refused:
        first = next(str(each) for each in built.report.problems if each.severity == "refused")
        raise IndexingError(
            f"{built.report.refused} refused, and --strict was asked for; "
            f"the index stays as it was. The first: {first}"
        )


def put_to_use(
    generations: Generations, built: Built, making: Making, prove: Proof | None
) -> Built:
    """Prove a generation, make it the current one, and clear up behind it."""
    if prove is not None:
        making.progress(Stage.PROVE, 0, 0)
        prove(built.generation, built.manifest)
    making.progress(Stage.SWAP, 0, 0)
    published = generations.publish(built.generation, built.manifest)
    settle(generations, published, making.settings)
    # What only an earlier generation has may have been withdrawn or closed since.
    ledger = read_ledger(published.ledger_path)
    making.cache.keep_only(entry.digest for entry in ledger.values())
    return replace(built, generation=published)


def settle(generations: Generations, current: Generation, settings: Settings) -> None:
    """Remove what isn't needed any more now that `current` is served."""
    generations.clean(settings.index.keep)
    kept = [each.engine_path for each in generations.all()]
    engine_named(settings.index.engine, settings.opensearch).settle(current.engine_path, kept)


def _known(generations: Generations) -> frozenset[str]:
    """Ids of all documents that the current generation has or had."""
    try:
        current = generations.current()
        return current.gone() | read_ledger(current.ledger_path).keys()
    except IndexUnavailableError:
        # There is none, or it is of another release: then nobody knows.
        return frozenset()


def _build(making: Making, paths: Sequence[Path], known: frozenset[str]) -> Built:
    started = time.monotonic()
    settings, generation = making.settings, making.generation
    making.progress(Stage.SURVEY, 0, 0)
    reading = read_holdings(paths, settings.reading)
    admission = Admission(reading, settings.index, making.progress)
    merger = Merger()
    writer = making.engine.writer(generation.engine_path, engine_boosts())
    try:
        tally = making.write(writer, admission, admission.ledger, merger)
        making.progress(Stage.WRITE, 0, 0)
        writer.commit(merger.vocabulary.finish(), told=making.telling(Stage.WRITE))
    except BaseException:
        writer.abort()
        raise
    if not tally.documents:
        raise IndexingError(
            "No document could be read from "
            f"{', '.join(map(str, paths))}; the index stays as it was.\n{reading.report.summary()}"
        )
    ledger = admission.ledger
    forms = merger.forms()
    making.write_names(forms)
    making.write_tables(forms, ledger, known - ledger.keys())
    making.write_rows(reading.rows, ledger)
    making.progress(Stage.LEXICON, 0, 0)
    curated = curated_pairs(paths, Analyzer(settings.analysis), reading.report)
    _learn(generation, merger, curated)
    making.write_report(reading.report, paths, indexed=tally.documents)
    making.verify(tally)
    seconds = time.monotonic() - started
    manifest: Manifest = making.manifest(tally, ledger, reading.report, paths, seconds=seconds)
    return Built(
        generation,
        manifest,
        reading.report,
        tally.documents,
        reused=merger.reused,
        withheld=admission.withheld,
    )


def _learn(generation: Generation, merger: Merger, curated: Iterable[tuple[str, str]]) -> None:
    """Learn the lexicon from the aligned passages, and write it."""
    generation.lexicon_path.mkdir()
    lexicon = Lexicon.learn(merger.lessons.pairs, merger.vocabulary.strings, curated)
    lexicon.save(generation.lexicon_path)
