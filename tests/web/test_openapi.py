"""The API's description holds: checked against a running server with whatever it allows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest
import schemathesis
from hypothesis import given
from hypothesis import settings as configured
from schemathesis.specs.openapi.checks import (
    positive_data_acceptance,
    response_schema_conformance,
)

from archsearch.settings import Settings
from archsearch.web import create_app
from archsearch.web.openapi import openapi

from .serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient


#: Every address of the API.
PATHS = tuple(openapi(Settings(), "")["paths"])


@pytest.fixture(scope="module")
def described(settings: Settings) -> Iterator[schemathesis.BaseSchema]:
    with serving(create_app(settings)) as address:
        yield schemathesis.openapi.from_url(f"{address}/api/openapi.json")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(described: schemathesis.BaseSchema, path: str):
    operation = described[path]["GET"]

    @given(operation.as_strategy())
    @configured(max_examples=30, deadline=None)
    def check(case: schemathesis.Case) -> None:
        # A query of punctuation alone fits the schema and asks nothing: 400 is right.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    check()


def test_every_address_of_the_api_is_described(client: FlaskClient):
    rules = {
        re.sub(r"<\w+>", "{id}", rule.rule)
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert rules - {"/api/openapi.json"} == set(PATHS)


@pytest.mark.parametrize(
    "address",
    [
        *("/api/search?q=Stalin", "/api/documents/121726?q=Stalin", "/api/suggest?q=sta"),
        *("/api/documents/121726/alike", "/api/concordance?q=Stalin", "/api/site"),
        *("/api/authorities/alihan-tore", "/api/search", "/api/documents/zzabsent"),
        *("/api/concordance?q=a&order=x", "/api/suggest?q=a&limit=99"),
    ],
)
def test_a_full_answer_is_as_described(described: schemathesis.BaseSchema, address: str):
    """Generated requests find little; these find something."""
    path, _, query = address.partition("?")
    parts = {"id": path.split("/")[3]} if path.count("/") > 2 else {}
    template = path.replace(f"/{parts['id']}", "/{id}") if parts else path
    case = described[template]["GET"].Case(path_parameters=parts, query=dict(parse_qsl(query)))
    case.validate_response(case.call(), checks=[response_schema_conformance])


def test_people_can_read_the_description_too(client: FlaskClient):
    page = client.get("/api").text
    assert "/api/search" in page
    assert "offset" in page


def test_a_document_is_described_whole(client: FlaskClient):
    described = client.get("/api/openapi.json").get_json()["components"]["schemas"]["Document"]
    answer = client.get("/api/documents/121726?q=Stalin").get_json()
    assert set(described["required"]) <= set(answer)
