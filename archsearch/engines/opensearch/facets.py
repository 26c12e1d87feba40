"""Counts of keywords over all documents that match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archsearch.engines.opensearch.schema import keyword_field

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Values counted with the search itself; OpenSearch allows 65,535 in one answer.
AT_ONCE = 5000


def facet_bodies(names: Sequence[str]) -> dict[str, Any]:
    """What OpenSearch is asked to count."""
    return {name: {"terms": {"field": keyword_field(name), "size": AT_ONCE}} for name in names}


def all_values(
    client: Any,  # noqa: ANN401 - the client's calls are untyped
    index: str,
    query: dict[str, Any],
    counted: dict[str, Any],
) -> dict[str, dict[str, int]]:
    """The counts that came with a search, and the rest where a keyword has more values."""
    return {
        name: _by_value(client, index, query, name)
        if found.get("sum_other_doc_count")
        else {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}
        for name, found in counted.items()
    }


def _by_value(client: Any, index: str, query: dict[str, Any], name: str) -> dict[str, int]:  # noqa: ANN401 - as above
    values: dict[str, int] = {}
    after: dict[str, Any] = {}
    while True:
        source = {"value": {"terms": {"field": keyword_field(name)}}}
        composite = {"size": AT_ONCE, "sources": [source], **after}
        body = {"query": query, "size": 0, "aggs": {"all": {"composite": composite}}}
        found = client.search(index=index, body=body)["aggregations"]["all"]
        values |= {bucket["key"]["value"]: bucket["doc_count"] for bucket in found["buckets"]}
        if "after_key" not in found:
            return values
        after = {"after": found["after_key"]}
