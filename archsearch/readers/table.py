"""The lines of a table of any format → the rows of a manifest, and what spreadsheets did to them.

The lines are gone through twice: what a column lost shows only in the cells that kept it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.columns import Headings, headings_of
from archsearch.readers.damage import damage_of, padding, unguarded
from archsearch.readers.report import Severity
from archsearch.readers.row import Row, recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from archsearch.readers.report import Problem

#: Lines above the headings of a worksheet may say what it is; so many are looked at.
HEADING_LINES = 10
#: What to do about damage.
_REMEDY = "give the column the format “text”, and write the value again from the source"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table.

    Attributes:
        place: where it is ("line 3", "sheet “Letters”, row 3").
        cells: its cells as text.
        damage: what was seen of it that its cells don't show any more.
    """

    place: str
    cells: Sequence[str]
    damage: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TableOrigin:
    """Where a table is from.

    Attributes:
        path: its file.
        root: the holdings folder.
        remarks: what is to be said about the file; the first row carries it.
        max_rows: a table with more is refused.
        delimited: whether a cell too many may come of a delimiter within a cell.
    """

    path: Path
    root: Path
    remarks: tuple[Problem, ...]
    max_rows: int
    delimited: bool = True


def find_headings(lines: Iterator[Line]) -> Headings | None:
    """The headings among the first lines; `lines` then stands below them."""
    for line in islice(lines, HEADING_LINES):
        headings = headings_of(tuple(line.cells))
        if headings.telling:
            return headings
    return None


def rows_of(
    lines: Callable[[], Iterator[Line]], origin: TableOrigin
) -> Iterator[Row | HoldingError]:
    """The rows of a table; one that can't be taken comes as its error.

    Args:
        lines: gives the lines from the first on, each time that it is called.
        origin: where they are from.

    Raises:
        HoldingError: it has too many rows.
    """
    once = lines()
    headings = find_headings(once)
    if headings is None:
        return
    widths = padding(headings, (line.cells for line in once))
    again = lines()
    find_headings(again)
    remarks = origin.remarks
    for count, line in enumerate(again):
        if count >= origin.max_rows:
            raise HoldingError(
                f"has more than {origin.max_rows:,} rows",
                origin.path,
                remedy="divide it, or raise reading.max_records in archsearch.toml",
            )
        cells = [unguarded(cell) for cell in _trimmed(line.cells)]
        if not cells:
            continue
        if len(cells) > len(headings.written) and not origin.delimited:
            missing = len(cells) - len(headings.written)
            headings = headings_of((*headings.written, *[""] * missing))
        elif len(cells) > len(headings.written):
            yield _surplus(len(cells), len(headings.written), origin.path, line.place)
            continue
        row = recognise(headings, cells, origin.path, origin.root, line.place)
        found = [*line.damage, *damage_of(headings, cells, widths)]
        said = [row.remark(each, Severity.WARNED, _REMEDY) for each in found]
        yield dataclasses.replace(row, remarks=(*remarks, *said))
        remarks = ()


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Without the empty cells at the end, which programs add."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _surplus(cells: int, headings: int, path: Path, place: str) -> HoldingError:
    return HoldingError(
        f"has {cells} cells under {headings} headings",
        path,
        place=place,
        remedy="put quotation marks around cells that hold the delimiter",
    )
