"""Full-text search over archival holdings in Russian and English.

The public names; everything else is reached through them or is private to a room.
`docs/architecture.md` follows one delo from its file to a highlighted hit.
"""

from __future__ import annotations

from archsearch.errors import ArchsearchError
from archsearch.search import Results, Searcher, open_index
from archsearch.settings import Settings, load_settings

__all__ = [
    "ArchsearchError",
    "Results",
    "Searcher",
    "Settings",
    "load_settings",
    "open_index",
]

__version__ = "0.1.0"
