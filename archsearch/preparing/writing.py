"""Rows of a manifest → a workbook or a table, of which a spreadsheet program changes nothing.

In a workbook every cell is text by its type and its format, so 0055 stays 0055, and "=1+1" is no
formula. A table has no types: what a program would take for a formula gets an apostrophe in front,
which the reader of manifests takes off again.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from archsearch.holdings.dates import parse_date
from archsearch.readers.columns import COLUMNS, LIST_SEPARATOR, PROPOSED, VERSION_COLUMNS
from archsearch.readers.damage import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from archsearch.holdings import ArchivalDate
    from archsearch.preparing.gathering import Entry

#: Widths of columns in characters, at most; those of the others are as the program has them.
_WIDTHS = {"id": 28, "title": 40, "file": 36, "date": 20, "reference": 40}
#: Excel has no more characters in a cell.
_MOST_CHARACTERS = 32_767
_VERSION_FIRST = ("title", "file", "role", "translator")


def cells_of(entry: Entry) -> dict[str, str]:
    """The cells of a row by their columns; those that are empty are left out."""
    document, facts = entry.document, entry.facts
    cells = {
        "id": document.id,
        **{f"title_{key}": title for key, title in document.titles.items()},
        "date": _date(facts.date),
        "reference": facts.reference.written or str(facts.reference),
        **{f"file_{key}" if key else "file": name for key, name in entry.files.items()},
        **{f"role_{each.key}": each.role.value for each in document.versions},
        **{f"translator_{each.key}": each.translator for each in document.versions},
        "citation": document.citation,
        "summary": document.summary,
        "credits": document.credits,
        "rights": document.rights.text,
        "rights_uri": document.rights.uri,
        "original_language": document.original_language,
        "collection": document.collection,
        "level": document.level if document.level != "item" else "",
        "iiif_manifest": document.iiif_manifest,
    }
    for name in ("address", "people", "places", "subjects", "former_ids"):
        values = document.addresses if name == "address" else getattr(document, name)
        cells[name] = LIST_SEPARATOR.join(values)
    cells |= dict(document.notes)
    cells |= _confidence(entry)
    return {name: value for name, value in cells.items() if value}


def _date(date: ArchivalDate) -> str:
    """As it is written, where that means the same to whoever reads it."""
    return date.written if parse_date(date.written).edtf == date.edtf else date.edtf


def _confidence(entry: Entry) -> dict[str, str]:
    sure = {
        "title_confidence": entry.facts.title_confidence,
        "date_confidence": entry.facts.date_confidence,
        "reference_confidence": entry.facts.reference_confidence,
    }
    said = {}
    if entry.pair is not None:
        sure["pair_confidence"] = entry.pair.confidence
        said["pair_evidence"] = entry.pair.evidence
    if entry.maybe is not None:
        said["maybe_pair"], sure["maybe_pair_confidence"] = entry.maybe
    return {**said, **{name: f"{value:.2f}" for name, value in sure.items() if value}}


def columns_of(rows: Iterable[dict[str, str]]) -> list[str]:
    """The columns that some row has, in the order in which a person reads them."""
    found = dict.fromkeys(name for row in rows for name in row)
    known = ["id"]
    for name in _VERSION_FIRST:
        known += [name, *sorted(each for each in found if each.startswith(f"{name}_"))]
    known += [column.name for column in COLUMNS]
    versioned = tuple(f"{column.name}_" for column in VERSION_COLUMNS)
    known += [each for each in found if each.startswith(versioned)]
    proposed = [column.name for column in PROPOSED]
    order = [each for each in dict.fromkeys(known) if each in found and each not in proposed]
    notes = [each for each in found if each not in order and each not in proposed]
    return [*order, *notes, *(each for each in proposed if each in found)]


def write_workbook(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """Write the rows as XLSX.

    Raises:
        OSError: it can't be written.
    """
    # It takes long to import.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    columns = columns_of(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("manifest")
    sheet.freeze_panes = "B2"
    for at, name in enumerate(columns, 1):
        width = _WIDTHS.get(name.split("_", maxsplit=1)[0])
        if width and not name.endswith("confidence"):
            sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, row.get(name, "")) for name in columns])
    book.save(path)


def _cell(sheet: WriteOnlyWorksheet, value: str, *, bold: bool = False) -> Cell:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    clean = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_CHARACTERS]
    cell: Cell = WriteOnlyCell(sheet, clean or None)
    if clean:
        cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def write_table(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """Write the rows as CSV, in UTF-8 with the mark by which Excel tells it.

    Raises:
        OSError: it can't be written.
    """
    columns = columns_of(rows)
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([guarded(name) for name in columns])
        writer.writerows([guarded(row.get(name, "")) for name in columns] for row in rows)
