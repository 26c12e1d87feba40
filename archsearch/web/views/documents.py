"""One document, its versions side by side: ``/documents/<id>?q=…``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import BadRequest

from archsearch.holdings import Access
from archsearch.holdings.shelf_mark import reference_levels
from archsearch.web.citing import FORMATS, Cited, cite
from archsearch.web.citing.chicago import chicago_note
from archsearch.web.citing.metadata import json_ld, meta_tags
from archsearch.web.describing import (
    Field,
    Title,
    description,
    reference_text,
    titles,
)
from archsearch.web.iiif import viewed_manifest
from archsearch.web.languages import gettext as _
from archsearch.web.marking import escape_text, render_marked
from archsearch.web.notices import Notice, translate
from archsearch.web.paging import Pages, pages
from archsearch.web.parameters import number, query_text, switch
from archsearch.web.parts import Parts, first_match, part_count, part_of, parts
from archsearch.web.passages import passage_names, passage_place
from archsearch.web.rendering import cited_address, render, site
from archsearch.web.rows import Column, Row, column, kinds_in, marks_in, rows
from archsearch.web.scans import Scans, scans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint
    from markupsafe import Markup

    from archsearch.analysis.via import Via
    from archsearch.holdings import Document
    from archsearch.holdings.shelf_mark import Level
    from archsearch.search import DocumentView, Passage


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything that the page shows.

    Attributes:
        document: as the holding has it.
        titles: with marks, that in the interface language first.
        reference: the reference code as written.
        levels: the levels of the reference code, each a shelf of its own.
        columns: every version.
        shown: the versions that have a column.
        rows: the passages of this part.
        parts: where in the document this part is, and where its marks are.
        pages: the parts to go to.
        query: what the marks answer, or "".
        kinds: kinds of mark on the page, strongest first.
        fields: the description.
        aligned: whether the versions correspond passage by passage.
        closed: whether its text isn't for readers.
        notices: about the query.
        cited: what a citation names.
        scans: the page images beside the text, None where there are none.
        viewed_manifest: address of the IIIF manifest that is shown instead, or "".
    """

    document: Document
    titles: tuple[tuple[Title, Markup], ...]
    reference: str
    levels: tuple[Level, ...]
    columns: tuple[Column, ...]
    shown: tuple[Column, ...]
    rows: tuple[Row, ...]
    parts: Parts
    pages: Pages
    query: str
    kinds: tuple[Via, ...]
    fields: tuple[Field, ...]
    aligned: bool
    closed: bool
    notices: tuple[Notice, ...]
    cited: Cited
    scans: Scans | None
    viewed_manifest: str


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
        neighbours=_neighbours(document_id),
    )


def document_page(view: DocumentView, query: str, part_size: int) -> DocumentPage:
    """Put a document and what the request asks of it into the page's own value.

    Raises:
        BadRequest: it has no such version, part or passage.
    """
    document = view.document
    columns = tuple(column(each, view.marks.get(each.key, 0)) for each in document.versions)
    shown = _chosen(columns, request.args.get("version", ""))
    counts = [marks_in(passage, shown) for passage in view.passages]
    here = parts(counts, part_size, _part(view.passages, counts, part_size))
    passages = view.passages[here.span]
    names = passage_names(view.passages)[here.span]
    images = scans(document, passages, _scan_asked(document))
    return DocumentPage(
        document=document,
        titles=_titles(view),
        reference=reference_text(document),
        levels=reference_levels(document.reference),
        columns=columns,
        shown=shown,
        rows=rows(passages, names, columns, shown, here.first_mark),
        parts=here,
        pages=pages(len(counts), part_size, here.span.start, len(counts)),
        query=query,
        kinds=kinds_in(passages),
        fields=description(document),
        aligned=view.aligned,
        closed=document.access in {Access.CLOSED, Access.METADATA_ONLY},
        notices=translate(view.notices),
        cited=cite(document, cited_address(document.id)),
        scans=images,
        viewed_manifest="" if images else viewed_manifest(document, site().settings),
    )


def _neighbours(document_id: str) -> list[tuple[str, Document, Title]]:
    """What the documents before and after this one on the shelf are to it; each with its title."""
    beside = site().searcher().shelves().neighbours(document_id)
    named = ((_("Before it"), beside.previous), (_("After it"), beside.next))
    return [(label, each, titles(each)[0]) for label, each in named if each]


def _chosen(columns: tuple[Column, ...], key: str) -> tuple[Column, ...]:
    if not key:
        return columns
    chosen = tuple(column for column in columns if column.key == key)
    if not chosen:
        raise BadRequest(_("The document has no version “%(key)s”.", key=key))
    return chosen


def _part(passages: Sequence[Passage], counts: Sequence[int], size: int) -> int:
    """The part asked for by its number or by a passage, else that of the first mark."""
    asked = request.args.get("passage", "").strip()
    place = passage_place(passages, asked) if asked else first_match(counts)
    if place is None:
        raise BadRequest(_("The document has no passage “%(name)s”.", name=asked))
    return number("part", part_of(place, size), 1, part_count(len(passages), size))


def _scan_asked(document: Document) -> int | None:
    return number("scan", 0, 0, len(document.scans)) or None


def _titles(view: DocumentView) -> tuple[tuple[Title, Markup], ...]:
    marked = {marked.text: render_marked(marked) for marked in view.title.values()}
    return tuple(
        (title, marked.get(title.text) or escape_text(title.text))
        for title in titles(view.document)
    )
