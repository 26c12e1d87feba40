"""The engine that a setting names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.engines.whoosh import WhooshEngine
from archsearch.errors import SettingsError

if TYPE_CHECKING:
    from archsearch.engines.base import Engine


def engine_named(name: str) -> Engine:
    """The engine of that name.

    Raises:
        SettingsError: there is none.
    """
    if name == WhooshEngine.name:
        return WhooshEngine()
    raise SettingsError(f"There is no engine “{name}”; choose “{WhooshEngine.name}”.")
