"""The librarian's lexicon beside the holdings: found, read, and reported where it can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.parallel import CURATED_FILE, read_curated
from archsearch.readers.report import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from archsearch.analysis import Analyzer
    from archsearch.readers import Report


def curated_pairs(
    holdings: Iterable[Path], analyzer: Analyzer, report: Report
) -> list[tuple[str, str]]:
    """The pairs of every ``lexicon.tsv`` in folders of holdings, or beside files of holdings.

    A file that can't be read is reported and teaches nothing; the holdings are indexed all the
    same.
    """
    pairs: list[tuple[str, str]] = []
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in holdings)
    for path in (folder / CURATED_FILE for folder in folders):
        if not path.is_file():
            continue
        try:
            pairs += read_curated(path, analyzer)
        except HoldingError as error:
            problem = Problem(
                str(path), error.message, place=error.place or "", remedy=error.remedy or ""
            )
            report.problems.append(problem)
    return pairs
