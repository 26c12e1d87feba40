"""Whether a document's IIIF manifest is shown by the viewer that the pages bring.

A manifest and its images lie on the host of whoever keeps them. Nothing is loaded from another
host unless the settings name it, so without that, and in a kiosk, the manifest is a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from archsearch.holdings import Document
    from archsearch.settings import Settings


def image_hosts(settings: Settings) -> tuple[str, ...]:
    """The origins whose manifests and images the pages may load; none in a kiosk."""
    return () if settings.kiosk.enabled else settings.web.iiif_hosts


def viewed_manifest(document: Document, settings: Settings) -> str:
    """The address of the manifest that the viewer shows, "" where there is none to show."""
    address = document.iiif_manifest
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    known = {host.lower() for host in image_hosts(settings)}
    return address if origin in known else ""
