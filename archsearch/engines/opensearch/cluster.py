"""Indexes of the cluster: made, cloned, finished, removed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import opensearchpy

from archsearch.engines.opensearch.schema import index_settings, mapping, similarity
from archsearch.errors import IndexingError

if TYPE_CHECKING:
    from archsearch.engines.opensearch.statistics import Statistics
    from archsearch.settings import OpenSearchSettings

#: Seconds that making, cloning and merging may take; the cluster is told to hurry by nobody.
_PATIENCE = 600


def create(
    client: Any,  # noqa: ANN401 - the client's calls are untyped
    index: str,
    statistics: Statistics[str],
    settings: OpenSearchSettings,
    home: str,
) -> None:
    """Make an empty index that scores as `statistics` say."""
    own = index_settings(settings)
    own["similarity"] = similarity(statistics.fields, statistics.documents)
    body = {"settings": {"index": own}, "mappings": mapping(statistics.fields, home)}
    client.indices.create(index=index, body=body, request_timeout=_PATIENCE)


def clone(
    client: Any,  # noqa: ANN401 - as above
    base: str,
    index: str,
    statistics: Statistics[str],
    home: str,
) -> None:
    """Make an index with all of `base`, which shares its files, and that scores anew."""
    open_again = {"settings": {"index.blocks.write": None}}
    client.indices.clone(
        index=base,
        target=index,
        body=open_again,
        request_timeout=_PATIENCE,
        wait_for_active_shards="1",
    )
    client.cluster.health(index=index, wait_for_status="yellow", request_timeout=_PATIENCE)
    client.indices.close(index=index, request_timeout=_PATIENCE)
    own = {"similarity": similarity(statistics.fields, statistics.documents)}
    client.indices.put_settings(index=index, body={"index": own})
    client.indices.open(index=index, request_timeout=_PATIENCE, wait_for_active_shards="1")
    made = mapping(statistics.fields, home)
    changed = {"properties": made["properties"], "_meta": made["_meta"]}
    client.indices.put_mapping(index=index, body=changed)


def expunge(client: Any, index: str) -> None:  # noqa: ANN401 - as above
    """Take documents that were deleted out of the counts that scores come from, in every copy."""
    # A copy that is still being made would keep what it has of them, and score otherwise.
    client.cluster.health(
        index=index,
        wait_for_events="languid",
        wait_for_no_initializing_shards=True,
        timeout=f"{_PATIENCE}s",
        request_timeout=_PATIENCE + 10,
    )
    client.indices.refresh(index=index, request_timeout=_PATIENCE)
    client.indices.forcemerge(index=index, only_expunge_deletes=True, request_timeout=_PATIENCE)


def finish(client: Any, index: str, documents: int, settings: OpenSearchSettings) -> None:  # noqa: ANN401 - as above
    """Make all documents findable, count them, and close the index to writing.

    Raises:
        IndexingError: the count is wrong.
    """
    client.indices.refresh(index=index, request_timeout=_PATIENCE)
    found = client.count(index=index)["count"]
    if found != documents:
        raise IndexingError(
            f"OpenSearch has {found} documents of {documents}; the index was not put to use."
        )
    client.indices.put_settings(index=index, body={"index.blocks.write": True})
    client.cluster.health(
        index=index,
        wait_for_status="yellow",
        timeout=f"{settings.patience:g}s",
        request_timeout=settings.patience + settings.timeout,
    )


def remove(client: Any, index: str) -> None:  # noqa: ANN401 - as above
    """Remove an index if it is there and the cluster can be reached."""
    with suppress(opensearchpy.OpenSearchException):
        client.indices.delete(index=index, ignore_unavailable=True)
