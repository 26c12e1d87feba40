"""For machines that watch over the server: ``/healthz`` (it runs), ``/readyz`` (it can answer)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from archsearch.web.rendering import site

if TYPE_CHECKING:
    from flask import Blueprint


def register(blueprint: Blueprint) -> None:
    """Add both addresses to `blueprint`."""
    blueprint.add_url_rule("/healthz", "healthz", healthz)
    blueprint.add_url_rule("/readyz", "readyz", readyz)


def healthz() -> Response:
    """The process answers requests."""
    return _plain("ok\n")


def readyz() -> Response:
    """The index is open.

    Raises:
        IndexUnavailableError: it isn't; answered with status 503.
    """
    return _plain(f"ready, {site().searcher().document_count} documents\n")


def _plain(text: str) -> Response:
    return Response(text, content_type="text/plain", headers={"Cache-Control": "no-store"})
