"""Full-text search over archival holdings in Russian and English.

The public names; everything else is reached through them or is private to a room.
`docs/architecture.md` follows one delo from its file to a highlighted hit.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_ROOMS = {
    "ArchsearchError": "archsearch.errors",
    "Results": "archsearch.search",
    "Searcher": "archsearch.search",
    "Settings": "archsearch.settings",
    "load_settings": "archsearch.settings",
    "open_index": "archsearch.search",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562): a command needs few of them."""
    if name in _ROOMS:
        return getattr(import_module(_ROOMS[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
