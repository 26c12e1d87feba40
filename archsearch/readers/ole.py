"""Compound files, as office programs before 2007 wrote them → the names of what is in them.

Only the directory's first sectors are looked at, where the entries by which a format is told are
(MS-CFB, 2.2 and 2.6).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.readers.reader import Head

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Of the header: the size of sectors as a power of two, and the directory's first sector.
_SECTOR_SHIFT, _FIRST_SECTOR = 30, 48
_ENTRY_BYTES, _NAME_BYTES = 128, 64
#: So many entries are looked at; a document has a dozen.
_ENTRIES = 32
#: The two sizes of sectors that there are.
_SHIFTS = (9, 12)


def is_compound(head: Head) -> bool:
    """Whether a file is a compound one."""
    return head.data.startswith(_SIGNATURE)


def entries(head: Head) -> frozenset[str]:
    """Names of the first entries of a compound file, none if it isn't one or is damaged."""
    if not is_compound(head) or len(head.data) < _FIRST_SECTOR + 4:
        return frozenset()
    (shift,) = struct.unpack_from("<H", head.data, _SECTOR_SHIFT)
    (sector,) = struct.unpack_from("<I", head.data, _FIRST_SECTOR)
    if shift not in _SHIFTS:
        return frozenset()
    try:
        with head.path.open("rb") as file:
            file.seek((sector + 1) << shift)
            data = file.read(_ENTRIES * _ENTRY_BYTES)
    except OSError:
        return frozenset()
    return frozenset(
        data[at : at + _NAME_BYTES].decode("utf-16-le", errors="replace").split("\0", 1)[0]
        for at in range(0, len(data), _ENTRY_BYTES)
    )


def what_is(head: Head) -> tuple[str, str]:
    """What a compound file is that no reader reads, and what to do about it."""
    found = entries(head)
    if "EncryptedPackage" in found:
        return "is an office file that needs a password", "save it without one"
    if found & {"Workbook", "Book"}:
        return "is a workbook in the format of before 2007", "save it as XLSX"
    return "is an office file of a kind that isn't read", "save it as DOCX, XLSX or PDF"
