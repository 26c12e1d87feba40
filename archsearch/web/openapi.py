"""The description of the JSON API (OpenAPI 3.1).

A value made from the settings; the page ``/api`` shows the same to people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch import __version__
from archsearch.search import FACETS, LineOrder, Sort
from archsearch.web.openapi_schemas import TEXT, TEXTS, list_of, reference, schemas

if TYPE_CHECKING:
    from archsearch.settings import Settings
    from archsearch.web.openapi_schemas import Schema


#: Documents like another that a request may ask for, and completions.
MOST_ALIKE, MOST_COMPLETIONS = 20, 20


def openapi(settings: Settings, server: str) -> Schema:
    """The description.

    Args:
        settings: give the bounds of the parameters.
        server: address below which the API's addresses are, without a final slash.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.web.title}: search API",
            "version": __version__,
            "description": "Search documents in Russian and English, and read them with marks.",
        },
        "servers": [{"url": server or "/"}],
        "paths": {
            "/api/search": {"get": _search(settings)},
            "/api/documents/{id}": {"get": _document(settings)},
            "/api/documents/{id}/alike": {"get": _alike()},
            "/api/authorities/{id}": {"get": _authority(settings)},
            "/api/concordance": {"get": _concordance(settings)},
            "/api/suggest": {"get": _suggest()},
            "/api/site": {"get": _site()},
        },
        "components": {"schemas": schemas()},
    }


def _search(settings: Settings) -> Schema:
    numbers = (
        ("limit", "hits wanted", 1, settings.search.max_limit, settings.web.page_size),
        ("offset", "better hits to skip", 0, settings.web.max_offset, 0),
    )
    parameters = [
        _parameter("q", "the query", {**TEXT, "minLength": 1}, required=True),
        *(
            _parameter(
                name,
                description,
                _number(least, most, default),
            )
            for name, description, least, most, default in numbers
        ),
        *_switches(settings),
        _parameter("forms", "“all”: the rarest spellings of names are looked for too", TEXT),
        *_selection(),
        _language(),
    ]
    return {
        "operationId": "search",
        "summary": "The documents that answer a query, best first",
        "parameters": parameters,
        "responses": {"200": _json(reference("Results"), "the hits"), **_errors("400")},
    }


def _document(settings: Settings) -> Schema:
    return {
        "operationId": "document",
        "summary": "One document with its passages, and the marks of a query",
        "parameters": [
            {**_parameter("id", "id of the document", TEXT, required=True), "in": "path"},
            _parameter("q", "the query whose marks are wanted", TEXT),
            *_switches(settings),
            _language(),
        ],
        "responses": {"200": _json(reference("Document"), "the document"), **_errors("400", "404")},
    }


def _authority(settings: Settings) -> Schema:
    offset = _number(0, settings.web.max_offset, 0)
    return {
        "operationId": "authority",
        "summary": "A person, place or organisation, and the documents that name it",
        "parameters": [
            {**_parameter("id", "id of the authority", TEXT, required=True), "in": "path"},
            _parameter("offset", "better hits to skip", offset),
            _language(),
        ],
        "responses": {
            "200": _json(reference("Authority"), "the authority"),
            **_errors("400", "404"),
        },
    }


def _alike() -> Schema:
    return {
        "operationId": "alike",
        "summary": "The documents that share the words that tell one document from the others",
        "parameters": [
            {**_parameter("id", "id of the document", TEXT, required=True), "in": "path"},
            _parameter("limit", "documents wanted", _number(1, MOST_ALIKE, 5)),
            _language(),
        ],
        "responses": {
            "200": _json(list_of(reference("Alike")), "the best"),
            **_errors("400", "404"),
        },
    }


def _concordance(settings: Settings) -> Schema:
    orders = {"type": "string", "enum": list(map(str, LineOrder)), "default": str(LineOrder.PLACE)}
    return {
        "operationId": "concordance",
        "summary": "Every occurrence of a query in its context",
        "parameters": [
            _parameter("q", "the query", {**TEXT, "minLength": 1}, required=True),
            _parameter("order", "what the lines are sorted by", orders),
            *_switches(settings),
            *_facets(),
            _language(),
        ],
        "responses": {"200": _json(reference("Concordance"), "the lines"), **_errors("400")},
    }


def _suggest() -> Schema:
    return {
        "operationId": "suggest",
        "summary": "Names, places and words of the holdings that begin as one has begun to type",
        "parameters": [
            _parameter("q", "what has been typed", TEXT),
            _parameter("limit", "completions wanted", _number(1, MOST_COMPLETIONS, 10)),
            _language(),
        ],
        "responses": {
            "200": _json(list_of(reference("Completion")), "the best"),
            **_errors("400"),
        },
    }


def _site() -> Schema:
    return {
        "operationId": "site",
        "summary": "What this search is called and looks like, for a search box on another page",
        "parameters": [_language()],
        "responses": {"200": _json(reference("Site"), "name, logo, colours, texts"), **_errors()},
    }


def _number(least: int, most: int, default: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def _parameter(name: str, description: str, schema: Schema, *, required: bool = False) -> Schema:
    parameter = {"name": name, "in": "query", "description": description, "schema": schema}
    return {**parameter, "required": True} if required else parameter


def _switches(settings: Settings) -> list[Schema]:
    """Which kinds of match count."""
    described = (
        ("variants", "names are found in other spellings too", settings.search.variants),
        ("translations", "words are found by their translation too", settings.search.translations),
        ("exact", "nothing but the letters as typed counts", False),
    )
    return [
        _parameter(
            name,
            f"1: {description}; 0: not so",
            {"type": "integer", "enum": [0, 1], "default": int(default)},
        )
        for name, description, default in described
    ]


def _facets() -> list[Schema]:
    return [
        _parameter(name, f"hits must have this {name}; given again, any of the values", TEXTS)
        for name in FACETS
    ]


def _selection() -> list[Schema]:
    """The facets, the order and the place in the list."""
    return [
        *_facets(),
        _parameter("sort", "order of the hits", {"type": "string", "enum": list(map(str, Sort))}),
        _parameter("cursor", "“next” of the answer before; stable while the index is", TEXT),
    ]


def _language() -> Schema:
    return _parameter("lang", "language of messages", {"type": "string", "enum": ["en", "ru"]})


def _json(schema: Schema, description: str) -> Schema:
    content = {"application/json": {"schema": schema}}
    return {"description": description, "content": content}


def _errors(*statuses: str) -> Schema:
    descriptions = {
        "400": "the request makes no sense; the message says why",
        "404": "nothing has that id",
        "429": "too many requests from this address",
        "503": "no index, or too many searches at one time",
    }
    return {
        status: _json(reference("Error"), descriptions[status])
        for status in (*statuses, "429", "503")
    }
