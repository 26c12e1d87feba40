"""What only a kiosk has: QR codes, the staff page, and signs that its page is alive."""

from __future__ import annotations

import hmac
import io
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import segno
from flask import Response, make_response, request
from werkzeug.exceptions import NotFound, TooManyRequests

from archsearch import __version__
from archsearch.web.citing.chicago import chicago_note
from archsearch.web.rendering import kiosk, outside, render, site
from archsearch.web.views.citations import cited

if TYPE_CHECKING:
    from flask import Blueprint

    from archsearch.web.citing import Cited
    from archsearch.web.site import Fault

#: Seconds without a sign of life after which a page is taken to be dead; it gives one every ten.
DEAD_AFTER = 60.0
#: Characters of a title in a code: a phone reads a coarse code more easily than a fine one.
MAX_TITLE = 200
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
    """Add the addresses to `blueprint`."""
    blueprint.add_url_rule("/documents/<document_id>/citation.svg", "qr", show_qr)
    blueprint.add_url_rule(
        "/documents/<document_id>/address-<int:place>.svg", "qr_address", show_address
    )
    blueprint.add_url_rule("/staff", "staff", show_staff, methods=["GET", "POST"])
    blueprint.add_url_rule("/alive", "alive", show_alive, methods=["GET", "POST"])


def show_qr(document_id: str) -> Response:
    """The permanent address of a document as a QR code, or its citation where it has none.

    Raises:
        UnknownDocumentError: there is no such document.
    """
    citation = cited(site().searcher().document(document_id))
    return _picture(citation.address or short_note(citation))


def show_address(document_id: str, place: int) -> Response:
    """An address that the document's record names, as a QR code: nothing in a kiosk leads there.

    Raises:
        NotFound: there is no such address.
        UnknownDocumentError: there is no such document.
    """
    addresses = outside(site().searcher().document(document_id))
    if place >= len(addresses):
        raise NotFound
    return _picture(addresses[place])


def short_note(citation: Cited) -> str:
    """The citation as a note that a QR code holds."""
    if len(citation.title) > MAX_TITLE:
        citation = replace(citation, title=citation.title[: MAX_TITLE - 1].rstrip() + "…")
    return chicago_note(replace(citation, collection=citation.collection[:MAX_TITLE]))


def _picture(text: str) -> Response:
    """A QR code (SVG).

    Raises:
        NotFound: the text is longer than a code can hold.
    """
    try:
        code = segno.make_qr(text, error="m", boost_error=False)
    except segno.DataOverflowError as error:
        raise NotFound from error
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=_QUIET_ZONE, light="white", xmldecl=False, omitsize=True)
    return Response(picture.getvalue(), content_type="image/svg+xml")


def show_alive() -> Response:
    """A sign of life (POST), or whether there was one of late (GET; 503 if not): for a watchdog.

    Raises:
        NotFound: this isn't a kiosk.
    """
    if kiosk() is None:
        raise NotFound
    if request.method == "POST":
        site().sign.give()
        return Response(status=HTTPStatus.NO_CONTENT)
    alive = site().sign.is_younger_than(DEAD_AFTER)
    status = HTTPStatus.OK if alive else HTTPStatus.SERVICE_UNAVAILABLE
    return Response("alive\n" if alive else "no sign of life\n", status, content_type="text/plain")


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
