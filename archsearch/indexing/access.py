"""What an audience may not see doesn't go into its index: so nothing can leak it.

A document arrives as it was read; it leaves whole, by its description alone, or not at all.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from archsearch.holdings import Access
from archsearch.holdings.dates import parse_date

if TYPE_CHECKING:
    import datetime

    from archsearch.holdings import Document


class Audience(StrEnum):
    """Who an index is for (the setting ``index.audience``)."""

    PUBLIC = "public"
    READING_ROOM = "reading-room"
    STAFF = "staff"


class Extent(StrEnum):
    """How much of a document goes into an index."""

    WHOLE = "whole"
    DESCRIPTION = "description"
    NOTHING = "nothing"


_EXTENTS = {
    Audience.PUBLIC: {
        Access.OPEN: Extent.WHOLE,
        Access.READING_ROOM: Extent.DESCRIPTION,
        Access.METADATA_ONLY: Extent.DESCRIPTION,
        Access.CLOSED: Extent.NOTHING,
    },
    Audience.READING_ROOM: {
        Access.OPEN: Extent.WHOLE,
        Access.READING_ROOM: Extent.WHOLE,
        Access.METADATA_ONLY: Extent.DESCRIPTION,
        Access.CLOSED: Extent.NOTHING,
    },
    Audience.STAFF: dict.fromkeys(Access, Extent.WHOLE),
}


def shown_to(document: Document, audience: Audience, today: datetime.date) -> Document | None:
    """The document as an audience may see it, or None.

    Args:
        document: as it was read.
        audience: who the index is for.
        today: a restriction that has ended by then no longer counts. One whose end can't be
            read never ends.
    """
    access = Access.OPEN if _has_ended(document.access_until, today) else document.access
    extent = _EXTENTS[audience][access]
    if extent is Extent.NOTHING:
        return None
    if extent is Extent.DESCRIPTION:
        # A summary and page images tell what the text says.
        return replace(document, versions=(), scans=(), iiif_manifest="")
    return document


def _has_ended(until: str, today: datetime.date) -> bool:
    end = parse_date(until).end if until else None
    return end is not None and end < today.toordinal()
