"""The description of the JSON API (OpenAPI 3.1).

A value made from the settings; the page ``/api`` shows the same to people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archsearch import __version__
from archsearch.analysis.via import Via
from archsearch.search import FACETS, Sort

if TYPE_CHECKING:
    from archsearch.settings import Settings

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_BY_KEY = "by version key: “ru”, “en”, “en-2”, …"


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
            "/api/authorities/{id}": {"get": _authority(settings)},
        },
        "components": {"schemas": _schemas()},
    }


def _search(settings: Settings) -> Schema:
    numbers = (
        ("limit", "hits wanted", 1, settings.search.max_limit, settings.web.page_size),
        ("offset", "better hits to skip", 0, settings.web.max_offset, 0),
    )
    parameters = [
        _parameter("q", "the query", {**_TEXT, "minLength": 1}, required=True),
        *(
            _parameter(
                name,
                description,
                {"type": "integer", "minimum": least, "maximum": most, "default": default},
            )
            for name, description, least, most, default in numbers
        ),
        *_switches(settings),
        _parameter("forms", "“all”: the rarest spellings of names are looked for too", _TEXT),
        *_selection(),
        _language(),
    ]
    return {
        "operationId": "search",
        "summary": "The documents that answer a query, best first",
        "parameters": parameters,
        "responses": {"200": _json("Results", "the hits"), **_errors("400")},
    }


def _document(settings: Settings) -> Schema:
    return {
        "operationId": "document",
        "summary": "One document with its passages, and the marks of a query",
        "parameters": [
            {**_parameter("id", "id of the document", _TEXT, required=True), "in": "path"},
            _parameter("q", "the query whose marks are wanted", _TEXT),
            *_switches(settings),
            _language(),
        ],
        "responses": {"200": _json("Document", "the document"), **_errors("400", "404")},
    }


def _authority(settings: Settings) -> Schema:
    offset = {"type": "integer", "minimum": 0, "maximum": settings.web.max_offset, "default": 0}
    return {
        "operationId": "authority",
        "summary": "A person, place or organisation, and the documents that name it",
        "parameters": [
            {**_parameter("id", "id of the authority", _TEXT, required=True), "in": "path"},
            _parameter("offset", "better hits to skip", offset),
            _language(),
        ],
        "responses": {"200": _json("Authority", "the authority"), **_errors("400", "404")},
    }


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


def _selection() -> list[Schema]:
    """The facets, the order and the place in the list."""
    return [
        *(
            _parameter(name, f"hits must have this {name}; given again, any of the values", _TEXTS)
            for name in FACETS
        ),
        _parameter("sort", "order of the hits", {"type": "string", "enum": list(map(str, Sort))}),
        _parameter("cursor", "“next” of the answer before; stable while the index is", _TEXT),
    ]


def _language() -> Schema:
    return _parameter("lang", "language of messages", {"type": "string", "enum": ["en", "ru"]})


def _json(schema: str, description: str) -> Schema:
    content = {"application/json": {"schema": _reference(schema)}}
    return {"description": description, "content": content}


def _errors(*statuses: str) -> Schema:
    descriptions = {
        "400": "the request makes no sense; the message says why",
        "404": "nothing has that id",
        "429": "too many requests from this address",
        "503": "no index, or too many searches at one time",
    }
    return {status: _json("Error", descriptions[status]) for status in (*statuses, "429", "503")}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Schema, description: str = "") -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {**schema, "description": description} if description else schema


def _by_key(schema: Schema, description: str) -> Schema:
    return {
        "type": "object",
        "additionalProperties": schema,
        "description": f"{description}, {_BY_KEY}",
    }


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _facet() -> Schema:
    value = _object({"value": _TEXT, "count": {"type": "integer"}, "selected": {"type": "boolean"}})
    return _object({"values": _list(value), "left_out": {"type": "integer", "minimum": 0}})


def _schemas() -> Schema:
    mark: Schema = {
        "type": "array",
        "items": {"type": "integer", "minimum": 0},
        "minItems": 2,
        "maxItems": 2,
        "description": "[start, end) in characters into the text beside it",
    }
    described = {
        "id": _TEXT,
        "title": _by_key(_TEXT_OR_NULL, "title"),
        "date": _object({"edtf": _TEXT_OR_NULL, "written": _TEXT}),
        "reference": _object(
            dict.fromkeys(("repository", "fond", "opis", "delo", "folios", "written"), _TEXT)
        ),
        "marks": _by_key({"type": "integer", "minimum": 0}, "number of marks"),
    }
    match = {
        **dict.fromkeys(("query", "form", "version"), _TEXT),
        "via": {"type": "string", "enum": [str(via) for via in Via]},
    }
    return {
        "Marked": _object(
            {
                "text": _TEXT,
                "marks": _list(mark),
                "page": _TEXT_OR_NULL,
                "scan": {"type": ["integer", "null"], "minimum": 0},
            },
            "a text, what matched in it, its page or leaf, and the place of that page's image",
        ),
        "Hit": _object(
            {
                **described,
                "score": {"type": "number"},
                "date_is": _TEXT_OR_NULL,
                "words_apart": {"type": "boolean"},
                "matched": _list(_object(match)),
                "passages": _list(_by_key(_reference("Marked"), "a passage's texts")),
            }
        ),
        "Results": _object(
            {
                "query": _TEXT,
                "total": {"type": "integer", "minimum": 0},
                "total_is": {"type": "string", "enum": ["exact", "at least"]},
                "sort": _TEXT,
                "suggestions": _list(_object({"query": _TEXT, "reason": _TEXT})),
                "next": _TEXT_OR_NULL,
                "searched": {"type": "integer", "minimum": 0},
                "without_text": {"type": "integer", "minimum": 0},
                "index_built": _TEXT,
                "forms_left_out": {"type": "integer", "minimum": 0},
                "facets": {"type": "object", "additionalProperties": _facet()},
                "took_ms": {"type": "number", "minimum": 0},
                "notices": _TEXTS,
                "hits": _list(_reference("Hit")),
            }
        ),
        "Authority": _object(
            {
                **dict.fromkeys(("id", "kind", "dates", "note"), _TEXT),
                "forms": {"type": "object", "additionalProperties": {"type": "integer"}},
                "total": {"type": "integer", "minimum": 0},
                "hits": _list(_reference("Hit")),
            },
            "each form with the number of documents that have it",
        ),
        "Document": _object(
            {
                **described,
                **dict.fromkeys(
                    ("level", "citation", "summary", "credits", "access", "collection"), _TEXT
                ),
                **dict.fromkeys(("addresses", "people", "places", "subjects", "notices"), _TEXTS),
                "rights": _object({"text": _TEXT, "uri": _TEXT}),
                "versions": _list(
                    _object(
                        {
                            **dict.fromkeys(("key", "language", "role", "translator"), _TEXT),
                            "copy_of": _TEXT_OR_NULL,
                        }
                    )
                ),
                "aligned": {"type": "boolean"},
                "passages": _list(
                    _object(
                        {
                            "number": {"type": "integer", "minimum": 1},
                            "texts": _by_key(_reference("Marked"), "the passage's texts"),
                        }
                    )
                ),
            }
        ),
        "Error": _object(
            {"error": _object({"status": {"type": "integer"}, "message": _TEXT})},
            "“id” too where the fault is ours: it stands in the log",
        ),
    }
