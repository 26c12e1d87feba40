"""The API's description holds: checked against a running server with whatever it allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import schemathesis
from hypothesis import given
from hypothesis import settings as configured
from schemathesis.specs.openapi.checks import positive_data_acceptance

from archsearch.web import create_app

from .serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from archsearch.settings import Settings


@pytest.fixture(scope="module")
def described(settings: Settings) -> Iterator[schemathesis.BaseSchema]:
    with serving(create_app(settings)) as address:
        yield schemathesis.openapi.from_url(f"{address}/api/openapi.json")


@pytest.mark.parametrize("path", ["/api/search", "/api/documents/{id}"])
def test_every_answer_is_as_described(described: schemathesis.BaseSchema, path: str):
    operation = described[path]["GET"]

    @given(operation.as_strategy())
    @configured(max_examples=30, deadline=None)
    def check(case: schemathesis.Case) -> None:
        # A query of punctuation alone fits the schema and asks nothing: 400 is right.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    check()


def test_people_can_read_the_description_too(client: FlaskClient):
    page = client.get("/api").text
    assert "/api/search" in page
    assert "offset" in page


def test_a_document_is_described_whole(client: FlaskClient):
    described = client.get("/api/openapi.json").get_json()["components"]["schemas"]["Document"]
    answer = client.get("/api/documents/121726?q=Stalin").get_json()
    assert set(described["required"]) <= set(answer)
