"""No query in any log: not of our own, and not of the servers that run us."""

from __future__ import annotations

import logging
import threading
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from archsearch.web import create_app, error_pages
from archsearch.web.site import EXTENSION

from .serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from archsearch.settings import Settings

QUERY = "Secretquery"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    caplog.handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    with caplog.at_level(logging.DEBUG):
        yield caplog


def ask(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_development_server_logs_requests_without_queries(
    settings: Settings, lines: pytest.LogCaptureFixture
):
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        for path in ("/?q=", "/documents/121726?q=", "/api/search?limit=x&q=", "/nowhere?q="):
            ask(f"http://127.0.0.1:{server.server_port}{path}{QUERY}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert "GET /documents/121726 HTTP/1.1" in lines.text
    assert QUERY not in lines.text


def test_an_error_of_the_error_page_is_an_answer_and_quotes_nothing(
    settings: Settings, lines: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    app = create_app(settings)

    class Broken:
        def search(self, query: str, **options: object) -> None:
            raise RuntimeError(query)

    def no_page(*_names: object, **_values: object) -> str:
        raise LookupError(QUERY)

    app.extensions[EXTENSION]._searcher = Broken()
    monkeypatch.setattr(error_pages, "render", no_page)
    with serving(app) as address:
        assert ask(f"{address}/?q={QUERY}") == 500
    assert "LookupError" in lines.text
    assert QUERY not in lines.text


def test_an_error_that_reaches_waitress_is_logged_without_its_text(
    settings: Settings, lines: pytest.LogCaptureFixture
):
    app = create_app(settings)

    def broken(_environ: object, _start: object) -> list[bytes]:
        raise RuntimeError(QUERY)

    app.wsgi_app = broken  # type: ignore[method-assign, assignment]
    with serving(app) as address:
        assert ask(f"{address}/?q={QUERY}") == 500
    assert "RuntimeError" in lines.text
    assert QUERY not in lines.text


@pytest.mark.parametrize(
    ("name", "message", "arguments"),
    [
        ("gunicorn.access", '%(h)s "%(r)s" "%(f)s"',
         ({"h": "-", "r": f"GET /?q={QUERY} HTTP/1.1", "f": f"https://a.example/?q={QUERY}"},)),
        ("uvicorn.access", '%s - "%s %s HTTP/%s" %d', ("-", "GET", f"/?q={QUERY}", "1.1", 200)),
    ],
)  # fmt: skip
def test_other_servers_too(
    app: Flask,
    lines: pytest.LogCaptureFixture,
    name: str,
    message: str,
    arguments: tuple[object, ...],
):
    logging.getLogger(name).info(message, *arguments)
    assert "GET" in lines.text
    assert QUERY not in lines.text


def test_the_cluster_s_client_logs_no_bodies(app: Flask, lines: pytest.LogCaptureFixture):
    logging.getLogger("opensearch").debug("> %s", {"query": QUERY})
    logging.getLogger("opensearch").warning("no answer")
    assert "no answer" in lines.text
    assert QUERY not in lines.text
