"""What there is, without asking: ``/browse`` and ``/browse/<list>``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import NotFound

from archsearch.holdings.reference import Reference
from archsearch.holdings.shelf_mark import reference_levels, repository_key
from archsearch.web.describing import fond_name, repository_name, search_for
from archsearch.web.languages import gettext as _
from archsearch.web.paging import Pages, pages
from archsearch.web.parameters import number
from archsearch.web.rendering import link, render, site
from archsearch.web.timeline import Timeline, timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint

#: Values of a list on the overview.
SHORT = 24
#: Values on one page of a whole list.
PAGE = 300
#: The lists, by the keyword that the index counts.
LISTS = ("repository", "fond", "collection", "person", "place", "subject")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: what it is called, how many documents have it, and the page of these."""

    text: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class BrowseList:
    """The values of one keyword; `total` counts those that aren't shown too."""

    name: str
    label: str
    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """The overview: the beginning of every list, and the documents over the years."""

    lists: tuple[BrowseList, ...]
    timeline: Timeline | None
    decades: BrowseList


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of one list, in one of two orders."""

    list: BrowseList
    pages: Pages
    by_name: bool


def register(blueprint: Blueprint) -> None:
    """Add both pages to `blueprint`."""
    blueprint.add_url_rule("/browse", "browse", show)
    blueprint.add_url_rule("/browse/<name>", "browse_list", show_list)


def show() -> str:
    """The overview."""
    counts = site().searcher().counts(*LISTS, "year", "decade")
    lists = tuple(_list(name, counts.get(name, {}), 0, SHORT) for name in LISTS)
    years = {int(year): count for year, count in counts.get("year", {}).items()}
    page = BrowsePage(
        lists=tuple(each for each in lists if each.entries),
        timeline=timeline(years, _between),
        decades=_decades(counts.get("decade", {})),
    )
    return render("browse.html", page=page)


def show_list(name: str) -> str:
    """One whole list, page by page.

    Raises:
        NotFound: there is no such list.
    """
    if name not in LISTS:
        raise NotFound
    counts = site().searcher().counts(name).get(name, {})
    offset = number("offset", 0, 0, max(0, len(counts) - 1))
    by_name = request.args.get("order", "") == "name"
    page = ListPage(
        _list(name, counts, offset, PAGE, by_name=by_name),
        pages(len(counts), PAGE, offset, len(counts)),
        by_name,
    )
    return render("browse_list.html", page=page)


def _list(
    name: str, counts: Mapping[str, int], offset: int, size: int, *, by_name: bool = False
) -> BrowseList:
    """Values by number of documents and then by the alphabet, or by the alphabet alone."""
    ordered = sorted(
        counts.items(), key=lambda item: (0 if by_name else -item[1], item[0].casefold())
    )
    chosen = ordered[offset : offset + size]
    shown = {"repository": repository_name, "fond": fond_name}.get(name, str)
    entries = tuple(Entry(shown(text), count, _address(name, text)) for text, count in chosen)
    return BrowseList(name, _label(name), entries, len(counts))


def _address(name: str, text: str) -> str:
    """The shelf of a repository or a fond; for other values a search."""
    if name == "repository":
        return link("shelf", at=repository_key(text))
    if name == "fond":
        return link("shelf", at=reference_levels(Reference(fond=text))[-1].key)
    return link("search", q=search_for(name, text))


def _decades(counts: Mapping[str, int]) -> BrowseList:
    entries = tuple(
        Entry(_("%(year)ss", year=decade), counts[decade], _between(int(decade), int(decade) + 9))
        for decade in sorted(counts, key=int)
    )
    return BrowseList("decade", _("Decade"), entries, len(entries))


def _between(first: int, last: int) -> str:
    """The documents of some years, in the order of their dates."""
    years = f"{first:04d}" if first == last else f"[{first:04d} TO {last:04d}]"
    return link("search", q=f"date:{years}", sort="date")


def _label(name: str) -> str:
    return {
        "repository": _("Repositories"),
        "fond": _("Fonds"),
        "collection": _("Collections"),
        "person": _("People"),
        "place": _("Places"),
        "subject": _("Subjects"),
    }[name]
