"""After a build: the alias moves to the index that is served, and indexes that nobody needs go.

The generations of one index lie side by side, so the folder that holds them is its *home*; every
index in the cluster says which home it belongs to. Several homes may share a cluster and a prefix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.engines.opensearch.connection import asking, connect
from archsearch.engines.opensearch.state import State
from archsearch.errors import IndexUnavailableError
from archsearch.systems import host_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from archsearch.settings import OpenSearchSettings

#: Name of the note in an index's mapping.
HOME = "home"


def home_of(path: Path) -> str:
    """The home of the index in the folder `path`: machine and folder of its generations."""
    return f"{host_name()}:{path.resolve().parent.parent}"


def settle(current: Path, kept: Sequence[Path], settings: OpenSearchSettings) -> None:
    """Point the alias to the index of `current`; remove those of its home that aren't `kept`.

    Raises:
        IndexUnavailableError: the cluster doesn't answer, or `current` can't be read.
    """
    served = State.read(current).index
    wanted = {served, *(name for path in kept if (name := _index_of(path)))}
    client = connect(settings)
    with asking(settings, served):
        found = client.indices.get_mapping(index=f"{settings.prefix}-*")
        own = [
            name
            for name, each in found.items()
            if each["mappings"].get("_meta", {}).get(HOME) == home_of(current)
        ]
        moves = [{"remove": {"index": name, "alias": settings.prefix}} for name in own]
        added = {"add": {"index": served, "alias": settings.prefix}}
        for move in moves:
            move["remove"]["must_exist"] = False
        client.indices.update_aliases(body={"actions": [*moves, added]})
        for name in own:
            if name not in wanted:
                client.indices.delete(index=name, ignore_unavailable=True)


def _index_of(path: Path) -> str:
    """The index that a folder speaks of; "" for that of another engine."""
    try:
        return State.read(path).index
    except IndexUnavailableError:
        return ""
