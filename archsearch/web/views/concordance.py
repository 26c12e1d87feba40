"""Every occurrence of a query in its context: ``/concordance``, as a page, JSON or CSV.

``/api/suggest`` completes what a reader has begun to type.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest

from archsearch.search import LineOrder
from archsearch.web.exporting.tables import harmless
from archsearch.web.languages import gettext as _
from archsearch.web.openapi import MOST_COMPLETIONS
from archsearch.web.parameters import number, query_text, search_request
from archsearch.web.rendering import render, site

if TYPE_CHECKING:
    from flask import Blueprint

    from archsearch.search import Concordance

_COLUMNS = ("document", "version", "passage", "left", "word", "right", "via")


def register(blueprint: Blueprint) -> None:
    """Add the addresses to `blueprint`."""
    blueprint.add_url_rule("/concordance", "concordance", show)
    blueprint.add_url_rule("/api/concordance", "api_concordance", as_json)
    blueprint.add_url_rule("/concordance.csv", "concordance_csv", as_csv)
    blueprint.add_url_rule("/api/suggest", "api_suggest", suggest)


def show() -> str:
    """The page."""
    return render("concordance.html", page=_asked(), orders=list(LineOrder), order=_order())


def as_json() -> Response:
    """The same for programs."""
    return jsonify(_asked().to_dict())


def as_csv() -> Response:
    """The same for a spreadsheet, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(_COLUMNS)
    rows.writerows(
        [harmless(str(getattr(line, column))) for column in _COLUMNS] for line in _asked().lines
    )
    headers = {"Content-Disposition": "attachment; filename=concordance.csv"}
    text = "\N{BYTE ORDER MARK}" + out.getvalue()
    return Response(text, mimetype="text/csv", headers=headers)


def suggest() -> Response:
    """Names, places and words that begin like ``q``."""
    limit = number("limit", 10, 1, MOST_COMPLETIONS)
    found = site().searcher().complete(query_text(), limit)
    return jsonify([{"text": each.text, "kind": each.kind, "count": each.count} for each in found])


def _asked() -> Concordance:
    asked = search_request(site().settings)
    if not asked.query:
        raise BadRequest(_("Nothing was asked: give a query as “q”."))
    return (
        site()
        .searcher()
        .concordance(
            asked.query,
            order=_order(),
            variants=asked.variants,
            translations=asked.translations,
            exact=asked.exact,
            selection=asked.selection,
        )
    )


def _order() -> LineOrder:
    given = request.args.get("order", "").strip() or LineOrder.PLACE
    if given not in set(LineOrder):
        names = ", ".join(LineOrder)
        raise BadRequest(_("“order” must be one of: %(names)s.", names=names))
    return LineOrder(given)
