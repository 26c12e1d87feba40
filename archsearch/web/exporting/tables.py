"""Documents → rows: CSV (RFC 4180) for spreadsheets, JSON Lines for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from archsearch.search import date_to_dict, reference_to_dict, titles_to_dict
from archsearch.web.citing.chicago import chicago_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.web.exporting.taken import Taken

#: A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Tells Excel that the file is UTF-8.
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_BETWEEN = "; "
COLUMNS = (
    *("id", "title_en", "title_ru", "date", "date_edtf"),
    *("repository", "fond", "opis", "delo", "folios", "reference"),
    *("collection", "people", "places", "subjects", "languages", "rights", "citation", "address"),
)


def to_csv(taken: Sequence[Taken]) -> str:
    """A header and one row for each document."""
    file = io.StringIO()
    file.write(_BYTE_ORDER_MARK)
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for each in taken:
        writer.writerow({name: harmless(value) for name, value in _row(each).items()})
    return file.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe goes before what would be a formula."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA_STARTS) or cell[:1] in "\t\r" else cell


def to_jsonl(taken: Sequence[Taken]) -> str:
    """One line for each document, with its description and the texts of its versions."""
    return "".join(json.dumps(_record(each), ensure_ascii=False) + "\n" for each in taken)


def _row(taken: Taken) -> dict[str, str]:
    document = taken.view.document
    reference = document.reference
    return {
        "id": document.id,
        "title_en": document.titles.get("en", ""),
        "title_ru": document.titles.get("ru", ""),
        "date": document.date.written,
        "date_edtf": document.date.edtf,
        "repository": reference.repository,
        "fond": reference.fond,
        "opis": reference.opis,
        "delo": reference.delo,
        "folios": reference.folios,
        "reference": reference.written,
        "collection": document.collection,
        "people": _BETWEEN.join(document.people),
        "places": _BETWEEN.join(document.places),
        "subjects": _BETWEEN.join(document.subjects),
        "languages": _BETWEEN.join(version.language for version in document.versions),
        "rights": taken.cited.rights,
        "citation": chicago_note(taken.cited),
        "address": taken.cited.address,
    }


def _record(taken: Taken) -> dict[str, object]:
    document = taken.view.document
    return {
        "id": document.id,
        "title": titles_to_dict(document),
        "date": date_to_dict(document.date),
        "reference": reference_to_dict(document.reference),
        "collection": document.collection,
        "people": list(document.people),
        "places": list(document.places),
        "subjects": list(document.subjects),
        "rights": {"text": document.rights.text, "uri": document.rights.uri},
        "citation": chicago_note(taken.cited),
        "address": taken.cited.address,
        "texts": {version.key: version.text for version in document.versions},
    }
