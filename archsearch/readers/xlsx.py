"""Manifests as workbooks (XLSX): a record a row, on every sheet that has a manifest's headings."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
import warnings
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from archsearch.errors import HoldingError
from archsearch.readers.foreign import damage_named
from archsearch.readers.manifest_files import candidate_of, not_empty
from archsearch.readers.package import check_office
from archsearch.readers.table import Line, TableOrigin, find_headings, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import openpyxl

    from archsearch.readers.reader import Candidate, Head
    from archsearch.settings import ReadingSettings

#: Whole numbers from here on have lost figures: a cell holds fifteen.
_FIGURES = 10**15
#: Bytes of a sheet's lines that are kept in memory; more go into a file that nobody else sees.
_IN_MEMORY = 16 * 1024 * 1024
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class _Cell(Protocol):
    @property
    def value(self) -> object: ...


class _Sheet(Protocol):
    """A sheet of a book that is opened for reading alone; the stubs know only the others."""

    @property
    def title(self) -> str: ...

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


class Workbook:
    """The reader of workbooks."""

    name = "XLSX"

    def recognises(self, head: Head) -> bool:
        """Whether it is a package with a workbook in it."""
        return "xl/workbook.xml" in head.members

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """A record a row, sheet after sheet."""
        try:
            check_office(path, settings)
            with damage_named(path, "workbook"):
                yield from not_empty(_candidates(path, root, settings), path)
        except HoldingError as error:
            yield error


def _candidates(
    path: Path, root: Path, settings: ReadingSettings
) -> Iterator[Candidate | HoldingError]:
    found = False
    with path.open("rb") as file, closing(_book(file)) as book:
        for sheet in cast("list[_Sheet]", book.worksheets):
            lines = _lines_of(sheet)
            if find_headings(lines()) is None:
                continue
            found = True
            origin = TableOrigin(path, root, (), settings.max_records, delimited=False)
            with _kept(lines()) as again:
                for row in rows_of(again, origin):
                    yield candidate_of(row, settings)
    if not found:
        raise HoldingError(
            "has no sheet with the headings of a manifest",
            path,
            remedy="name its columns as docs/holdings.md does: id, title, date, file_ru, …",
        )


def _book(file: BinaryIO) -> openpyxl.Workbook:
    # It takes long to import, and most holdings have no such file.
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        # What it doesn't keep when saving (filters, validations) is nothing to us.
        warnings.simplefilter("ignore")
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _lines_of(sheet: _Sheet) -> Callable[[], Iterator[Line]]:
    # A sheet may claim a million rows of sixteen thousand columns that it doesn't have.
    sheet.reset_dimensions()

    def lines() -> Iterator[Line]:
        for number, cells in enumerate(sheet.iter_rows(), 1):
            damage = [said for cell in cells if (said := _rounded(cell))]
            place = f"sheet “{sheet.title}”, row {number}"
            yield Line(place, [_text(cell) for cell in cells], damage)

    return lines


@contextmanager
def _kept(lines: Iterable[Line]) -> Iterator[Callable[[], Iterator[Line]]]:
    """The same lines, as often as they are asked for: parsing a sheet costs far more than this."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8") as file:
        for line in lines:
            said = json.dumps([line.place, list(line.cells), list(line.damage)])
            file.write(said + "\n")

        def again() -> Iterator[Line]:
            file.seek(0)
            for line in file:
                yield Line(*json.loads(line))

        yield again


def _text(cell: _Cell) -> str:
    """A cell as it is shown, where its format matters: zeros in front, months, years."""
    value = cell.value
    if isinstance(value, str):
        return value
    number_format = _LITERALS.sub("", str(getattr(cell, "number_format", "") or "")).lower()
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return _date(value, number_format)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and re.fullmatch("0+", number_format):
        return str(value).zfill(len(number_format))
    return str(value)


def _date(value: dt.datetime | dt.date, number_format: str) -> str:
    """A date as exactly as its format shows it: of «апр.45» nobody wrote the day."""
    day = value.date() if isinstance(value, dt.datetime) else value
    if "d" in number_format or not re.search("[my]", number_format):
        return day.isoformat()
    return day.isoformat()[:7] if "m" in number_format else str(day.year)


def _rounded(cell: _Cell) -> str:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) < _FIGURES:
        return ""
    return f"“{value}” is a number of more than fifteen figures, of which the last are lost"
