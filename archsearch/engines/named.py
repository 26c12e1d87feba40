"""The engine that a setting names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.engines.opensearch import OpenSearchEngine
from archsearch.engines.whoosh import WhooshEngine
from archsearch.errors import SettingsError

if TYPE_CHECKING:
    from archsearch.engines.base import Engine
    from archsearch.settings import OpenSearchSettings


def engine_named(name: str, cluster: OpenSearchSettings | None = None) -> Engine:
    """The engine of that name.

    Args:
        name: "whoosh" or "opensearch".
        cluster: where the second finds its cluster; None means the defaults.

    Raises:
        SettingsError: there is none.
    """
    if name == WhooshEngine.name:
        return WhooshEngine()
    if name == OpenSearchEngine.name:
        return OpenSearchEngine(cluster)
    raise SettingsError(
        f"There is no engine “{name}”; choose “{WhooshEngine.name}” or “{OpenSearchEngine.name}”."
    )
