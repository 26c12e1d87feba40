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


def test_matches_go_on_in_other_parts(client: FlaskClient):
    page = unescape(client.get("/documents/long?q=Zzneedle&part=1").text)
    assert 'class="bar-after"' in page
    assert "part=3" in page.split('class="bar-after"')[1].split(">")[0]
    assert "#m1" in page.split('class="bar-after"')[1].split(">")[0]
    assert 'class="bar-before"' in client.get("/documents/long?q=Zzneedle&part=4").text


def test_a_passage_has_a_name_that_lasts_and_opens_its_part(client: FlaskClient):
    page = client.get("/documents/long?part=4").text
    named = re.search(
        r'id="p700">\s*<a class="row-number" id="(t[a-z2-7]{6})" href="([^"]+)"', page
    )
    assert named
    opened = client.get(unescape(named[2]).partition("#")[0]).text
    assert f'id="{named[1]}"' in opened
    assert unescape(named[2]).endswith("#" + named[1])
    assert 'id="p700"' in client.get("/documents/long?passage=700").text
    assert client.get("/documents/long?passage=zz").status_code == 400
    assert client.get("/documents/long?passage=901").status_code == 400


def test_one_version_alone_has_the_other_at_hand(client: FlaskClient):
    page = client.get("/documents/121726?version=ru").text
    row = next(row for row in rows(page) if "АЛИХАН ТЮРЯ" in row)
    assert "ALIHAN TORE" in row.split('class="counterpart"')[1]
    assert 'class="counterpart"' not in client.get("/documents/121726").text


def test_the_reference_code_is_a_way_through_the_archive(client: FlaskClient):
    page = unescape(client.get("/documents/900201").text)
    levels = page.split('class="breadcrumb"')[1].split("</nav>")[0]
    links = re.findall(r'href="([^"]+)"', levels)
    assert len(links) >= 3
    for link in links:
        shelf = client.get(link).text
        assert "/documents/900201" in shelf
        assert 'class="standing-here"' in shelf


def test_documents_beside_it_on_the_shelf_lead_there_and_back(client: FlaskClient):
    page = client.get("/documents/121726").text
    before = re.search(r'Before it</dt><dd><a href="/documents/([^"]+)"', page)
    assert before
    beside = client.get(f"/documents/{before[1]}").text
    after = re.search(r'After it</dt><dd><a href="/documents/([^"]+)"', beside)
    assert after
    assert after[1] == "121726"


def test_every_value_of_the_description_is_a_search_that_finds_the_document(client: FlaskClient):
    for document in ("121726", "900201", "demo-09"):
        page = client.get(f"/documents/{document}").text
        description = page.split('class="description"')[1].split("</section>")[0]
        links = [unescape(link) for link in re.findall(r'href="(/\?[^"]+)"', description)]
        assert len(links) >= 4
        for link in links:
            assert f"/documents/{document}?" in client.get(f"{link}&limit=50").text, link


def test_versions_from_right_to_left_say_so(client: FlaskClient):
    page = client.get("/documents/rtl").text
    assert page.count('class="cell" lang="fa" dir="rtl"') == 2
    assert page.count('class="cell" lang="ru" dir="ltr"') == 2
    assert 'dir="rtl">نامه به کنسول' in page


def test_an_address_that_is_not_of_the_web_is_no_link(client: FlaskClient):
    page = client.get("/documents/hostile").text
    assert 'href="javascript' not in page
    assert "<script>alert" not in page
