from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archsearch.settings import Settings
from archsearch.web import create_app
from archsearch.web.limits import MAX_ADDRESSES, RequestRate, Turns
from archsearch.web.site import EXTENSION

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_a_burst_passes_and_a_stream_is_slowed_down():
    now = [0.0]
    rate = RequestRate(3, clock=lambda: now[0])
    assert [rate.allows("a") for _ in range(4)] == [True, True, True, False]
    assert rate.allows("b")
    now[0] = 20.0
    assert [rate.allows("a") for _ in range(2)] == [True, False]


def test_no_limit_means_none():
    rate = RequestRate(0)
    assert all(rate.allows("a") for _ in range(1000))


def test_memory_stays_bounded():
    rate = RequestRate(1, clock=lambda: 0.0)
    for number in range(MAX_ADDRESSES + 50):
        rate.allows(str(number))
    assert len(rate._buckets) == MAX_ADDRESSES


def test_the_page_says_that_it_was_too_fast(settings: Settings):
    web = replace(settings.web, requests_per_minute=2)
    client = create_app(replace(settings, web=web)).test_client()
    answers = [client.get("/?q=Stalin").status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert client.get("/help").status_code == 200
    assert client.get("/api/search?q=Stalin").get_json()["error"]["status"] == 429


def test_a_turn_that_does_not_come_is_an_answer():
    turns = Turns(1, patience=0.01)
    assert turns.take()
    assert not turns.take()
    turns.give_back()
    assert turns.take()


def test_turns_are_given_back_whatever_happens(settings: Settings):
    web = replace(settings.web, searches_at_once=1)
    app = create_app(replace(settings, web=web))
    app.extensions[EXTENSION].turns = Turns(1, patience=0.01)
    client = app.test_client()
    for address in ("/?q=Stalin", "/?q=Stalin&limit=x", "/documents/zzabsent", "/?q=Stalin"):
        assert client.get(address).status_code != 503
    app.extensions[EXTENSION].turns.take()
    assert client.get("/?q=Stalin").status_code == 503


def test_many_readers_at_once_are_all_answered(settings: Settings):
    app = create_app(settings)
    codes: list[int] = []

    def ask() -> None:
        codes.append(app.test_client().get("/?q=Alihan+Tore").status_code)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [200] * 12


def test_an_address_longer_than_any_question_is_refused(client: FlaskClient):
    longest = "я" * 1000
    assert client.get("/", query_string={"q": longest}).status_code == 200
    answer = client.get("/", query_string={"q": "a", "person": "x" * 30_000})
    assert answer.status_code == 414
    assert len(answer.text) < 20_000


def test_a_query_that_is_too_long_is_cut_with_a_notice(client: FlaskClient):
    answer = client.get("/", query_string={"q": "a" * 5000})
    assert "longer than 1000 characters" in answer.text
    assert "a" * 1002 not in answer.text


def test_no_way_leads_deeper_into_a_list_than_the_limit(client: FlaskClient):
    found = client.get("/api/search?q=the&limit=1").get_json()
    generation = found["next"].rpartition(".")[0]
    assert client.get(f"/api/search?q=the&cursor={generation}.9").status_code == 200
    assert client.get(f"/api/search?q=the&cursor={generation}.99999").status_code == 400
    assert client.get("/api/search?q=Stalin&offset=99999").status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        *("/documents/121726", "/documents/121726.ris", "/documents/121726/citation.svg"),
        *("/api/suggest?q=st", "/api/documents/121726/alike", "/concordance?q=Stalin"),
        *("/feed.atom?q=Stalin", "/export?q=Stalin&format=ris", "/browse/person", "/sitemap.xml"),
    ],
)
def test_the_rate_holds_for_all_that_takes_work(settings: Settings, address: str):
    web = replace(settings.web, requests_per_minute=1)
    client = create_app(replace(settings, web=web)).test_client()
    assert [client.get(address).status_code for _ in range(2)] == [200, 429]
    assert client.get("/healthz").status_code == 200


def test_fewer_search_at_once_than_are_answered():
    web = Settings().web
    assert web.searches_at_once < web.threads
