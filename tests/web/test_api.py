from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archsearch.search import open_index

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_a_search_gives_what_the_command_line_gives(client: FlaskClient, settings):
    answer = client.get("/api/search", query_string={"q": "Alihan Tore"}).get_json()
    direct = open_index(settings.index.path, settings).search("Alihan Tore").to_dict()
    assert {**answer, "took_ms": 0} == {**direct, "took_ms": 0}
    assert answer["hits"][0]["id"] == "121726"


def test_marks_are_offsets_into_their_passage(client: FlaskClient):
    hit = client.get("/api/search", query_string={"q": "Stalin"}).get_json()["hits"][0]
    for passage in hit["passages"]:
        for part in passage.values():
            assert all(0 <= start < end <= len(part["text"]) for start, end in part["marks"])


def test_limit_and_offset(client: FlaskClient):
    query = "Stalin OR Zzhostile OR Zzlong"
    both = client.get("/api/search", query_string={"q": query, "limit": 2}).get_json()
    second = client.get(
        "/api/search", query_string={"q": query, "limit": 1, "offset": 1}
    ).get_json()
    assert [hit["id"] for hit in second["hits"]] == [both["hits"][1]["id"]]


def test_a_document_has_its_passages_with_marks(client: FlaskClient):
    answer = client.get("/api/documents/121726", query_string={"q": "Алихан"}).get_json()
    assert answer["title"]["en"].startswith("Letter from Alihan Tore")
    assert sum(answer["marks"].values()) == sum(
        len(part["marks"]) for row in answer["passages"] for part in row["texts"].values()
    )
    assert {version["key"] for version in answer["versions"]} == {"ru", "en"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/search", 400),
        ("/api/search?q=", 400),
        ("/api/search?q=Stalin&limit=-3", 400),
        ("/api/documents/zzabsent", 404),
        ("/api/nothing", 404),
    ],
)
def test_what_can_not_be_answered_is_json_too(client: FlaskClient, address: str, status: int):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.get_json()["error"]["status"] == status
    assert answer.get_json()["error"]["message"]
