"""Files that are whole whatever happens, and folders that stay while they are read."""

from __future__ import annotations

import hashlib
import secrets
import weakref
from typing import TYPE_CHECKING

from archsearch.systems import (
    move_if_unshared,
    remove_file,
    remove_tree,
    replace_file,
    share,
    sync_file,
    sync_folder,
)

if TYPE_CHECKING:
    from pathlib import Path

#: Readers of a generation share a lock on this file; who holds it alone may remove the folder.
IN_USE = "in-use"
#: The name of a folder that is being removed begins so.
REMOVING = "removing-"


def write_durably(path: Path, text: str) -> None:
    """Replace a file by one rename, so that it is there whole, old or new, whatever happens.

    Raises:
        OSError: it can't be written; the old one stays.
    """
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with waiting.open("w", encoding="utf-8") as file:
            file.write(text)
            sync_file(file)
        replace_file(waiting, path)
    except OSError:
        remove_file(waiting)
        raise
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Make everything in a folder durable, before something points to it."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            # Windows syncs only what is open for writing.
            with path.open("r+b") as file:
                sync_file(file)
    sync_folder(folder)


def checksum(path: Path) -> str:
    """A digest of a file (BLAKE2b)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


class Use:
    """Keeps a folder from being removed, as long as somebody holds this."""

    def __init__(self, folder: Path) -> None:
        """Begin; where the folder can't be written to, nobody here could remove it anyway."""
        file = share(folder / IN_USE)
        if file is not None:
            weakref.finalize(self, file.close)


def remove_unused(folder: Path) -> bool:
    """Remove a folder, unless somebody uses it; whether it was removed."""
    gone = folder.with_name(REMOVING + folder.name)
    if not move_if_unshared(folder, IN_USE, gone):
        return False
    remove_tree(gone)
    return True
