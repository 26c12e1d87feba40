from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def rows(page: str) -> list[str]:
    return page.split('<div class="row"')[1:]


def test_both_versions_stand_in_one_grid_row_by_row(client: FlaskClient):
    page = client.get("/documents/121726").text
    row = next(row for row in rows(page) if "АЛИХАН ТЮРЯ" in row)
    assert 'lang="ru"' in row
    assert 'lang="en"' in row
    assert "ALIHAN TORE" in row


def test_marks_are_kept_numbered_and_counted(client: FlaskClient):
    page = client.get("/documents/121726?q=Alihan+Tore").text
    numbers = [int(number) for number in re.findall(r'<mark [^>]*id="m(\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    assert f'data-total="{len(numbers)}"' in page


def test_letter_spaced_words_are_marked_whole(client: FlaskClient):
    page = client.get("/documents/121726", query_string={"q": "Сталин"}).text
    assert "С Т А Л И Н У</mark>" in page


def test_one_version_can_be_read_alone(client: FlaskClient):
    page = client.get("/documents/121726?version=ru").text
    assert "АЛИХАН ТЮРЯ" in page
    assert "ALIHAN TORE" not in page.split("description")[0].replace("Alihan", "")
    assert client.get("/documents/121726?version=xx").status_code == 400


def test_the_description_has_every_fact_and_leads_to_searches(client: FlaskClient):
    page = unescape(client.get("/documents/121726").text)
    for fact in ("GARF", "Gary Goldberg", "MacArthur Foundation", "Russian", "121726"):
        assert fact in page
    assert re.search(r'href="/\?q=repository:', page)


def test_an_unknown_id_is_a_page_that_a_person_understands(client: FlaskClient):
    answer = client.get("/documents/zzabsent")
    assert answer.status_code == 404
    assert "No document has the id “zzabsent”." in answer.text
    assert 'role="search"' in answer.text


def test_a_long_document_opens_at_the_part_of_its_first_match(client: FlaskClient):
    page = client.get("/documents/long?q=Zzneedle").text
    assert "Part 3 of" in page
    assert "Zzneedle" in page
    assert len(rows(page)) <= 200
    assert "Part 1 of" in client.get("/documents/long").text


def test_an_address_that_is_not_of_the_web_is_no_link(client: FlaskClient):
    page = client.get("/documents/hostile").text
    assert 'href="javascript' not in page
    assert "<script>alert" not in page
