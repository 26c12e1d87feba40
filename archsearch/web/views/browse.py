"""What there is, without asking: ``/browse`` and ``/browse/<list>``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.exceptions import NotFound

from archsearch.web.describing import fond_name, repository_name, search_for
from archsearch.web.languages import gettext as _
from archsearch.web.paging import Pages, pages
from archsearch.web.parameters import number
from archsearch.web.rendering import render, site
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
    """One value: what it is called, how many documents have it, and the query that finds them."""

    text: str
    count: int
    query: str


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


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of one list."""

    list: BrowseList
    pages: Pages


def register(blueprint: Blueprint) -> None:
    """Add both pages to `blueprint`."""
    blueprint.add_url_rule("/browse", "browse", show)
    blueprint.add_url_rule("/browse/<name>", "browse_list", show_list)


def show() -> str:
    """The overview."""
    counts = site().searcher().counts(*LISTS, "year")
    lists = tuple(_list(name, counts.get(name, {}), 0, SHORT) for name in LISTS)
    years = {int(year): count for year, count in counts.get("year", {}).items()}
    page = BrowsePage(tuple(each for each in lists if each.entries), timeline(years))
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
    page = ListPage(
        _list(name, counts, offset, PAGE), pages(len(counts), PAGE, offset, len(counts))
    )
    return render("browse_list.html", page=page)


def _list(name: str, counts: Mapping[str, int], offset: int, size: int) -> BrowseList:
    """Values by number of documents, then by the alphabet."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
    chosen = ordered[offset : offset + size]
    shown = {"repository": repository_name, "fond": fond_name}.get(name, str)
    entries = tuple(Entry(shown(text), count, search_for(name, text)) for text, count in chosen)
    return BrowseList(name, _label(name), entries, len(counts))


def _label(name: str) -> str:
    return {
        "repository": _("Repositories"),
        "fond": _("Fonds"),
        "collection": _("Collections"),
        "person": _("People"),
        "place": _("Places"),
        "subject": _("Subjects"),
    }[name]
