"""For machines that watch over the server.

``/healthz`` (it runs), ``/readyz`` (it can answer), ``/metrics`` (how it does, by setting).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from werkzeug.exceptions import NotFound

from archsearch.web.rendering import site

if TYPE_CHECKING:
    from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Add the addresses to `blueprint`."""
    blueprint.add_url_rule("/healthz", "healthz", healthz)
    blueprint.add_url_rule("/readyz", "readyz", readyz)
    blueprint.add_url_rule("/metrics", "metrics", show_metrics)


def healthz() -> Response:
    """The process answers requests."""
    return _plain("ok\n")


def readyz() -> Response:
    """The index is open.

    Raises:
        IndexUnavailableError: it isn't; answered with status 503.
    """
    return _plain(f"ready, {site().searcher().document_count} documents\n")


def show_metrics() -> Response:
    """Counts and durations in Prometheus' format.

    Raises:
        NotFound: the settings don't ask for them.
    """
    metrics = site().metrics
    if metrics is None:
        raise NotFound
    text, media_type = metrics.exposition()
    return Response(text, content_type=media_type, headers={"Cache-Control": "no-store"})


def _plain(text: str) -> Response:
    return Response(text, content_type="text/plain", headers={"Cache-Control": "no-store"})
