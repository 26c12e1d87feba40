"""A person, place or organisation: ``/authorities/<id>``, and the same for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, jsonify

from archsearch.holdings.authority import AuthorityKind
from archsearch.web.describing import search_for
from archsearch.web.languages import gettext as _
from archsearch.web.paging import pages
from archsearch.web.parameters import SearchRequest, number
from archsearch.web.rendering import link, render, site
from archsearch.web.views.browse import BrowseList, Entry
from archsearch.web.views.search import SearchPage, hit_card

if TYPE_CHECKING:
    from flask import Blueprint

    from archsearch.search import AuthorityView


@dataclass(frozen=True, slots=True)
class AuthorityPage(SearchPage):
    """An authority above the documents that name it.

    Attributes:
        name: its preferred form.
        kind: what it is, in words.
        dates, note: as the curator wrote them, or "".
        forms: its names, each with how many documents have that one.
    """

    name: str = ""
    kind: str = ""
    dates: str = ""
    note: str = ""
    forms: BrowseList | None = None

    @property
    def total(self) -> int:
        """How many documents name it."""
        return self.results.total


def register(blueprint: Blueprint) -> None:
    """Add the page and its JSON to `blueprint`."""
    blueprint.add_url_rule("/authorities/<authority_id>", "authority", show)
    blueprint.add_url_rule("/api/authorities/<authority_id>", "api_authority", show_json)


def show(authority_id: str) -> str:
    """The page."""
    web = site().settings.web
    offset = number("offset", 0, 0, web.max_offset)
    view = site().searcher().authority(authority_id, limit=web.page_size, offset=offset)
    authority, results = view.authority, view.results
    page = AuthorityPage(
        request=SearchRequest(authority.forms[0], web.page_size, offset),
        results=results,
        cards=tuple(hit_card(hit) for hit in results.hits),
        pages=pages(results.total, web.page_size, offset, web.max_offset),
        notices=(),
        name=authority.forms[0],
        kind=kind_name(authority.kind),
        dates=authority.dates,
        note=authority.note,
        forms=_forms(view),
    )
    return render("authority.html", page=page)


def show_json(authority_id: str) -> Response:
    """The same as JSON."""
    limit = site().settings.web.page_size
    offset = number("offset", 0, 0, site().settings.web.max_offset)
    view = site().searcher().authority(authority_id, limit=limit, offset=offset)
    return jsonify(view.to_dict())


def kind_name(kind: AuthorityKind) -> str:
    """What an authority is, in words."""
    return {
        AuthorityKind.PERSON: _("Person"),
        AuthorityKind.PLACE: _("Place"),
        AuthorityKind.ORGANISATION: _("Organisation"),
    }[kind]


def _forms(view: AuthorityView) -> BrowseList:
    entries = tuple(
        Entry(form, view.forms[form], link("search", q=search_for("", form)))
        for form in view.authority.forms
    )
    return BrowseList("forms", _("Forms of the name"), entries, len(entries))
