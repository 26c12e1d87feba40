"""Taking documents away: ``/export?q=…&format=…``, all hits or the ticked ones.

``format=print`` is a page that prints; every other format is a file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, make_response, request
from werkzeug.exceptions import BadRequest

from archsearch.web.asking import answer
from archsearch.web.describing import reference_text, titles
from archsearch.web.exporting import EXPORTS, Taken
from archsearch.web.languages import gettext as _
from archsearch.web.parameters import SearchRequest, search_request
from archsearch.web.rendering import render, site
from archsearch.web.views.citations import cited
from archsearch.web.views.search import passage_row

if TYPE_CHECKING:
    from flask import Blueprint

#: The format that is a page instead of a file.
PRINT = "print"
#: Documents whose whole texts are in memory at one time are few; citations are small.
_WITH_TEXTS = {PRINT, "docx", "texts", "jsonl"}


def register(blueprint: Blueprint) -> None:
    """Add the address to `blueprint`."""
    blueprint.add_url_rule("/export", "export", show)


def show() -> Response:
    """The file, or the page.

    Raises:
        BadRequest: the format is unknown, nothing was asked and nothing ticked, or the texts
            are longer than one download may be.
        UnknownDocumentError: a ticked document isn't there.
    """
    wanted = request.args.get("format", "")
    if wanted != PRINT and wanted not in EXPORTS:
        names = ", ".join((*EXPORTS, PRINT))
        raise BadRequest(_("“format” must be one of: %(names)s.", names=names))
    taken = _take(_ids(), with_texts=wanted in _WITH_TEXTS)
    if wanted == PRINT:
        documents = [
            (each, titles(each.view.document), reference_text(each.view.document),
             [passage_row(each.view.document, passage) for passage in each.view.passages])
            for each in taken
        ]  # fmt: skip
        return make_response(render("print.html", documents=documents))
    export = EXPORTS[wanted]
    content = export.write(taken)
    charset = "; charset=utf-8" if isinstance(content, str) else ""
    response = Response(content, content_type=export.media_type + charset)
    response.headers["Content-Disposition"] = f'attachment; filename="archsearch.{export.ending}"'
    return response


def _ids() -> list[str]:
    """The ticked documents, else the hits of the query, best first, as many as may be taken."""
    most = site().settings.web.export_limit
    ticked = request.args.getlist("id")
    if ticked and "all" not in request.args:
        return list(dict.fromkeys(ticked))[:most]
    asked = search_request(site().settings)
    if not asked.query:
        raise BadRequest(_("Nothing was asked: give a query as “q”."))
    return _hits(asked, most)


def _hits(asked: SearchRequest, most: int) -> list[str]:
    step = site().settings.search.max_limit
    found: list[str] = []
    while len(found) < most:
        limit = min(step, most - len(found))
        results = answer(replace(asked, limit=limit, offset=len(found), cursor=""))
        found += [hit.id for hit in results.hits]
        if len(results.hits) < limit:
            break
    return found


def _take(ids: list[str], *, with_texts: bool) -> list[Taken]:
    searcher = site().searcher()
    taken = []
    left = most = site().settings.web.export_passages
    for document_id in ids:
        view = searcher.view(document_id)
        if not with_texts:
            view = type(view)(view.document, view.title, ())
        left -= len(view.passages)
        if left < 0:
            raise BadRequest(
                _(
                    "These texts are longer than one download may be (%(most)s passages). "
                    "Take fewer documents at a time.",
                    most=most,
                )
            )
        taken.append(Taken(view, cited(view.document)))
    return taken
