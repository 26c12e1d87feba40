"""What there is to search, and how: ``/about`` and ``/help``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_datetime
from babel.numbers import format_decimal

from archsearch.web.languages import current
from archsearch.web.rendering import kiosk, render, site

if TYPE_CHECKING:
    from flask import Blueprint


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The collection in figures, each written as the interface language writes numbers.

    Attributes:
        documents: those that can be found here.
        versions, passages: those of the whole index, "" where only a part of it is shown.
        years: the first and the last year that a document is of, "" where none is dated.
        built: when the index was last rebuilt.
    """

    documents: str
    versions: str
    passages: str
    years: str
    built: str


def register(blueprint: Blueprint) -> None:
    """Add both pages to `blueprint`."""
    blueprint.add_url_rule("/about", "about", show_about)
    blueprint.add_url_rule("/help", "help", show_help)


def show_about() -> str:
    """Counts, and when the index was last rebuilt."""
    searcher = site().searcher()
    manifest = searcher.manifest
    built = datetime.datetime.fromisoformat(manifest.built)
    locale = current()
    limits = kiosk()
    part = limits is not None and limits.collection
    years = sorted(map(int, searcher.counts("year").get("year", {})))
    page = AboutPage(
        documents=format_decimal(searcher.document_count, locale=locale),
        versions="" if part else format_decimal(manifest.versions, locale=locale),
        passages="" if part else format_decimal(manifest.passages, locale=locale),
        years="–".join(dict.fromkeys(map(str, years[:1] + years[-1:]))),
        built=format_datetime(built, "d MMMM y, HH:mm", locale=locale) + " UTC",
    )
    return render("about.html", page=page)


def show_help() -> str:
    """How to ask."""
    return render("help.html")
