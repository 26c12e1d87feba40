"""A generation in one file, to carry to a machine without a network, and back out of it.

The file is a tar archive, not compressed: what is large in it is so already. Only plain files
with the names that a generation has are taken out of one, and every checksum is compared.
"""

from __future__ import annotations

import re
import shutil
import tarfile
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing.build import new_generation, settle
from archsearch.indexing.files import IN_USE
from archsearch.indexing.generation import MANIFEST, Generation
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import check_usable, inspect
from archsearch.indexing.ledger import read_ledger
from archsearch.indexing.lock import build_lock
from archsearch.indexing.withdrawn import withdrawn
from archsearch.readers.report import counted
from archsearch.readers.report_files import LINES, PAGE
from archsearch.systems import remove_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.settings import Settings

#: What stays here: the report speaks of every record, whoever may see it.
NOT_CARRIED = frozenset({IN_USE, LINES, PAGE})
#: Names of the files of a generation, below its folder.
_NAME = re.compile(r"[a-z0-9][\w.-]*(/[\w.-]*\w)*")
#: A part of a name that leads elsewhere.
_UP = ".."
#: Only an index that lies in files can be carried.
_CARRIED = "whoosh"


def export_generation(settings: Settings, file: Path) -> Generation:
    """Write the current generation into `file`.

    Raises:
        IndexUnavailableError: there is no index.
        IndexingError: the file can't be written, or the index lies in a cluster.
    """
    generation = Generations(settings.index.path).current()
    _refuse_withdrawn(generation, settings)
    if generation.manifest().engine != _CARRIED:
        raise IndexingError(
            "Only an index of the engine “whoosh” can be carried in a file; "
            "set index.engine, build one, and export that."
        )
    waiting = file.with_name(file.name + ".part")
    try:
        with tarfile.open(waiting, "w") as archive:
            for path in sorted(generation.path.rglob("*")):
                if path.is_file() and path.name not in NOT_CARRIED:
                    archive.add(path, str(path.relative_to(generation.path)), recursive=False)
        replace_file(waiting, file)
    except OSError as error:
        remove_file(waiting)
        raise IndexingError(f"Can't write {file}: {error.strerror}.") from error
    return generation


def _refuse_withdrawn(generation: Generation, settings: Settings) -> None:
    """Let nothing be carried away that was withdrawn: the list of it stays here.

    Raises:
        IndexingError: a withdrawn document still lies in the files of the generation.
    """
    held = withdrawn(settings.index.path).keys() & read_ledger(generation.ledger_path).keys()
    if held:
        raise IndexingError(
            f"The index still has the words of {counted(len(held), 'withdrawn document')} in its "
            f"files ({min(held)}). Run first: archsearch index update"
        )


def import_generation(settings: Settings, file: Path, *, wait: float = 0) -> Generation:
    """Take the generation out of `file`, prove it, and put it to use.

    Raises:
        IndexLockedError: another process is building.
        IndexingError: the file isn't what `export_generation` writes, or is damaged.
    """
    generations = Generations(settings.index.path)
    with build_lock(settings.index.path, wait), new_generation(generations, settings) as begun:
        _unpack(file, begun.path)
        try:
            check_usable(begun.manifest(), settings)
            manifest = inspect(begun, settings)
        except (IndexingError, IndexUnavailableError) as error:
            raise IndexingError(f"{file} holds no index that can be used: {error}") from error
        published = generations.publish(begun, manifest)
        settle(generations, published, settings)
        return published


def _unpack(file: Path, folder: Path) -> None:
    """Take plain files out of an archive; anything else in it refuses the whole."""
    try:
        with tarfile.open(file, "r:") as archive:
            for member in _members(archive, file, shutil.disk_usage(folder).free):
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                source = archive.extractfile(member)
                if source is not None:
                    with source, target.open("wb") as out:
                        shutil.copyfileobj(source, out)
    except (tarfile.TarError, EOFError) as error:
        raise IndexingError(f"{file} is no index that archsearch exported: {error}.") from error
    except OSError as error:
        raise IndexingError(f"Can't take {file} in: {error.strerror or error}.") from error
    if not (folder / MANIFEST).is_file():
        raise IndexingError(f"{file} is no index that archsearch exported: it has no manifest.")


def _members(archive: tarfile.TarFile, file: Path, room: int) -> Iterator[tarfile.TarInfo]:
    for member in archive:
        parts = member.name.split("/")
        if not member.isreg() or not _NAME.fullmatch(member.name) or _UP in parts:
            raise IndexingError(
                f"{file} is no index that archsearch exported: it holds “{member.name}”."
            )
        room -= member.size
        if room < 0:
            raise IndexingError(f"There is too little room for {file} on the disk of the index.")
        yield member
