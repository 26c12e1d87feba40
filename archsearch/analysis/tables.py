"""The tables that the package carries: tab-separated, UTF-8, `#` begins a line of comment."""

from __future__ import annotations

from importlib.resources import files


def read_table(name: str) -> list[tuple[str, ...]]:
    """The rows of the table `name` of this room's data folder."""
    text = files("archsearch.analysis").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [tuple(line.split("\t")) for line in lines]
