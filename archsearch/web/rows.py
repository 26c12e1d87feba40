"""The passages of a document → rows of a grid: one row a passage, one cell a version.

So the versions never drift apart. A version alone keeps the others' passages beside it, out of
sight until a reader points at one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.analysis.via import Via
from archsearch.web.describing import role_name
from archsearch.web.languages import direction, language_name
from archsearch.web.marking import render_marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from archsearch.holdings import Version
    from archsearch.search import Passage


@dataclass(frozen=True, slots=True)
class Column:
    """One version: its key, its language by tag, name and direction, what it is, and its marks."""

    key: str
    language: str
    name: str
    direction: str
    role: str
    marks: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One version's part of a row; no HTML where it has no counterpart."""

    column: Column
    html: Markup | None


@dataclass(frozen=True, slots=True)
class Row:
    """One aligned passage.

    Attributes:
        number: its number, from 1.
        name: what links to it are made of.
        cells: one for each version that is shown.
        counterparts: its other versions, where one is shown alone.
    """

    number: int
    name: str
    cells: tuple[Cell, ...]
    counterparts: tuple[Cell, ...]


def column(version: Version, marks: int) -> Column:
    """The column of a version that has so many marks."""
    return Column(
        version.key,
        version.language,
        language_name(version.language),
        direction(version.language),
        role_name(version.role, version.copy_of),
        marks,
    )


def rows(
    passages: Sequence[Passage],
    names: Sequence[str],
    columns: Sequence[Column],
    shown: Sequence[Column],
    first_mark: int,
) -> tuple[Row, ...]:
    """The rows of a part.

    Args:
        passages: of the part.
        names: of each of them.
        columns: every version.
        shown: the versions that have a column.
        first_mark: number of the part's first mark, from 1.
    """
    made = []
    others = [each for each in columns if each not in shown] if len(shown) == 1 else []
    for passage, name in zip(passages, names, strict=True):
        cells = []
        for each in shown:
            marked = passage.texts.get(each.key)
            cells.append(
                Cell(each, render_marked(marked, first_mark, with_pages=True) if marked else None)
            )
            first_mark += len(marked.marks) if marked else 0
        beside = tuple(
            Cell(each, render_marked(marked, with_pages=True))
            for each in others
            if (marked := passage.texts.get(each.key))
        )
        if any(cell.html is not None for cell in cells):
            made.append(Row(passage.number, name, tuple(cells), beside))
    return tuple(made)


def marks_in(passage: Passage, shown: Sequence[Column]) -> int:
    """How many marks a passage has in the versions that are shown."""
    return sum(len(passage.texts[each.key].marks) for each in shown if each.key in passage.texts)


def kinds_in(passages: Sequence[Passage]) -> tuple[Via, ...]:
    """The kinds of mark that some passages have, strongest first."""
    present = {via for passage in passages for each in passage.texts.values() for via in each.vias}
    return tuple(via for via in Via if via in present)
