"""Facets, orders, suggestions and the concordance, as pages and as JSON."""

import csv
import io
import re

import pytest


def test_a_facets_link_narrows_and_can_be_undone(client):
    page = client.get("/?q=Кульджа&decade=1940").get_data(as_text=True)
    assert 'class="facets"' in page
    assert 'aria-current="true"' in page
    every = client.get("/api/search?q=Кульджа").get_json()
    narrowed = client.get("/api/search?q=Кульджа&decade=1940").get_json()
    counts = {each["value"]: each["count"] for each in every["facets"]["decade"]["values"]}
    assert narrowed["total"] == counts["1940"] < every["total"]


def test_the_order_is_the_readers(client):
    hits = client.get("/api/search?q=Кульджа&sort=date&limit=50").get_json()["hits"]
    dates = [hit["date"]["edtf"] for hit in hits if hit["date"]["edtf"]]
    assert dates[0] < dates[-1]
    assert client.get("/api/search?q=Кульджа&sort=colour").status_code == 400


def test_pages_follow_a_cursor(client):
    first = client.get("/api/search?q=Кульджа&limit=3").get_json()
    second = client.get(f"/api/search?q=Кульджа&limit=3&cursor={first['next']}").get_json()
    assert not {hit["id"] for hit in first["hits"]} & {hit["id"] for hit in second["hits"]}


def test_what_was_meant_is_a_link(client):
    page = client.get("/?q=Fkb[fy").get_data(as_text=True)
    assert "Алихан</a>" in page


def test_a_beginning_is_completed(client):
    found = client.get("/api/suggest?q=кульд").get_json()
    assert {"Кульджа"} <= {each["text"] for each in found}
    assert client.get("/api/suggest?q=").get_json() == []
    assert client.get("/api/suggest?q=a&limit=1000").status_code == 400


def test_the_concordance_has_a_line_for_each_mark(client):
    hits = client.get("/api/search?q=Сталин&limit=100").get_json()["hits"]
    lines = client.get("/api/concordance?q=Сталин").get_json()["lines"]
    assert len(lines) == sum(sum(hit["marks"].values()) for hit in hits)
    page = client.get("/concordance?q=Сталин").get_data(as_text=True)
    assert page.count("<mark") == len(lines)


@pytest.mark.parametrize(("order", "key"), [("left", "left"), ("right", "right")])
def test_lines_are_sorted_by_their_context(client, order, key):
    lines = client.get(f"/api/concordance?q=Кульджа&order={order}").get_json()["lines"]
    words = [re.findall(r"\w+", line[key].casefold().replace("ё", "е")) for line in lines]
    near = [each[-1 if key == "left" else 0] for each in words if each]
    assert len(near) > 5
    assert near == sorted(near)


def test_the_concordance_can_be_taken_away(client):
    answer = client.get("/concordance.csv?q=Сталин")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert {row["version"] for row in rows} == {"ru", "en"}
    assert all(row["word"] for row in rows)


def test_what_is_taken_away_is_the_narrowed_list(client):
    narrowed = client.get("/api/search?q=Кульджа&decade=1940&limit=100").get_json()
    ids = [hit["id"] for hit in narrowed["hits"]]
    assert len(ids) < client.get("/api/search?q=Кульджа").get_json()["total"]
    page = client.get("/?q=Кульджа&decade=1940").get_data(as_text=True)
    assert '<input type="hidden" name="decade" value="1940">' in page
    table = client.get("/export?q=Кульджа&decade=1940&format=csv&all=1").get_data()
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ids


def test_switches_count_for_what_is_taken_away(client):
    exact = client.get("/api/search?q=Кульджа&exact=1&limit=100").get_json()["total"]
    assert exact < client.get("/api/search?q=Кульджа").get_json()["total"]
    table = client.get("/export?q=Кульджа&exact=1&format=csv").get_data().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table)))) == exact


def test_a_feed_follows_the_narrowed_list_and_says_so(client):
    narrowed = client.get("/api/search?q=Кульджа&decade=1940").get_json()["total"]
    feed = client.get("/feed.atom?q=Кульджа&decade=1940&sort=date").get_data(as_text=True)
    assert feed.count("<entry>") == narrowed
    assert "decade=1940" in feed.partition("<entry>")[0]


def test_a_count_is_in_its_links_name_and_a_choice_is_a_chip(client):
    page = client.get("/?q=Кульджа&decade=1940").get_data(as_text=True)
    facets = page.partition('class="facets"')[2].partition("</nav>")[0]
    links = re.findall(r"<a [^>]*>(<bdi>.*?)</a>", facets)
    assert links
    assert all(re.search(r'hidden">, \d+ documents?<', link) for link in links)
    chips = page.partition('class="chips"')[2].partition("</ul>")[0]
    address = re.search(r'href="([^"]+)"', chips)
    assert address
    assert "decade" not in address.group(1)


def test_a_hit_is_opened_with_the_switches_it_was_found_with(client):
    page = client.get("/?q=Кульджа&exact=1&translations=0").get_data(as_text=True)
    address = re.search(r'class="hit-title".*?href="([^"]+)"', page, re.DOTALL)
    assert address
    assert "exact=1" in address.group(1)
    assert "translations=0" in address.group(1)


def test_an_uncertain_date_is_said_to_be_one(client):
    page = client.get("/?q=date:1945-04").get_data(as_text=True)
    possible = [
        hit["date_is"] for hit in client.get("/api/search?q=date:1945-04").get_json()["hits"]
    ].count("possible")
    assert possible
    assert page.count("The date is not certain") == possible


def test_a_repository_is_one_value_whatever_it_is_called(client):
    page = client.get("/?q=Кульджа&lang=ru").get_data(as_text=True)
    facets = page.partition('class="facets"')[2].partition("</nav>")[0]
    names = re.findall(r"<bdi>([^<>]+)</bdi>", facets)
    assert names.count("ГАРФ") == 1
    assert "GARF" not in names
    by_key = client.get("/api/search?q=Кульджа&repository=GARF").get_json()
    assert by_key["total"]
    assert (
        by_key["total"] == client.get("/api/search?q=Кульджа&repository=ГАРФ").get_json()["total"]
    )
    in_full = 'repository:"State Archive of the Russian Federation"'
    found = client.get("/api/search", query_string={"q": in_full}).get_json()
    assert found["total"] >= by_key["total"]


def test_a_document_leads_to_those_like_it(client):
    like = client.get("/api/documents/demo-01/alike").get_json()
    assert like
    section = client.get("/documents/demo-01").get_data(as_text=True).partition('class="alike"')[2]
    linked = re.findall(r'href="/documents/([^"?]+)', section.partition("</section>")[0])
    assert linked == [each["id"] for each in like]
