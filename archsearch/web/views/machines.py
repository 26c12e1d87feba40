"""What browsers, feed readers and search engines ask for.

``/opensearch.xml`` lets a browser add the search, ``/feed.atom?q=…`` follows a search (RFC 4287),
``/robots.txt`` and ``/sitemap.xml`` tell search engines what to read.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from flask import Response
from werkzeug.exceptions import BadRequest, NotFound

from archsearch.web.asking import answer
from archsearch.web.describing import titles
from archsearch.web.languages import current
from archsearch.web.languages import gettext as _
from archsearch.web.marking import without_controls as xml_text
from archsearch.web.parameters import chosen, search_request
from archsearch.web.rendering import public_link, site

if TYPE_CHECKING:
    from flask import Blueprint

    from archsearch.search import Hit

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: Views that no search engine needs, besides searches: the same in other forms.
NOT_FOR_ROBOTS = ("feed", "export", "concordance", "concordance_csv")
#: Addresses that the protocol allows in one file.
SITEMAP_SIZE = 50_000
#: Hits that a feed holds.
FEED_SIZE = 50


def register(blueprint: Blueprint) -> None:
    """Add the addresses to `blueprint`."""
    blueprint.add_url_rule("/opensearch.xml", "opensearch", opensearch)
    blueprint.add_url_rule("/feed.atom", "feed", feed)
    blueprint.add_url_rule("/robots.txt", "robots", robots)
    blueprint.add_url_rule("/sitemap.xml", "sitemap", sitemap)
    blueprint.add_url_rule("/sitemap-<int:part>.xml", "sitemap_part", sitemap_part)


def opensearch() -> Response:
    """The description of this search (OpenSearch 1.1)."""
    title = xml_text(site().settings.web.title)
    root = Xml.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    Xml.SubElement(root, "ShortName").text = title[:16]
    Xml.SubElement(root, "LongName").text = title[:48]
    Xml.SubElement(root, "Description").text = _("Search the documents")
    Xml.SubElement(root, "InputEncoding").text = "UTF-8"
    address = public_link("search")
    pattern = (
        f"{address}?q={{searchTerms}}&offset={{startIndex?}}&limit={{count?}}&lang={current()}"
    )
    Xml.SubElement(root, "Url", type="text/html", template=pattern, indexOffset="0")
    Xml.SubElement(
        root, "Url", type="application/atom+xml",
        template=f"{public_link('feed')}?q={{searchTerms}}",
    )  # fmt: skip
    return _xml(root, "application/opensearchdescription+xml")


def feed() -> Response:
    """The first hits of a search as an Atom feed.

    Raises:
        BadRequest: nothing was asked.
    """
    asked = search_request(site().settings)
    if not asked.query:
        raise BadRequest(_("Nothing was asked: give a query as “q”."))
    results = answer(replace(asked, limit=FEED_SIZE, offset=0, cursor=""))
    updated = results.index_built
    choices = chosen()
    root = Xml.Element("feed", xmlns=ATOM)
    Xml.SubElement(root, "title").text = xml_text(f"{asked.query} – {site().settings.web.title}")
    Xml.SubElement(root, "id").text = public_link("feed", **choices)
    Xml.SubElement(root, "link", rel="self", href=public_link("feed", **choices))
    Xml.SubElement(root, "link", rel="alternate", href=public_link("search", **choices))
    Xml.SubElement(root, "updated").text = updated
    author = Xml.SubElement(root, "author")
    Xml.SubElement(author, "name").text = xml_text(site().settings.web.title)
    for hit in results.hits:
        _entry(root, hit, asked.query, updated)
    return _xml(root, "application/atom+xml")


def robots() -> Response:
    """What search engines may read: documents if the settings say so, never searches."""
    if not site().settings.web.robots:
        return Response("User-agent: *\nDisallow: /\n", content_type="text/plain")
    searches = public_path("search") + "?"
    paths = [searches, *map(public_path, NOT_FOR_ROBOTS), public_path("api") + "/"]
    # A document's page with a query is the same document with marks.
    paths.append(public_path("search") + "documents/*?")
    lines = [f"Disallow: {path}" for path in paths]
    lines.append(f"Sitemap: {public_link('sitemap')}")
    return Response("\n".join(["User-agent: *", *lines, ""]), content_type="text/plain")


def sitemap() -> Response:
    """The addresses of every document (sitemaps.org 0.9); of more than one file holds, those files.

    Raises:
        NotFound: the settings keep search engines out.
    """
    _check_robots()
    number = -(-site().searcher().document_count // SITEMAP_SIZE)
    if number <= 1:
        return sitemap_part(0)
    root = Xml.Element("sitemapindex", xmlns=SITEMAP)
    for part in range(number):
        entry = Xml.SubElement(root, "sitemap")
        Xml.SubElement(entry, "loc").text = public_link("sitemap_part", part=str(part))
    return _xml(root, "application/xml")


def sitemap_part(part: int) -> Response:
    """So many addresses as one file may hold.

    Raises:
        NotFound: the settings keep search engines out, or there is no such part.
    """
    _check_robots()
    ids = site().searcher().document_ids()
    root = Xml.Element("urlset", xmlns=SITEMAP)
    for document_id in islice(ids, part * SITEMAP_SIZE, (part + 1) * SITEMAP_SIZE):
        entry = Xml.SubElement(root, "url")
        Xml.SubElement(entry, "loc").text = public_link("document", document_id=document_id)
    if part and not len(root):
        raise NotFound
    return _xml(root, "application/xml")


def _check_robots() -> None:
    if not site().settings.web.robots:
        raise NotFound


def public_path(endpoint: str, **values: str) -> str:
    """The path of a view's public address."""
    address = public_link(endpoint, **values)
    return "/" + address.split("://", 1)[-1].partition("/")[2]


def _entry(root: Xml.Element, hit: Hit, query: str, updated: str) -> None:
    entry = Xml.SubElement(root, "entry")
    address = public_link("document", document_id=hit.id)
    Xml.SubElement(entry, "title").text = xml_text(titles(hit.document)[0].text)
    Xml.SubElement(entry, "id").text = address
    Xml.SubElement(
        entry, "link", rel="alternate", href=public_link("document", document_id=hit.id, q=query)
    )
    Xml.SubElement(entry, "updated").text = updated
    passage = " / ".join(marked.text for row in hit.passages[:1] for marked in row.texts.values())
    Xml.SubElement(entry, "summary").text = xml_text(passage or hit.document.summary)


def _xml(root: Xml.Element, media_type: str) -> Response:
    text = Xml.tostring(root, encoding="unicode")
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n' + text
    return Response(declared, content_type=f"{media_type}; charset=utf-8")
