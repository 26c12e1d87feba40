"""Citations as RIS (Research Information Systems, 2011 tags), as Zotero reads a manuscript.

Zotero takes the archive from DB, the location in it from AN and the translator from A4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archsearch.web.citing.cited import Cited


def to_ris(cited: Sequence[Cited]) -> str:
    """One reference for each citation, an empty line after each."""
    return "".join(
        f"{tag}  - {' '.join(value.split())}\r\n" if tag else "\r\n"
        for each in cited
        for tag, value in _lines(each)
    )


def _lines(cited: Cited) -> Iterator[tuple[str, str]]:
    """Tags and values in order; the format wants TY first and ER last."""
    year = f"{cited.date_parts[0]:04d}" if cited.date_parts else ""
    rest = "/".join(f"{part:02d}" for part in cited.date_parts[1:])
    optional = (
        ("ID", cited.key),
        ("TI", cited.title),
        *(("A4", name) for name in cited.translators),
        ("DA", f"{year}/{rest}" if rest else ""),
        ("PY", year),
        ("DB", cited.repository),
        ("AN", cited.location),
        ("DP", cited.collection),
        ("AB", cited.summary),
        *(("KW", subject) for subject in cited.subjects),
        ("LA", cited.language),
        ("UR", cited.address or cited.source),
        ("N1", "" if cited.date_parts else cited.date),
    )
    yield "TY", "MANSCPT"
    yield from ((tag, value) for tag, value in optional if value)
    yield "ER", ""
    yield "", ""
