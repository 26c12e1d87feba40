"""What every answer tells the browser not to do.

No script, style, font or picture from elsewhere and none inline; nobody sees where a reader came
from; only the sites that the settings name may show a page in a frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Response

    from archsearch.settings import WebSettings


def content_policy(settings: WebSettings) -> str:
    """The Content-Security-Policy (CSP level 3) of every page."""
    ancestors = " ".join(settings.frame_ancestors) or "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {ancestors}",
        ]
    )


def allow_origin(response: Response, settings: WebSettings, origin: str) -> None:
    """Let a page of `origin` read this answer of the JSON API, if the settings allow it."""
    if not settings.cors_origins:
        return
    response.vary.add("Origin")
    if origin and ("*" in settings.cors_origins or origin in settings.cors_origins):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def protect(response: Response, settings: WebSettings) -> Response:
    """Add the protecting headers to an answer."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_policy(settings))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if not settings.frame_ancestors:
        headers.setdefault("X-Frame-Options", "DENY")
    return response
