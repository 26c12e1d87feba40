"""The JSON API: ``/api/search``, ``/api/documents/<id>``, and its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from werkzeug.exceptions import BadRequest

from archsearch.search import date_to_dict, reference_to_dict, titles_to_dict
from archsearch.web.asking import answer
from archsearch.web.counting import searched
from archsearch.web.languages import gettext as _
from archsearch.web.openapi import MOST_ALIKE, openapi
from archsearch.web.parameters import number, query_text, search_request, switch
from archsearch.web.rendering import public_link, render, site

if TYPE_CHECKING:
    from flask import Blueprint

    from archsearch.search import DocumentView


def register(blueprint: Blueprint) -> None:
    """Add the API to `blueprint`."""
    blueprint.add_url_rule("/api/search", "api_search", search)
    blueprint.add_url_rule("/api/documents/<document_id>", "api_document", document)
    blueprint.add_url_rule("/api/documents/<document_id>/alike", "api_alike", alike)
    blueprint.add_url_rule("/api/site", "api_site", describe_site)
    blueprint.add_url_rule("/api/openapi.json", "openapi", describe)
    blueprint.add_url_rule("/api", "api", explain)


def search() -> Response:
    """The hits of ``q``, as `Results.to_dict` has them."""
    asked = search_request(site().settings)
    if not asked.query:
        raise BadRequest(_("Nothing was asked: give a query as “q”."))
    results = answer(asked)
    searched(asked.query, results)
    return jsonify(results.to_dict())


def document(document_id: str) -> Response:
    """One document: its description, and its passages with the marks of ``q``."""
    variants = switch("variants", default=site().settings.search.variants)
    view = (
        site()
        .searcher()
        .view(
            document_id,
            query_text(),
            variants=variants,
            translations=switch("translations", default=site().settings.search.translations),
            exact=switch("exact", default=False),
        )
    )
    return jsonify(view_to_dict(view))


def alike(document_id: str) -> Response:
    """The documents most like one document: ids and titles."""
    found = site().searcher().alike(document_id, number("limit", 5, 1, MOST_ALIKE))
    return jsonify([{"id": each.id, "title": titles_to_dict(each)} for each in found])


def describe_site() -> Response:
    """What the search is called and looks like: for a search box on a page of another site."""
    web = site().settings.web
    return jsonify(
        title=web.title,
        logo=public_link("logo") if web.logo else None,
        colours=web.colours,
        texts=web.box_texts,
    )


def describe() -> Response:
    """The API for programs (OpenAPI 3.1)."""
    return jsonify(openapi(site().settings, _server()))


def explain() -> str:
    """The API for people."""
    described = openapi(site().settings, _server())
    return render("api.html", described=described, server=_server())


def _server() -> str:
    return public_link("search").rstrip("/")


def view_to_dict(view: DocumentView) -> dict[str, Any]:
    """A document as the API gives it; titles, date, reference and marks as in a hit."""
    described = view.document
    return {
        "id": described.id,
        "title": titles_to_dict(described),
        "date": date_to_dict(described.date),
        "reference": reference_to_dict(described.reference),
        "versions": [
            {
                "key": version.key,
                "language": version.language,
                "role": version.role,
                "copy_of": version.copy_of,
                "translator": version.translator,
            }
            for version in described.versions
        ],
        "level": described.level,
        "citation": described.citation,
        "addresses": list(described.addresses),
        "summary": described.summary,
        "credits": described.credits,
        "rights": {"text": described.rights.text, "uri": described.rights.uri},
        "access": described.access,
        "access_until": described.access_until,
        "original_language": described.original_language,
        "people": list(described.people),
        "places": list(described.places),
        "subjects": list(described.subjects),
        "collection": described.collection,
        "notes": [{"label": label, "text": text} for label, text in described.notes],
        "marks": dict(view.marks),
        "aligned": view.aligned,
        "passages": [
            {
                "number": passage.number,
                "texts": {key: marked.to_dict() for key, marked in passage.texts.items()},
            }
            for passage in view.passages
        ],
        "notices": list(view.notices),
    }
