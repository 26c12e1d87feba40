"""Paths that a librarian names → the files below them that may be holdings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path, PurePath

#: Files that stand beside holdings and say something else.
SIDE_FILES = frozenset({"authorities.toml", "golden.toml", "lexicon.tsv", "archsearch.toml"})
#: What systems and programs leave behind: locks, temporary files, backups, links, previews.
LITTER_BEGINNINGS = ("~$", ".~lock.", "~wr", "._")
LITTER_ENDINGS = ("~", ".tmp", ".bak", ".wbk", ".asd", ".swp", ".lck", ".lnk", ".part")
LITTER_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
#: Folders of other systems within archives.
_LITTER_FOLDERS = frozenset({"__MACOSX"})


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
    """The files at and below some paths, sorted; a path that can't be taken as its error.

    Links are followed within the folder alone; nothing below hidden folders is given.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found = [_offered(each, path) for each in _below(path)]
            if not found:
                yield HoldingError("has no files in it", path, remedy="name the folder of holdings")
        elif path.is_file():
            found = [HoldingFile(path, path.parent)]
        else:
            yield HoldingError("does not exist", path, remedy="look how it is written")
            continue
        for file in found:
            if isinstance(file, HoldingError):
                yield file
            elif file.path.resolve() not in seen:
                seen.add(file.path.resolve())
                yield file


def is_litter(path: Path) -> bool:
    """Whether a file is no holding but stands among them for some reason."""
    name = path.name.casefold()
    return (
        name in SIDE_FILES
        or name in LITTER_NAMES
        or name.startswith((".", *LITTER_BEGINNINGS))
        or name.endswith(LITTER_ENDINGS)
    )


def is_in_hidden(path: PurePath) -> bool:
    """Whether a path from the holdings folder leads through a hidden folder."""
    return any(
        (part.startswith(".") and part != "..") or part in _LITTER_FOLDERS
        for part in path.parts[:-1]
    )


def _below(root: Path) -> list[Path]:
    """What lies in a folder and the folders in it, but for hidden ones."""
    return [
        each
        for each in sorted(root.rglob("*"))
        if not is_in_hidden(each.relative_to(root)) and (each.is_file() or each.is_symlink())
    ]


def _offered(path: Path, root: Path) -> HoldingFile | HoldingError:
    if not path.is_symlink():
        return HoldingFile(path, root)
    if not path.exists():
        return HoldingError("is a link that leads nowhere", path, remedy="remove it")
    if not path.resolve().is_relative_to(root.resolve()):
        return HoldingError(
            "is a link that leads out of the folder", path, remedy="copy what it leads to"
        )
    if path.is_dir():
        return HoldingError(
            "is a link to a folder, which isn't followed", path, remedy="copy the folder"
        )
    return HoldingFile(path, root)
