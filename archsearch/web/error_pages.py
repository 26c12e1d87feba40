"""An exception → a page that a person understands, or JSON for the API.

A reader's mistake says what was wrong with it. A fault of ours says so, with an id that stands in
the log beside where it happened; the query stays out of the log.
"""

from __future__ import annotations

import datetime
import logging
import secrets
import traceback
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, jsonify, make_response, redirect, request, url_for
from werkzeug.exceptions import HTTPException

from archsearch.errors import (
    ArchsearchError,
    IndexUnavailableError,
    OtherReleaseError,
    SearchError,
    UnknownAuthorityError,
    UnknownDocumentError,
)
from archsearch.web.languages import gettext as _
from archsearch.web.rendering import render, site
from archsearch.web.site import Fault

if TYPE_CHECKING:
    from flask import Flask
    from flask.sansio.blueprints import Blueprint

_LOG = logging.getLogger("archsearch.web")
#: An answer that may succeed when asked again, and when (seconds).
_RETRY_AFTER = 30
#: A renamed document has its new address for good.
_MOVED = HTTPStatus.PERMANENT_REDIRECT


def register(target: Flask | Blueprint) -> None:
    """Let `target`'s errors be shown by this module."""
    target.register_error_handler(ArchsearchError, show_known)
    target.register_error_handler(HTTPException, show_http)
    target.register_error_handler(Exception, show_unknown)


def show_known(error: ArchsearchError) -> Response:
    """A problem that archsearch names itself."""
    if isinstance(error, UnknownDocumentError):
        return _no_document(error.document_id)
    if isinstance(error, UnknownAuthorityError):
        return _answer(HTTPStatus.NOT_FOUND, _("No such name"), str(error))
    if isinstance(error, SearchError):
        return _answer(HTTPStatus.BAD_REQUEST, _("This can't be searched for"), str(error))
    error_id = _log(error)
    if isinstance(error, OtherReleaseError):
        message = _(
            "The index was made by another release of this program. Whoever keeps it has to run: "
            "archsearch index build"
        )
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE, _("Not ready"), message, error_id)
    if isinstance(error, IndexUnavailableError):
        message = _("The index can't be read just now. Please try again in a little while.")
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE, _("Not ready"), message, error_id)
    return _fault(error_id)


def _no_document(document_id: str) -> Response:
    """To where a renamed document is now; else whether it was ever there."""
    searcher = site().searcher()
    new_id = searcher.redirected(document_id)
    asked = request.view_args or {}
    if new_id and request.endpoint and "document_id" in asked:
        values = {**asked, **request.args.to_dict(flat=False), "document_id": new_id}
        return make_response(redirect(url_for(request.endpoint, **values), _MOVED))
    if searcher.is_gone(document_id):
        message = _("The document “%(id)s” was here, and is no longer shown.", id=document_id)
        return _answer(HTTPStatus.GONE, _("No longer here"), message)
    message = _("No document has the id “%(id)s”.", id=document_id)
    return _answer(HTTPStatus.NOT_FOUND, _("No such document"), message)


def show_http(error: HTTPException) -> Response:
    """What Flask, or a view, refuses; redirects pass as they are."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response(request.environ))
    status = HTTPStatus(error.code)
    texts = {
        HTTPStatus.BAD_REQUEST: (_("This can't be answered"), str(error.description)),
        HTTPStatus.NOT_FOUND: (
            _("There is no such page"),
            _("The address may be mistyped, or what it led to has moved."),
        ),
        HTTPStatus.METHOD_NOT_ALLOWED: (
            _("This can't be answered"),
            _("The address doesn't take this kind of request."),
        ),
        HTTPStatus.REQUEST_URI_TOO_LONG: (
            _("This can't be answered"),
            _("The address is longer than any question."),
        ),
        HTTPStatus.TOO_MANY_REQUESTS: (
            _("A little too fast"),
            _("Many searches came from your address. Please wait a moment, then ask again."),
        ),
        HTTPStatus.SERVICE_UNAVAILABLE: (
            _("Busy"),
            _("Many people are searching just now. Please ask again in a moment."),
        ),
    }
    title, message = texts.get(status, (_("This can't be answered"), str(error.description)))
    return _answer(status, title, message)


def show_unknown(error: Exception) -> Response:
    """A fault that nobody foresaw."""
    return _fault(_log(error))


def _fault(error_id: str) -> Response:
    message = _(
        "Something went wrong on our side. Nothing is wrong with what you asked; "
        "the people who run this search will find the cause under the number below."
    )
    try:
        return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, _("That went wrong"), message, error_id)
    except Exception as error:  # noqa: BLE001 - whoever logged this would quote the query
        return _without_a_page(error_id, error)


def _without_a_page(error_id: str, error: Exception) -> Response:
    """Where no page can be made, not even that of an error."""
    also = _log(error)
    response = Response(f"{error_id} {also}\n", content_type="text/plain; charset=utf-8")
    response.status_code = HTTPStatus.INTERNAL_SERVER_ERROR
    return response


def _log(error: BaseException) -> str:
    """Log where `error` happened, without its text, which may quote the query."""
    error_id = secrets.token_hex(4)
    now = datetime.datetime.now(datetime.UTC).isoformat(sep=" ", timespec="seconds")
    site().faults.append(Fault(now, error_id, type(error).__name__))
    places = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("%s: %s in %s\n%s", error_id, type(error).__name__, request.path, places)
    return error_id


def _answer(status: HTTPStatus, title: str, message: str, error_id: str = "") -> Response:
    if is_api_request():
        error = {"status": status.value, "message": message}
        response = jsonify(error={**error, "id": error_id} if error_id else error)
    else:
        response = make_response(
            render("error.html", title=title, message=message, error_id=error_id)
        )
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        response.headers["Retry-After"] = str(_RETRY_AFTER)
    return response


def is_api_request() -> bool:
    """Whether the request is for JSON: its address is below ``/api/``."""
    return "/api/" in request.path
