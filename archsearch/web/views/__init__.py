"""One module for each kind of page; each registers its addresses on the blueprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.web.views import (
    about,
    api,
    browse,
    citations,
    documents,
    exports,
    health,
    machines,
    search,
)

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = ["register"]


def register(blueprint: Blueprint) -> None:
    """Add every view to `blueprint`."""
    for module in (search, documents, citations, exports, browse, about, machines, health, api):
        module.register(blueprint)
