"""What only a kiosk has: the QR code of a citation, and the staff page."""

from __future__ import annotations

import hmac
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno
from flask import Response, make_response, request
from werkzeug.exceptions import NotFound, TooManyRequests

from archsearch import __version__
from archsearch.web.citing.chicago import chicago_note
from archsearch.web.rendering import kiosk, render, site
from archsearch.web.views.citations import cited

if TYPE_CHECKING:
    from flask import Blueprint

    from archsearch.web.site import Fault

#: Modules (squares) of white around the code, as ISO/IEC 18004 asks.
_QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class StaffPage:
    """What the people who look after the kiosk want to know."""

    version: str
    documents: int
    built: str
    faults: tuple[Fault, ...]


def register(blueprint: Blueprint) -> None:
    """Add both addresses to `blueprint`."""
    blueprint.add_url_rule("/documents/<document_id>/citation.svg", "qr", show_qr)
    blueprint.add_url_rule("/staff", "staff", show_staff, methods=["GET", "POST"])


def show_qr(document_id: str) -> Response:
    """The permanent address of a document as a QR code, or its citation where it has none.

    Raises:
        NotFound: the citation is longer than a QR code can hold.
        UnknownDocumentError: there is no such document.
    """
    citation = cited(site().searcher().document(document_id))
    try:
        code = segno.make_qr(citation.address or chicago_note(citation), error="m")
    except segno.DataOverflowError as error:
        raise NotFound from error
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=_QUIET_ZONE, light="white", xmldecl=False)
    return Response(picture.getvalue(), content_type="image/svg+xml")


def show_staff() -> Response:
    """Version, date of the index and the latest errors, for who knows the PIN.

    Raises:
        NotFound: this isn't a kiosk, or it has no PIN.
        TooManyRequests: too many guesses.
    """
    settings = kiosk()
    if settings is None or not settings.pin:
        raise NotFound
    if request.method == "GET":
        return make_response(render("staff.html", page=None, refused=False))
    if not site().guesses.allows(request.remote_addr or ""):
        raise TooManyRequests
    given = request.form.get("pin", "").encode()
    if not hmac.compare_digest(given, settings.pin.encode()):
        return make_response(render("staff.html", page=None, refused=True))
    manifest = site().searcher().manifest
    faults = tuple(reversed(site().faults))
    page = StaffPage(__version__, manifest.documents, manifest.built, faults)
    return make_response(render("staff.html", page=page, refused=False))
