"""The shapes of what the JSON API answers (JSON Schema 2020-12, as OpenAPI 3.1 takes it)."""

from __future__ import annotations

from typing import Any

from archsearch.analysis.via import Via

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT}
COUNT: Schema = {"type": "integer", "minimum": 0}
_BY_KEY = "by version key: “ru”, “en”, “en-2”, …"


def reference(name: str) -> Schema:
    """The schema of that name."""
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


def list_of(schema: Schema) -> Schema:
    """A list of such values."""
    return {"type": "array", "items": schema}


def _facet() -> Schema:
    value = _object({"value": TEXT, "count": {"type": "integer"}, "selected": {"type": "boolean"}})
    return _object({"values": list_of(value), "left_out": {"type": "integer", "minimum": 0}})


def schemas() -> Schema:
    """Every named schema."""
    mark: Schema = {
        "type": "array",
        "items": {"type": "integer", "minimum": 0},
        "minItems": 2,
        "maxItems": 2,
        "description": "[start, end) in characters into the text beside it",
    }
    described = {
        "id": TEXT,
        "title": _by_key(TEXT_OR_NULL, "title"),
        "date": _object({"edtf": TEXT_OR_NULL, "written": TEXT}),
        "reference": _object(
            dict.fromkeys(("repository", "fond", "opis", "delo", "folios", "written"), TEXT)
        ),
        "marks": _by_key({"type": "integer", "minimum": 0}, "number of marks"),
    }
    match = {
        **dict.fromkeys(("query", "form", "version"), TEXT),
        "via": {"type": "string", "enum": [str(via) for via in Via]},
    }
    return {
        "Marked": _object(
            {
                "text": TEXT,
                "marks": list_of(mark),
                "page": TEXT_OR_NULL,
                "scan": {"type": ["integer", "null"], "minimum": 0},
            },
            "a text, what matched in it, its page or leaf, and the place of that page's image",
        ),
        "Hit": _object(
            {
                **described,
                "score": {"type": "number"},
                "date_is": TEXT_OR_NULL,
                "words_apart": {"type": "boolean"},
                "matched": list_of(_object(match)),
                "passages": list_of(_by_key(reference("Marked"), "a passage's texts")),
            }
        ),
        "Results": _object(
            {
                "query": TEXT,
                "total": {"type": "integer", "minimum": 0},
                "total_is": {"type": "string", "enum": ["exact", "at least"]},
                "sort": TEXT,
                "suggestions": list_of(_object({"query": TEXT, "reason": TEXT})),
                "next": TEXT_OR_NULL,
                "searched": {"type": "integer", "minimum": 0},
                "without_text": {"type": "integer", "minimum": 0},
                "index_built": TEXT,
                "forms_left_out": {"type": "integer", "minimum": 0},
                "facets": {"type": "object", "additionalProperties": _facet()},
                "took_ms": {"type": "number", "minimum": 0},
                "notices": TEXTS,
                "hits": list_of(reference("Hit")),
            }
        ),
        "Authority": _object(
            {
                **dict.fromkeys(("id", "kind", "dates", "note"), TEXT),
                "forms": {"type": "object", "additionalProperties": {"type": "integer"}},
                "total": {"type": "integer", "minimum": 0},
                "hits": list_of(reference("Hit")),
            },
            "each form with the number of documents that have it",
        ),
        "Document": _object(
            {
                **described,
                **dict.fromkeys(
                    ("level", "citation", "summary", "credits", "access", "collection"), TEXT
                ),
                **dict.fromkeys(("addresses", "people", "places", "subjects", "notices"), TEXTS),
                "rights": _object({"text": TEXT, "uri": TEXT}),
                "versions": list_of(
                    _object(
                        {
                            **dict.fromkeys(("key", "language", "role", "translator"), TEXT),
                            "copy_of": TEXT_OR_NULL,
                        }
                    )
                ),
                "aligned": {"type": "boolean"},
                "passages": list_of(
                    _object(
                        {
                            "number": {"type": "integer", "minimum": 1},
                            "texts": _by_key(reference("Marked"), "the passage's texts"),
                        }
                    )
                ),
            }
        ),
        "Alike": _object({"id": TEXT, "title": _by_key(TEXT_OR_NULL, "title")}),
        "Completion": _object(
            {"text": TEXT, "kind": {"enum": ["person", "place", "word"]}, "count": COUNT}
        ),
        "Concordance": _object(
            {
                "query": TEXT,
                "total": COUNT,
                "documents": COUNT,
                "complete": {"type": "boolean"},
                "lines": list_of(reference("Line")),
            },
            "“total” documents match, “documents” of them are in the lines",
        ),
        "Line": _object(
            {
                **dict.fromkeys(("document", "version", "left", "word", "right"), TEXT),
                "passage": {"type": "integer", "minimum": 1},
                "via": match["via"],
            },
            "one occurrence in its context",
        ),
        "Site": _object(
            {
                "title": TEXT,
                "logo": TEXT_OR_NULL,
                "colours": {"type": "object", "additionalProperties": TEXT},
                "texts": {"type": "object", "additionalProperties": TEXT},
            }
        ),
        "Error": _object(
            {"error": _object({"status": {"type": "integer"}, "message": TEXT})},
            "“id” too where the fault is ours: it stands in the log",
        ),
    }
