"""What there is to search, and how: ``/about`` and ``/help``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_datetime
from babel.numbers import format_decimal

from archsearch.web.languages import current
from archsearch.web.rendering import render, site

if TYPE_CHECKING:
    from flask import Blueprint


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The collection in figures, each written as the interface language writes numbers."""

    documents: str
    versions: str
    passages: str
    built: str


def register(blueprint: Blueprint) -> None:
    """Add both pages to `blueprint`."""
    blueprint.add_url_rule("/about", "about", show_about)
    blueprint.add_url_rule("/help", "help", show_help)


def show_about() -> str:
    """Counts, and when the index was last rebuilt."""
    manifest = site().searcher().manifest
    built = datetime.datetime.fromisoformat(manifest.built)
    locale = current()
    page = AboutPage(
        documents=format_decimal(manifest.documents, locale=locale),
        versions=format_decimal(manifest.versions, locale=locale),
        passages=format_decimal(manifest.passages, locale=locale),
        built=format_datetime(built, "d MMMM y, HH:mm", locale=locale) + " UTC",
    )
    return render("about.html", page=page)


def show_help() -> str:
    """How to ask."""
    return render("help.html")
