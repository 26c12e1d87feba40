from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import rispy
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from archsearch.web import create_app
from archsearch.web.exporting import EXPORTS
from archsearch.web.exporting.tables import harmless

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from archsearch.settings import Settings

THREE = "Stalin OR Zzhostile OR Zzlong"


@pytest.mark.parametrize("name", [*EXPORTS, "print"])
def test_the_hits_of_a_search_can_be_taken_away(client: FlaskClient, name: str):
    answer = client.get("/export", query_string={"q": "Alihan Tore", "format": name})
    assert answer.status_code == 200
    if name != "docx":
        assert "Letter from Alihan Tore" in answer.text
    if name != "print":
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_ticked_documents_come_alone_and_all_means_all(client: FlaskClient):
    ticked = client.get(
        "/export", query_string={"q": THREE, "format": "jsonl", "id": ["long", "121726"]}
    )
    assert [json.loads(line)["id"] for line in ticked.text.splitlines()] == ["long", "121726"]
    everything = client.get(
        "/export", query_string={"q": THREE, "format": "jsonl", "id": "long", "all": 1}
    )
    assert {json.loads(line)["id"] for line in everything.text.splitlines()} >= {
        *("long", "hostile", "121726")
    }


def test_no_more_than_the_limit_is_taken(settings: Settings):
    web = replace(settings.web, export_limit=2)
    client = create_app(replace(settings, web=web)).test_client()
    answer = client.get("/export", query_string={"q": THREE, "format": "ris"})
    assert len(rispy.loads(answer.text)) == 2
    assert "The first 2 documents" in client.get("/", query_string={"q": THREE}).text


def test_texts_longer_than_a_download_may_be_are_refused_in_words(settings: Settings):
    web = replace(settings.web, export_passages=1)
    client = create_app(replace(settings, web=web)).test_client()
    for name in ("docx", "print", "texts"):
        answer = client.get("/export", query_string={"id": "121726", "format": name, "lang": "en"})
        assert answer.status_code == 400
        assert "Take fewer documents at a time." in answer.text
    assert client.get("/export", query_string={"id": "121726", "format": "ris"}).status_code == 200


def test_a_table_has_the_reference_code_in_parts(client: FlaskClient):
    answer = client.get("/export", query_string={"id": "121726", "format": "csv"})
    (row,) = csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")))
    assert (row["repository"], row["fond"], row["opis"], row["delo"]) == (
        *("GARF", "R-9401ss"),
        *("2", "95"),
    )
    assert row["citation"]


def test_both_versions_are_taken_with_citation(client: FlaskClient):
    text = client.get("/export", query_string={"id": "121726", "format": "texts"}).text
    assert "АЛИХАН ТЮРЯ" in text
    assert "ALIHAN TORE" in text
    assert "trans. Gary Goldberg" in text


def test_what_a_holding_says_is_text_on_the_page_to_print(client: FlaskClient):
    page = client.get("/export", query_string={"id": "hostile", "format": "print"}).text
    assert "<script>alert" not in page
    assert not re.search("<b onmouseover", page)


@pytest.mark.parametrize(
    ("parameters", "status"),
    [("format=ris", 400), ("q=Stalin&format=exe", 400), ("id=zzabsent&format=ris", 404)],
)
def test_what_can_not_be_taken(client: FlaskClient, parameters: str, status: int):
    assert client.get(f"/export?{parameters}").status_code == status


@pytest.mark.parametrize("cell", ["=1+1", "+7 495", "-x", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_cell_is_a_formula(cell: str):
    assert harmless(cell) == f"'{cell}"


@given(st.text())
def test_a_harmless_cell_never_begins_like_a_formula(cell: str):
    assert not harmless(cell).lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("address", ["/export?q=Zzformula&format=csv", "/concordance.csv?q=sum"])
def test_no_table_holds_a_formula(client: FlaskClient, address: str):
    (row, *_) = csv.DictReader(io.StringIO(client.get(address).text.lstrip("\ufeff")))
    for cell in row.values():
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\r")), row


def test_a_word_document_has_both_versions_side_by_side(client: FlaskClient):
    answer = client.get("/export", query_string={"id": ["121726", "hostile"], "format": "docx"})
    word = Document(io.BytesIO(answer.data))
    table, hostile = word.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        *("Russian · copy of a translation", "English · translation"),
    ]
    pairs = [[cell.text for cell in row.cells] for row in table.rows]
    (signed,) = [pair for pair in pairs if "АЛИХАН ТЮРЯ" in pair[0]]
    assert "ALIHAN TORE" in signed[1]
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert lines[0].startswith("Letter from Alihan Tore")
    assert any("trans. Gary Goldberg" in line for line in lines)
    assert "<script>" in hostile.rows[1].cells[0].text


def test_rights_go_along(client: FlaskClient):
    rights = client.get("/api/documents/900201").get_json()["rights"]
    assert rights["text"]
    for name in ("print", "texts", "csv"):
        answer = client.get("/export", query_string={"id": "900201", "format": name})
        assert rights["text"] in answer.text
        assert rights["uri"] in answer.text
    word = Document(io.BytesIO(client.get("/export?id=900201&format=docx").data))
    assert any(rights["text"] in paragraph.text for paragraph in word.paragraphs)
