"""Paths that a librarian names → the files below them that may be holdings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: Files that stand beside holdings and say something else.
SIDE_FILES = frozenset({"authorities.toml", "golden.toml", "lexicon.tsv", "archsearch.toml"})
#: Names that systems and office programs leave behind.
LITTER = ("~$", ".~lock.")
LITTER_NAMES = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class HoldingFile:
    """A file that may hold records.

    Attributes:
        path: the file.
        root: the holdings folder that it lies in; ids and checks of paths are relative to it.
    """

    path: Path
    root: Path


def find_files(paths: Sequence[Path]) -> Iterator[HoldingFile | HoldingError]:
    """The files at and below some paths, sorted; a path that can't be taken as its error."""
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            below = [each for each in sorted(path.rglob("*")) if _is_offered(each, path)]
            if not below:
                yield HoldingError("has no files in it", path)
            found = [HoldingFile(each, path) for each in below]
        elif path.is_file():
            found = [HoldingFile(path, path.parent)]
        else:
            yield HoldingError("does not exist", path)
            continue
        for file in found:
            if file.path.resolve() not in seen:
                seen.add(file.path.resolve())
                yield file


def is_litter(path: Path) -> bool:
    """Whether a file is no holding but stands among them for some reason."""
    name = path.name.casefold()
    return name in SIDE_FILES or name in LITTER_NAMES or name.startswith(LITTER)


def _is_offered(path: Path, root: Path) -> bool:
    """Whether a librarian means a file: no hidden ones, and no links that lead out."""
    parts = path.relative_to(root).parts
    if any(part.startswith(".") for part in parts) or not path.is_file():
        return False
    return not path.is_symlink() or path.resolve().is_relative_to(root.resolve())
