"""Holding files → documents: one module a format behind one registry, and the report."""

from archsearch.readers.reading import Reading, read_holdings
from archsearch.readers.report import Problem, Report, Severity, counted

__all__ = ["Problem", "Reading", "Report", "Severity", "counted", "read_holdings"]
