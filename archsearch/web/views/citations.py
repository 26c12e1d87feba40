"""One document's citation as a file: ``/documents/<id>.ris`` and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from archsearch.errors import UnknownDocumentError
from archsearch.web.citing import FORMATS, Cited, cite
from archsearch.web.parameters import switch
from archsearch.web.rendering import cited_address, site
from archsearch.web.views import documents

if TYPE_CHECKING:
    from flask import Blueprint

    from archsearch.holdings import Document


def register(blueprint: Blueprint) -> None:
    """Add an address for each format to `blueprint`."""
    for ending in FORMATS:
        blueprint.add_url_rule(
            f"/documents/<document_id>.{ending}",
            "citation",
            show,
            defaults={"ending": ending},
        )


def show(document_id: str, ending: str) -> Response | str:
    """The citation; or the document page, where a document's own id ends like a format."""
    try:
        document = site().searcher().document(document_id)
    except UnknownDocumentError as unknown:
        try:
            return documents.show(f"{document_id}.{ending}")
        except UnknownDocumentError:
            raise unknown from None
    written = FORMATS[ending]
    text = written.write([cited(document, romanised=switch("romanised", default=False))])
    return Response(text, content_type=f"{written.media_type}; charset=utf-8")


def cited(document: Document, *, romanised: bool = False) -> Cited:
    """What a citation of `document` names."""
    return cite(document, cited_address(document.id), romanised=romanised)
