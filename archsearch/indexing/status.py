"""What lies in an index folder, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.errors import IndexUnavailableError
from archsearch.indexing.generations import Generations
from archsearch.indexing.lock import holder
from archsearch.indexing.withdrawn import withdrawn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from archsearch.indexing.generation import Generation, Manifest


@dataclass(frozen=True, slots=True)
class GenerationStatus:
    """One generation.

    Attributes:
        name: of its folder.
        current: whether it is served.
        size: bytes of its files; files that several generations share count in each.
        problems: what its readers reported.
        manifest: what it says about itself, None where that can't be read.
        problem: why not, or "".
    """

    name: str
    current: bool
    size: int
    problems: int
    manifest: Manifest | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """An index folder.

    Attributes:
        path: the folder.
        building: who builds, in words, or "".
        cut_short: who built and ended without saying so, or "".
        generations: newest first.
        withdrawn: ids of withdrawn documents, with the time of it.
    """

    path: str
    building: str
    cut_short: str
    generations: tuple[GenerationStatus, ...]
    withdrawn: Mapping[str, str]


def status_of(path: Path) -> Status:
    """What lies in the index folder `path`.

    Raises:
        IndexUnavailableError: the folder can't be read.
    """
    generations = Generations(path)
    pointed = generations.pointed()
    found = tuple(_status(each, pointed) for each in reversed(generations.all()))
    named = holder(path)
    building, cut_short = (str(named), "") if named and named.holds else ("", str(named or ""))
    return Status(str(path), building, cut_short, found, dict(withdrawn(path)))


def _status(generation: Generation, pointed: str) -> GenerationStatus:
    manifest, problem = None, ""
    try:
        manifest = generation.manifest()
    except IndexUnavailableError as error:
        problem = str(error)
    try:
        problems = len(generation.report_path.read_text(encoding="utf-8").splitlines())
    except OSError:
        problems = 0
    is_current = generation.name == pointed
    return GenerationStatus(
        generation.name, is_current, generation.size, problems, manifest, problem
    )
