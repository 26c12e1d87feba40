"""What differs between systems: durable writing, and folders that are being read.

Nothing else of archsearch asks which system it runs on, but for signals, which are the command
line's.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import weakref
from typing import TYPE_CHECKING

import portalocker

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
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except OSError:
        waiting.unlink(missing_ok=True)
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
                os.fsync(file.fileno())
    sync_folder(folder)


def checksum(path: Path) -> str:
    """A digest of a file (BLAKE2b)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def sync_folder(path: Path) -> None:
    """Make renames in a folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Use:
    """Keeps a folder from being removed, as long as somebody holds this."""

    def __init__(self, folder: Path) -> None:
        """Begin; where the folder can't be written to, nobody here could remove it anyway."""
        try:
            file = (folder / IN_USE).open("a", encoding="utf-8")
        except OSError:
            return
        weakref.finalize(self, file.close)
        # Who removes a folder holds the lock alone, for as long as a rename takes.
        portalocker.lock(file, portalocker.LockFlags.SHARED)


def remove_unused(folder: Path) -> bool:
    """Remove a folder, unless somebody uses it; whether it was removed."""
    try:
        with (folder / IN_USE).open("a", encoding="utf-8") as file:
            alone = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
            portalocker.lock(file, alone)
            gone = folder.rename(folder.with_name(REMOVING + folder.name))
    except (OSError, portalocker.LockException):
        return False
    shutil.rmtree(gone, ignore_errors=True)
    return True
