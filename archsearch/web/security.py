"""What every answer tells the browser not to do.

No script, style or font from elsewhere and none inline, pictures only from the hosts of IIIF images
that the settings name; nobody sees where a reader came from; only the sites that the settings name
may show a page in a frame.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archsearch.errors import SettingsError
from archsearch.web.iiif import image_hosts

if TYPE_CHECKING:
    from flask import Response

    from archsearch.settings import Settings, WebSettings


#: An origin (RFC 6454) as a browser sends it.
_ORIGIN = re.compile(r"https?://(?:\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z.-]+)(?::\d{1,5})?")


def check_origins(settings: WebSettings) -> None:
    """Other sites are named as a browser names them.

    Raises:
        SettingsError: one isn't; it would be without effect, or be read as something else.
    """
    for name, origins in (
        ("cors_origins", settings.cors_origins),
        ("frame_ancestors", settings.frame_ancestors),
        ("iiif_hosts", settings.iiif_hosts),
    ):
        for origin in origins:
            if (origin != "*" or name == "iiif_hosts") and not _ORIGIN.fullmatch(origin):
                raise SettingsError(
                    f"web.{name}: “{origin}” isn't an origin, like https://museum.example "
                    "(no path, no final slash)."
                )


def content_policy(settings: Settings) -> str:
    """The Content-Security-Policy (CSP level 3) of every page."""
    ancestors = " ".join(settings.web.frame_ancestors) or "'none'"
    hosts = image_hosts(settings)
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            " ".join(["img-src 'self' data:", *hosts]),
            "font-src 'self'",
            " ".join(["connect-src 'self'", *hosts]),
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


def protect(response: Response, settings: Settings) -> Response:
    """Add the protecting headers to an answer."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_policy(settings))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if not settings.web.frame_ancestors:
        headers.setdefault("X-Frame-Options", "DENY")
    if not settings.web.robots:
        # Crawlers read robots.txt at the root of a host only; the pages may be below a prefix.
        headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    return response
