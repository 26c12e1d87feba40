"""One document, its versions side by side: ``/documents/<id>?q=…``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import BadRequest

from archsearch.analysis.via import Via
from archsearch.holdings import Access
from archsearch.web.citing import FORMATS, Cited, cite
from archsearch.web.citing.chicago import chicago_note
from archsearch.web.citing.metadata import json_ld, meta_tags
from archsearch.web.describing import (
    Field,
    Title,
    description,
    reference_text,
    role_name,
    titles,
)
from archsearch.web.languages import gettext as _
from archsearch.web.languages import language_name
from archsearch.web.marking import escape_text, render_marked
from archsearch.web.notices import Notice, translate
from archsearch.web.parameters import number, query_text, switch
from archsearch.web.rendering import cited_address, render, site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint
    from markupsafe import Markup

    from archsearch.holdings import Document, Version
    from archsearch.search import DocumentView, Passage


@dataclass(frozen=True, slots=True)
class Column:
    """One version: its key, its language by tag and by name, and what it is."""

    key: str
    language: str
    name: str
    role: str
    marks: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One version's part of a row; no HTML where it has no counterpart."""

    column: Column
    html: Markup | None


@dataclass(frozen=True, slots=True)
class Row:
    """One aligned passage: a cell for each version that is shown."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A long document's parts: which is shown and how many there are."""

    current: int
    total: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything that the page shows.

    Attributes:
        document: as the holding has it.
        titles: with marks, that in the interface language first.
        reference: the reference code as written.
        columns: every version.
        shown: the versions that have a column.
        rows: the passages of this part.
        parts: where in the document this part is.
        query: what the marks answer, or "".
        mark_count: marks in the versions that are shown, all parts together.
        first_mark: number of the first mark of this part, from 1.
        part_marks: marks of this part.
        kinds: kinds of mark on the page, strongest first.
        fields: the description.
        notices: about the query.
        cited: what a citation names.
    """

    document: Document
    titles: tuple[tuple[Title, Markup], ...]
    reference: str
    columns: tuple[Column, ...]
    shown: tuple[Column, ...]
    rows: tuple[Row, ...]
    parts: Parts
    query: str
    mark_count: int
    first_mark: int
    part_marks: int
    kinds: tuple[Via, ...]
    fields: tuple[Field, ...]
    aligned: bool
    closed: bool
    notices: tuple[Notice, ...]
    cited: Cited


def register(blueprint: Blueprint) -> None:
    """Add the page to `blueprint`."""
    blueprint.add_url_rule("/documents/<document_id>", "document", show)


def show(document_id: str) -> str:
    """The document page."""
    query = query_text()
    variants = switch("variants", default=site().settings.search.variants)
    view = (
        site()
        .searcher()
        .view(
            document_id,
            query,
            variants=variants,
            translations=switch("translations", default=site().settings.search.translations),
            exact=switch("exact", default=False),
        )
    )
    page = document_page(view, query, site().settings.web.part_size)
    return render(
        "document.html",
        page=page,
        note=chicago_note(page.cited),
        formats=FORMATS.values(),
        meta_tags=meta_tags(page.cited),
        json_ld=json_ld(page.cited),
        alike=[(each.id, titles(each)[0]) for each in site().searcher().alike(document_id)],
    )


def document_page(view: DocumentView, query: str, part_size: int) -> DocumentPage:
    """Put a document and the request's ``version`` and ``part`` into the page's own value."""
    document = view.document
    columns = tuple(
        _column(version, view.marks.get(version.key, 0)) for version in document.versions
    )
    shown = _chosen(columns, request.args.get("version", ""))
    counts = [_count(passage, shown) for passage in view.passages]
    part, total = _part(counts, part_size)
    passages = view.passages[(part - 1) * part_size : part * part_size]
    before = sum(counts[: (part - 1) * part_size])
    return DocumentPage(
        document=document,
        titles=_titles(view),
        reference=reference_text(document),
        columns=columns,
        shown=shown,
        rows=_rows(passages, shown, before + 1),
        parts=Parts(part, total),
        query=query,
        mark_count=sum(counts),
        first_mark=before + 1,
        part_marks=sum(counts[(part - 1) * part_size : part * part_size]),
        kinds=_kinds(passages),
        fields=description(document),
        aligned=view.aligned,
        closed=document.access in {Access.CLOSED, Access.METADATA_ONLY},
        notices=translate(view.notices),
        cited=cite(document, cited_address(document.id)),
    )


def _column(version: Version, marks: int) -> Column:
    return Column(
        version.key,
        version.language,
        language_name(version.language),
        role_name(version.role, version.copy_of),
        marks,
    )


def _chosen(columns: tuple[Column, ...], key: str) -> tuple[Column, ...]:
    if not key:
        return columns
    chosen = tuple(column for column in columns if column.key == key)
    if not chosen:
        raise BadRequest(_("The document has no version “%(key)s”.", key=key))
    return chosen


def _count(passage: Passage, shown: Sequence[Column]) -> int:
    return sum(
        len(passage.texts[column.key].marks) for column in shown if column.key in passage.texts
    )


def _part(counts: Sequence[int], part_size: int) -> tuple[int, int]:
    """The part asked for, else that of the first mark, and how many there are."""
    total = max(1, -(-len(counts) // part_size))
    first = next((place for place, count in enumerate(counts) if count), 0)
    return number("part", first // part_size + 1, 1, total), total


def _titles(view: DocumentView) -> tuple[tuple[Title, Markup], ...]:
    marked = {marked.text: render_marked(marked) for marked in view.title.values()}
    return tuple(
        (title, marked.get(title.text) or escape_text(title.text))
        for title in titles(view.document)
    )


def _kinds(passages: Sequence[Passage]) -> tuple[Via, ...]:
    present = {via for passage in passages for m in passage.texts.values() for via in m.vias}
    return tuple(via for via in Via if via in present)


def _rows(passages: Sequence[Passage], shown: Sequence[Column], first_mark: int) -> tuple[Row, ...]:
    rows = []
    for passage in passages:
        cells = []
        for column in shown:
            marked = passage.texts.get(column.key)
            cells.append(Cell(column, render_marked(marked, first_mark) if marked else None))
            first_mark += len(marked.marks) if marked else 0
        if any(cell.html is not None for cell in cells):
            rows.append(Row(passage.number, tuple(cells)))
    return tuple(rows)
