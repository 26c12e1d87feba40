from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

from archsearch.settings import IndexSettings, Settings
from archsearch.web import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def measured(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Every sample of the page by its name, view and status, as Prometheus' own parser reads it."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (
            sample.name,
            *(sample.labels[each] for each in ("view", "status") if sample.labels),
        ): sample.value
        for family in families
        for sample in family.samples
    }


def with_metrics(settings: Settings) -> FlaskClient:
    return create_app(replace(settings, web=replace(settings.web, metrics=True))).test_client()


def test_answers_are_counted_by_view_and_never_by_query(settings: Settings):
    client = with_metrics(settings)
    for address in ("/?q=Secretquery&exact=1", "/?q=Stalin", "/documents/zzabsent"):
        client.get(address)
    found = measured(client)
    assert found["archsearch_request_seconds_count", "search", "200"] == 2
    assert found["archsearch_request_seconds_count", "document", "404"] == 1
    assert found[("archsearch_searches_without_hits_total",)] == 1
    assert found[("archsearch_documents",)] > 40
    assert found[("archsearch_index_built_timestamp_seconds",)] > 1_700_000_000
    assert "Secretquery" not in client.get("/metrics").text


def test_without_an_index_it_says_so(tmp_path: Path):
    client = with_metrics(Settings(index=IndexSettings(path=tmp_path)))
    assert measured(client)[("archsearch_ready",)] == 0


def test_there_are_none_unless_the_settings_ask(client: FlaskClient):
    assert client.get("/metrics").status_code == 404
