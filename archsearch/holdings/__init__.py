"""What is described: documents, versions, references and dates. No I/O, no index."""

from archsearch.holdings.dates import ArchivalDate
from archsearch.holdings.document import Access, Document, PageBreak, Rights, Role, Version
from archsearch.holdings.reference import Reference

__all__ = [
    "Access",
    "ArchivalDate",
    "Document",
    "PageBreak",
    "Reference",
    "Rights",
    "Role",
    "Version",
]
