"""What stands where in the repositories: ``/shelves?at=garf/r9401/2``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import redirect, request
from werkzeug.exceptions import NotFound

from archsearch.web.describing import Title, level_name, titles
from archsearch.web.languages import gettext as _
from archsearch.web.paging import Pages, pages
from archsearch.web.parameters import number
from archsearch.web.rendering import link, render, site

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response

    from archsearch.holdings import Document
    from archsearch.holdings.shelf_mark import Level

#: Documents on one page of a shelf.
PAGE = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """A document on the shelf."""

    document: Document
    titles: tuple[Title, ...]
    leaves: str
    date: str


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """One level of a repository.

    Attributes:
        name: of the level, with those above it.
        levels: from the repository down to it.
        below: the next levels, each with how many documents it has.
        documents: in the order of the shelves.
        total: how many documents it has.
        pages: further ones.
        here: id of the document that the reader came from, or "".
    """

    name: str
    levels: tuple[Level, ...]
    below: tuple[tuple[Level, int], ...]
    documents: tuple[Standing, ...]
    total: int
    pages: Pages
    here: str


def register(blueprint: Blueprint) -> None:
    """Add the page to `blueprint`."""
    blueprint.add_url_rule("/shelves", "shelf", show)


def show() -> str | Response:
    """The page; without ``at`` the list of the repositories.

    Raises:
        NotFound: nothing stands there.
    """
    key = request.args.get("at", "")
    if not key:
        return redirect(link("browse_list", name="repository"))
    offset = number("offset", 0, 0, site().settings.web.max_offset)
    shelf = site().searcher().shelves().shelf(key, PAGE, offset)
    if shelf is None:
        raise NotFound(_("Nothing stands under “%(key)s”.", key=key))
    page = ShelfPage(
        name=", ".join(map(level_name, shelf.levels)),
        levels=shelf.levels,
        below=shelf.below,
        documents=tuple(map(_standing, shelf.documents)),
        total=shelf.total,
        pages=pages(shelf.total, PAGE, offset, site().settings.web.max_offset),
        here=request.args.get("from", ""),
    )
    return render("shelf.html", page=page)


def _standing(document: Document) -> Standing:
    reference = document.reference
    leaves = _("ff. %(value)s", value=reference.folios) if reference.folios else ""
    return Standing(document, titles(document), leaves, document.date.written or document.date.edtf)
