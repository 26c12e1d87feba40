"""The start page and the hits: ``/`` and ``/?q=…``."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import make_response, request

from archsearch.analysis.via import Via
from archsearch.web.asking import answer
from archsearch.web.counting import searched
from archsearch.web.describing import Title, key_language, reference_text, titles, version_name
from archsearch.web.explaining import Explanation, explain
from archsearch.web.exporting import EXPORTS
from archsearch.web.faceting import facet_lists, hits_by_year
from archsearch.web.languages import current, language_name
from archsearch.web.languages import gettext as _
from archsearch.web.marking import render_marked
from archsearch.web.nothing import Attempt, attempts
from archsearch.web.notices import Notice, translate
from archsearch.web.paging import Pages, pages
from archsearch.web.parameters import SWITCHES, SearchRequest, chosen, search_request
from archsearch.web.rendering import render, site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flask import Blueprint, Response
    from markupsafe import Markup

    from archsearch.holdings import Document
    from archsearch.holdings.authority import Authority
    from archsearch.search import Hit, Passage, Results
    from archsearch.settings import Settings
    from archsearch.web.faceting import FacetList
    from archsearch.web.timeline import Timeline


#: A text of more characters fills several screens: links to it lead to its first match.
LONG = 6000
#: Persons and places that a query names; more are no help.
MOST_AUTHORITIES = 5


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One version's part of a passage: marked HTML, its language, whose it is, and its page."""

    html: Markup
    language: str
    version: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One passage, its versions side by side."""

    number: int
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class HitCard:
    """One hit as the page shows it.

    Attributes:
        id: id of the document.
        titles: its titles, that in the interface language first.
        date, reference, collection: as written, "" where not known.
        passages: the best passages.
        marks: name of the language and number of marks by version key.
        explanations: why it matched, by kind of match.
        remarks: what a reader should know before relying on it.
        is_long: whether its first match may be far below the beginning of its page.
    """

    id: str
    titles: tuple[Title, ...]
    date: str
    reference: str
    collection: str
    passages: tuple[PassageRow, ...]
    marks: Mapping[str, tuple[str, int]]
    explanations: tuple[Explanation, ...]
    remarks: tuple[str, ...] = ()
    is_long: bool = False

    @property
    def mark_count(self) -> int:
        """Marks in all versions together."""
        return sum(count for _, count in self.marks.values())


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The hits of one query."""

    request: SearchRequest
    results: Results
    cards: tuple[HitCard, ...]
    pages: Pages
    notices: tuple[Notice, ...]
    authorities: tuple[Authority, ...] = ()
    facets: tuple[FacetList, ...] = ()
    timeline: Timeline | None = None
    choices: Mapping[str, list[str]] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether a facet was chosen."""
        return any(self.request.selection.facets.values())

    @property
    def switches(self) -> Mapping[str, list[str]]:
        """What a link to a hit needs so that the same words are marked there."""
        return {name: self.choices[name] for name in SWITCHES if name in self.choices}

    @property
    def kinds(self) -> tuple[Via, ...]:
        """The kinds of mark on the page, strongest first."""
        present = {marked.via for card in self.cards for marked in card.explanations}
        return tuple(via for via in Via if via in present)


@dataclass(frozen=True, slots=True)
class StartPage:
    """The page before a question: what can be asked."""

    examples: tuple[str, ...]
    document_count: int
    empty_query: bool = False


def register(blueprint: Blueprint) -> None:
    """Add the page to `blueprint`."""
    blueprint.add_url_rule("/", "search", show)


def show() -> Response:
    """The start page without ``q``, else the hits."""
    asked = search_request(site().settings)
    if not asked.query:
        return _show_start(asked_for_nothing="q" in request.args)
    return make_response(
        render("search.html", page=search_page(asked, site().settings), exports=EXPORTS)
    )


def search_page(asked: SearchRequest, settings: Settings) -> SearchPage:
    """Search, and put the answer into the page's own value."""
    results = answer(asked)
    searched(asked.query, results)
    return SearchPage(
        request=asked,
        results=results,
        cards=tuple(hit_card(hit) for hit in results.hits),
        pages=pages(results.total, asked.limit, asked.offset, settings.web.max_offset),
        notices=translate(results.notices),
        authorities=site().searcher().authorities_in(asked.query)[:MOST_AUTHORITIES],
        facets=facet_lists(results.facets),
        timeline=hits_by_year(results.facets),
        choices=chosen(),
        attempts=() if results.total else attempts(site().searcher(), asked.query),
    )


def hit_card(hit: Hit) -> HitCard:
    """One hit as the page shows it."""
    document = hit.document
    return HitCard(
        id=hit.id,
        titles=titles(document),
        date=document.date.written or document.date.edtf,
        reference=reference_text(document),
        collection=document.collection,
        passages=tuple(passage_row(document, passage) for passage in hit.passages),
        marks={
            version.key: (language_name(version.language), hit.marks[version.key])
            for version in document.versions
            if hit.marks.get(version.key)
        },
        explanations=explain(hit.matched),
        remarks=tuple(_remarks(hit)),
        is_long=any(len(version.text) > LONG for version in document.versions),
    )


def _remarks(hit: Hit) -> Iterator[str]:
    if hit.date_is == "possible":
        yield _("The date is not certain: it may be another one.")
    if hit.words_apart:
        yield _("The words stand far apart in this document.")


def passage_row(document: Document, passage: Passage) -> PassageRow:
    """One passage with its versions side by side."""
    return PassageRow(
        number=passage.number,
        excerpts=tuple(
            Excerpt(
                render_marked(marked),
                marked.language or key_language(document, key),
                version_name(version) if (version := document.version(key)) else key,
                marked.page_name(current()),
            )
            for key, marked in passage.texts.items()
        ),
    )


def _show_start(*, asked_for_nothing: bool) -> Response:
    searcher = site().searcher()
    page = StartPage(site().examples(), searcher.document_count, asked_for_nothing)
    response = make_response(render("start.html", page=page))
    response.status_code = HTTPStatus.BAD_REQUEST if asked_for_nothing else HTTPStatus.OK
    return response
