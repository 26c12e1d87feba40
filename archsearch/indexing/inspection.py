"""A finished generation looked at again: is it still what was put to use?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from archsearch.engines import engine_named
from archsearch.errors import IndexingError
from archsearch.indexing import forms as forms_files
from archsearch.indexing.assembling import checksums_of
from archsearch.indexing.build import settle
from archsearch.indexing.fields import FIELDS, exact_field
from archsearch.indexing.generations import Generations
from archsearch.indexing.ledger import read_ledger
from archsearch.indexing.lock import build_lock
from archsearch.indexing.progress import Stage, unseen
from archsearch.indexing.recipe import analyzer_version
from archsearch.indexing.verify import Tally, verify
from archsearch.readers.report_files import LINES, PAGE

if TYPE_CHECKING:
    from archsearch.engines.base import IndexReader
    from archsearch.indexing.assembling import Proof
    from archsearch.indexing.generation import Generation, Manifest
    from archsearch.indexing.progress import Progress
    from archsearch.settings import Settings


def inspect(
    generation: Generation,
    settings: Settings,
    prove: Proof | None = None,
    progress: Progress = unseen,
) -> Manifest:
    """Prove that a generation is what it says: every file, document and form.

    Args:
        generation: complete, whether it is served or not.
        settings: where the index lies.
        prove: asks the golden queries, where their holdings are at hand.
        progress: told how far it is.

    Raises:
        IndexingError: something is missing or was changed.
        IndexUnavailableError: something can't be read.
    """
    progress(Stage.VERIFY, 0, 0)
    manifest = generation.manifest()
    _compare_checksums(generation, manifest)
    reader = engine_named(manifest.engine, settings.opensearch).reader(generation.engine_path)
    expected = Tally(manifest.documents, manifest.versions, manifest.passages)
    verify(reader, expected, partial(progress, Stage.VERIFY))
    _compare_documents(generation, reader)
    _compare_forms(generation, reader)
    reader.close()
    if prove is not None:
        progress(Stage.PROVE, 0, 0)
        prove(generation, manifest)
    return manifest


def roll_back(
    settings: Settings,
    name: str,
    prove: Proof,
    progress: Progress = unseen,
    *,
    wait: float = 0,
) -> tuple[Generation, Manifest]:
    """Serve an earlier generation again, once it is proved.

    Args:
        settings: where the index lies.
        name: of the generation; "" for the one before the current one.
        prove: looks at it before it is served.
        progress: told how far that is.
        wait: seconds to wait for a build to end.

    Raises:
        IndexLockedError: another process is building.
        IndexUnavailableError: there is no such generation.
        IndexingError: it isn't what it was.
    """
    generations = Generations(settings.index.path)
    with build_lock(settings.index.path, wait):
        chosen = generations.named(name) if name else generations.before_current()
        check_usable(chosen.manifest(), settings)
        manifest = inspect(chosen, settings, prove, progress)
        generations.point_to(chosen)
        settle(generations, chosen, settings)
        return chosen, manifest


def check_usable(manifest: Manifest, settings: Settings) -> None:
    """Refuse a generation that these settings must not serve, or that no query could be asked of.

    Raises:
        IndexingError: it is for another audience, or of another version of the text analysis.
    """
    if manifest.audience != settings.index.audience:
        raise IndexingError(
            f"It was built for the audience “{manifest.audience}”; "
            f"index.audience is “{settings.index.audience}” here."
        )
    if manifest.analyzer != analyzer_version():
        raise IndexingError(
            "It was built by another version of the text analysis. "
            "Build it anew with this version of archsearch."
        )


def _compare_checksums(generation: Generation, manifest: Manifest) -> None:
    found, expected = checksums_of(generation), dict(manifest.checksums)
    # An index that was carried here has no report.
    carried = expected.keys() - ({LINES, PAGE} - found.keys())
    for name in sorted(found.keys() | carried):
        if found.get(name) != expected.get(name):
            state = "is missing" if name not in found else "was changed"
            raise IndexingError(f"{generation.path / name} {state}.")


def _compare_documents(generation: Generation, reader: IndexReader) -> None:
    lacking = [each for each in read_ledger(generation.ledger_path) if reader.number(each) is None]
    if lacking:
        raise IndexingError(f"{generation.path} lacks the document {lacking[0]}.")


def _compare_forms(generation: Generation, reader: IndexReader) -> None:
    """Every surface form that was counted occurs, and no other does."""
    found = {term for field in FIELDS for term, _ in reader.terms(exact_field(field))}
    expected = set(forms_files.load(generation.forms_path).strings)
    if found != expected:
        raise IndexingError(
            f"{generation.path} has {len(found):,} surface forms; {len(expected):,} were counted, "
            f"among them “{min(found ^ expected)}”, which differs."
        )
