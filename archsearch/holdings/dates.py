"""Dates as archives write them, and as EDTF (ISO 8601-2:2019) says them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArchivalDate:
    """When a document was made.

    Attributes:
        edtf: Extended Date/Time Format, level 1 ("1945-04-22", "1945-21", "1944/1946",
            "1945~"), or "" for an undated document.
        written: the date as the source writes it ("22 апреля 1945г.").
        start, end: the first and the last day that `edtf` may mean, as proleptic Gregorian
            ordinals (`datetime.date.toordinal`), or None where undated or open.
    """

    edtf: str = ""
    written: str = ""
    start: int | None = None
    end: int | None = None
