"""Page images among the holdings: the file of a scan that a record names, if it may be given.

A generation remembers the folders that it was built from (`Manifest.holdings`), a record the path
of each scan below one of them. Nothing else below these folders is ever given out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archsearch.holdings import Scan


def scan_file(scan: Scan, holdings: Iterable[str]) -> Path | None:
    """The file of a scan.

    Args:
        scan: as a record names it.
        holdings: the paths that the generation was built from, as its manifest says them.

    Returns:
        its path; None for a web address, and where no file of that name and size lies in one of
        the folders any more: another would not be the one that was described.
    """
    if not scan.is_file:
        return None
    for each in holdings:
        named = Path(each)
        folder = (named if named.is_dir() else named.parent).resolve()
        path = (folder / scan.source).resolve()
        if path.is_relative_to(folder) and _is_it(path, scan):
            return path
    return None


def _is_it(path: Path, scan: Scan) -> bool:
    try:
        return path.is_file() and path.stat().st_size == scan.size
    except OSError:
        return False
