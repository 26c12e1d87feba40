"""A report → its files: `report.jsonl` for programs, `report.html` for people."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from archsearch.readers.report_page import kind_of, page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from archsearch.readers.report import Report

#: What the files are called.
LINES, PAGE = "report.jsonl", "report.html"


def write_report(
    folder: Path, report: Report, paths: Iterable[Path | str], done: Mapping[str, int] | None = None
) -> None:
    """Write both files.

    Args:
        folder: where to; it is made if need be.
        report: what the readers had to say.
        paths: what they read.
        done: how many documents were indexed, unchanged, removed, where that is known.

    Raises:
        OSError: they can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LINES).open("w", encoding="utf-8") as file:
        for each in report.problems:
            line = {**asdict(each), "kind": kind_of(each), "done": each.done}
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    page = page_of(report, [str(path) for path in paths], now, done or {})
    # A file name may hold bytes that are no text in UTF-8.
    (folder / PAGE).write_text(page, encoding="utf-8", errors="replace")
