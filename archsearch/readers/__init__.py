"""Holding files → documents: one module a format behind one registry, and the report."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from archsearch.readers.report import Problem, Report, Severity, counted

if TYPE_CHECKING:
    from archsearch.readers.reading import Reading, read_holdings

__all__ = ["Problem", "Reading", "Report", "Severity", "counted", "read_holdings"]


def __getattr__(name: str) -> object:
    # The modules of all formats are large, and a search, which reads no holdings, needs none.
    if name in {"Reading", "read_holdings"}:
        found: object = getattr(import_module("archsearch.readers.reading"), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
