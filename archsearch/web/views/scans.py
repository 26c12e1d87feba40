"""A page image of a document: ``/documents/<id>/scans/<number>``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import send_file
from werkzeug.exceptions import NotFound

from archsearch.indexing.scans import scan_file
from archsearch.web.languages import gettext as _
from archsearch.web.rendering import site
from archsearch.web.scans import is_shown

if TYPE_CHECKING:
    from flask import Blueprint, Response


def register(blueprint: Blueprint) -> None:
    """Add the address to `blueprint`."""
    blueprint.add_url_rule("/documents/<document_id>/scans/<int:number>", "scan", show)


def show(document_id: str, number: int) -> Response:
    """The file of the image, counted from 1.

    Raises:
        NotFound: the document has no such image, or its file isn't among the holdings any more.
    """
    searcher = site().searcher()
    images = searcher.document(document_id).scans
    scan = images[number - 1] if 1 <= number <= len(images) else None
    path = scan_file(scan, searcher.manifest.holdings) if scan and is_shown(scan) else None
    if scan is None or path is None:
        raise NotFound(_("This image isn't here."))
    return send_file(path, mimetype=scan.media_type, conditional=True)
