"""A citation → what a page says about itself to machines.

Dublin Core (DCMI Metadata Terms) and Highwire "citation" tags, which Zotero's connector reads, and
schema.org's ArchiveComponent as JSON-LD, which search engines read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from archsearch.web.citing.cited import Cited


def meta_tags(cited: Cited) -> tuple[tuple[str, str], ...]:
    """Names and contents of the page's meta elements."""
    day = "-".join(f"{part:02d}" for part in cited.date_parts)
    tags = [
        ("citation_title", cited.title),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_language", cited.language),
        ("citation_public_url", cited.address),
        ("DC.title", cited.title),
        ("DC.type", "manuscript"),
        ("DC.date", day),
        ("DC.identifier", cited.address),
        ("DC.source", cited.archive),
        ("DC.publisher", cited.collection),
        ("DC.language", cited.language),
        ("DC.description", cited.summary),
        ("DC.rights", cited.rights),
        *(("DC.contributor", name) for name in cited.translators),
        *(("DC.subject", subject) for subject in cited.subjects),
    ]
    return tuple((name, content) for name, content in tags if content)


def json_ld(cited: Cited) -> Markup:
    """The content of the page's ``application/ld+json`` block."""
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["ArchiveComponent", "Manuscript"],
        "@id": cited.address,
        "url": cited.address,
        "name": cited.title,
        "abstract": cited.summary,
        "dateCreated": "-".join(f"{part:02d}" for part in cited.date_parts) or cited.date,
        "inLanguage": cited.language,
        "itemLocation": cited.archive,
        "holdingArchive": {"@type": "ArchiveOrganization", "name": cited.repository}
        if cited.repository
        else None,
        "isPartOf": {"@type": "Collection", "name": cited.collection} if cited.collection else None,
        "translator": [{"@type": "Person", "name": name} for name in cited.translators],
        "keywords": list(cited.subjects),
        "sameAs": cited.source,
        "usageInfo": cited.rights,
    }
    kept = {name: value for name, value in described.items() if value}
    # "<" can't stand in the block as it is: "</script>" in a title would end it.
    text = json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - escaped for the one place where it is put
