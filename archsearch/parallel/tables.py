"""The word lists that ship with this room: data/*.tsv, comments from "#"."""

from __future__ import annotations

from importlib.resources import files


def lines_of(name: str) -> list[str]:
    """The lines of a packaged table, without comments and empty lines."""
    text = (files("archsearch.parallel") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
