"""Generations: folders of an index that are written once, then only read.

    index/
      current                      name of the generation that is served; swapped by one rename
      lock                         held while a build is under way
      withdrawn.json               documents that nobody is to find, whatever the generation
      20261123T142501123456Z-1f2e3d4c/
                                   manifest.json, engine/, names/, lexicon/, forms/,
                                   ledger.jsonl, rows.jsonl, gone.txt, report.jsonl, report.html

A build writes into a folder whose name begins with `BUILDING`; renaming it makes it a
generation, renaming the pointer makes it the current one. A reader that has opened a generation
keeps its files mapped, so it finishes on what it began with.
"""

from __future__ import annotations

import datetime
import json
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING

from archsearch.errors import IndexingError, IndexUnavailableError
from archsearch.indexing.files import REMOVING, remove_unused, sync_tree, write_durably
from archsearch.indexing.generation import MANIFEST, Generation
from archsearch.systems import remove_file, remove_tree, rename_folder

if TYPE_CHECKING:
    from pathlib import Path

    from archsearch.indexing.generation import Manifest

POINTER = "current"
BUILDING = "building-"
#: Names of generations begin with the time, so that they sort by it.
STAMP = "%Y%m%dT%H%M%S%fZ"
_MOMENT = datetime.timedelta(microseconds=1)


class Generations:
    """The generations in one index folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def pointed(self) -> str:
        """Name of the current generation, "" if there is none."""
        try:
            return (self.path / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise IndexUnavailableError(f"The index {self.path} can't be read: {error}") from error

    def current(self) -> Generation:
        """The generation that is served.

        Raises:
            IndexUnavailableError: there is none.
        """
        name = self.pointed()
        if not name or not (self.path / name / MANIFEST).is_file():
            raise IndexUnavailableError(
                f"There is no index in {self.path}. Build one with: archsearch index build"
            )
        return Generation(self.path / name)

    def all(self) -> list[Generation]:
        """Every complete generation, oldest first."""
        if not self.path.is_dir():
            return []
        return [
            Generation(path)
            for path in sorted(self.path.iterdir())
            if (path / MANIFEST).is_file() and not path.name.startswith((BUILDING, REMOVING))
        ]

    def named(self, name: str) -> Generation:
        """The complete generation of that name.

        Raises:
            IndexUnavailableError: there is none; says which there are.
        """
        found = {each.name: each for each in self.all()}
        if name not in found:
            raise IndexUnavailableError(
                f"There is no generation “{name}” in {self.path}. "
                f"There are: {', '.join(found) or 'none'}."
            )
        return found[name]

    def before_current(self) -> Generation:
        """The newest complete generation that is older than the current one.

        Raises:
            IndexUnavailableError: there is none.
        """
        current = self.current()
        older = [each for each in self.all() if each.name < current.name]
        if not older:
            raise IndexUnavailableError(f"There is no generation before {current.name}.")
        return older[-1]

    def begin(self) -> Generation:
        """A new, empty folder to build in; nobody reads it before `publish`."""
        path = self.path / f"{BUILDING}{self._stamp()}-{secrets.token_hex(4)}"
        try:
            path.mkdir(parents=True)
        except OSError as error:
            raise IndexingError(f"Can't write to {self.path}: {error.strerror}.") from error
        return Generation(path)

    def _stamp(self) -> str:
        """The time, or a moment after the newest generation, where the clock was set back."""
        now = datetime.datetime.now(datetime.UTC)
        for generation in self.all()[-1:]:
            try:
                newest = datetime.datetime.strptime(
                    generation.name.split("-")[0], "%Y%m%dT%H%M%S%f%z"
                )
            except ValueError:
                continue
            now = max(now, newest + _MOMENT)
        return now.strftime(STAMP)

    def publish(self, built: Generation, manifest: Manifest) -> Generation:
        """Make what was built the current generation, durably and at once."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
        write_durably(built.path / MANIFEST, text + "\n")
        sync_tree(built.path)
        final = Generation(self.path / built.name.removeprefix(BUILDING))
        rename_folder(built.path, final.path)
        self.point_to(final)
        return final

    def point_to(self, generation: Generation) -> None:
        """Make a complete generation the current one, by one rename."""
        write_durably(self.path / POINTER, generation.name + "\n")

    def discard(self, built: Generation) -> None:
        """Remove what a failed build left."""
        remove_tree(built.path)

    def clean(self, keep: int) -> None:
        """Remove unfinished builds, and all but the newest `keep` generations.

        The current generation stays whatever its age, and so do those that somebody reads. To
        be called under the build lock.
        """
        for pattern in (f"{BUILDING}*", f"{REMOVING}*"):
            for path in self.path.glob(pattern):
                remove_tree(path)
        for path in self.path.glob(f"{POINTER}.*"):
            remove_file(path)
        current = self.pointed()
        others = [each for each in self.all() if each.name != current]
        for generation in others[: max(0, len(others) - (keep - 1))]:
            remove_unused(generation.path)
