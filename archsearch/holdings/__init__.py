"""What is described: documents, versions, references and dates. No I/O, no index."""

from archsearch.holdings.dates import ArchivalDate
from archsearch.holdings.document import Access, Document, Rights, Role, Version
from archsearch.holdings.pages import PageBreak
from archsearch.holdings.reference import Reference
from archsearch.holdings.scans import NO_BOXES, Scan, WordBox, WordBoxes

__all__ = [
    "NO_BOXES",
    "Access",
    "ArchivalDate",
    "Document",
    "PageBreak",
    "Reference",
    "Rights",
    "Role",
    "Scan",
    "Version",
    "WordBox",
    "WordBoxes",
]
