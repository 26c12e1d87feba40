"""Paragraphs and tables, as DOCX, ODT and HTML have them → one text, or two versions.

A table of two columns in two scripts is a text beside its translation; what stands above and
below it belongs to the version in its script. The rows of other tables become lines. A form feed
within a block ends a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.holdings.languages import language_tag
from archsearch.readers.paged import PAGE_END, PagedText, paged
from archsearch.readers.scripts import letters_by_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: A column is in a script if that has so large a share of its letters.
_SHARE = 0.8
#: Columns of fewer letters are numbers, dates and marks.
_FEW_LETTERS = 10
_ENDS = re.compile(rf"{PAGE_END}(?:\s*{PAGE_END})+")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows of cells."""

    rows: tuple[tuple[str, ...], ...]


Block = str | Grid


def text_of_blocks(blocks: Iterable[Block]) -> PagedText:
    """All the blocks as one text, paragraphs an empty line apart, rows a line each."""
    return _joined([_lines(each) if isinstance(each, Grid) else each for each in blocks])


def versions_of_blocks(blocks: Sequence[Block]) -> dict[str, PagedText]:
    """The text of each script where a table gives a text beside its translation, else nothing."""
    columns = {
        at: found
        for at, each in enumerate(blocks)
        if isinstance(each, Grid) and (found := _bilingual(each)) is not None
    }
    if not columns:
        return {}
    texts: dict[str, list[str]] = {"ru": [], "en": []}
    for at, block in enumerate(blocks):
        if isinstance(block, Grid) and at in columns:
            _add_rows(block, columns[at], texts)
        else:
            text = _lines(block) if isinstance(block, Grid) else block
            key = _script(text) or "ru"
            for each, pieces in texts.items():
                pieces.append(text if each == key else PAGE_END * text.count(PAGE_END))
    return {key: _joined(pieces) for key, pieces in texts.items()}


def _bilingual(grid: Grid) -> dict[str, int] | None:
    """The two columns by version key, if just two have words, each in its script."""
    width = max((len(row) for row in grid.rows), default=0)
    scripts: dict[str, int] = {}
    for column in range(width):
        text = " ".join(row[column] for row in grid.rows if column < len(row))
        if sum(letters_by_script(text)) < _FEW_LETTERS:
            continue
        key = _script(text)
        if not key or key in scripts:
            return None
        scripts[key] = column
    return scripts if len(scripts) == 2 else None


def _add_rows(grid: Grid, columns: dict[str, int], texts: dict[str, list[str]]) -> None:
    for number, row in enumerate(grid.rows):
        cells = {key: row[at] if at < len(row) else "" for key, at in columns.items()}
        if not number and all(language_tag(cell) for cell in cells.values()):
            continue
        # A page that ends within a row ends for both columns.
        ends = PAGE_END * max(cell.count(PAGE_END) for cell in row)
        for key, cell in cells.items():
            texts[key].append(cell.replace(PAGE_END, "") + ends)


def _script(text: str) -> str:
    """The version key of a text that is nearly all in one script, else ""."""
    cyrillic, latin = letters_by_script(text)
    if cyrillic + latin and max(cyrillic, latin) >= _SHARE * (cyrillic + latin):
        return "ru" if cyrillic > latin else "en"
    return ""


def _lines(grid: Grid) -> str:
    rows = (
        "\t".join(" ".join(cell.split(" ")).strip() for cell in row if cell.strip())
        for row in grid.rows
    )
    return "\n".join(row for row in rows if row.strip())


def _joined(pieces: Iterable[str]) -> PagedText:
    text = "\n\n".join(piece.strip(" \t\n") for piece in pieces if piece.strip(" \t\n"))
    # A program marks the break that a person made, and then the one that it came to.
    return paged(_ENDS.sub(PAGE_END, text))
