"""One module for each kind of page; each registers its addresses on the blueprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.web.views import (
    about,
    api,
    authorities,
    browse,
    citations,
    concordance,
    documents,
    exports,
    health,
    kiosk,
    machines,
    scans,
    search,
    shelves,
    theme,
)

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = ["register"]


#: In the order of a reader's way through the pages.
_MODULES = (
    *(search, documents, scans, citations, exports, browse, shelves, concordance, about),
    *(machines, health, kiosk, api, theme, authorities),
)


def register(blueprint: Blueprint) -> None:
    """Add every view to `blueprint`."""
    for module in _MODULES:
        module.register(blueprint)
