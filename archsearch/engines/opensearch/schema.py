"""Fields of an index → the mapping and the settings that OpenSearch is given.

Names begin with a letter that says what they are, so that a field and a number of one name don't
meet: `f` terms, `k` keywords, `n` numbers, `s` sort keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archsearch.engines.opensearch.encoding import GAP
from archsearch.engines.opensearch.settling import HOME
from archsearch.engines.whoosh.scoring import K1, B

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archsearch.engines.opensearch.statistics import FieldStatistics
    from archsearch.settings import OpenSearchSettings

ID = "id"
NUMBER = "number"
STORED = "stored"
LENGTHS = "lengths"
#: Lucene takes no longer term, and a query has none.
LONGEST_TERM = 8000
#: Positions of one text are one string, and no token of it may be cut in two.
_LONGEST_TOKEN = 1_000_000


def terms_field(name: str) -> str:
    """Name of a field of terms in OpenSearch."""
    return f"f_{name}"


def keyword_field(name: str) -> str:
    """Name of a keyword in OpenSearch."""
    return f"k_{name}"


def number_field(name: str) -> str:
    """Name of a number in OpenSearch."""
    return f"n_{name}"


def sort_field(name: str) -> str:
    """Name of a sort key in OpenSearch."""
    return f"s_{name}"


def similarity(fields: Mapping[str, FieldStatistics], documents: int) -> dict[str, Any]:
    """BM25 for each field, so that it scores as the default engine does.

    Lucene divides a field's length by the mean over documents that have the field, stacked terms
    counted; we by the mean over all documents, positions counted. With r the ratio of the two
    means, k1(1 - b) + k1 b length / ours equals k1'(1 - b') + k1' b' length / Lucene's for
    k1' = k1(1 - b + b r) and k1' b' = k1 b r.
    """
    found = {}
    for name, field in fields.items():
        ours = field.length / (documents or 1) or 1.0
        lucenes = field.occurrences / (field.documents or 1) or 1.0
        ratio = lucenes / ours
        k1 = K1 * (1 - B + B * ratio)
        found[terms_field(name)] = {"type": "BM25", "k1": k1, "b": K1 * B * ratio / k1}
    return found


def mapping(fields: Mapping[str, FieldStatistics], home: str) -> dict[str, Any]:
    """What each field is, and which home the index belongs to.

    The source is kept whole. Of one that leaves fields out OpenSearch keeps the whole beside it
    until it merges, to bring a copy up to date; told not to, it would make copies without them.
    """
    kinds = {"k_*": "keyword", "n_*": "long", "s_*": "keyword"}
    return {
        "_meta": {HOME: home},
        "dynamic_templates": [
            {pattern: {"match": pattern, "mapping": {"type": kind}}}
            for pattern, kind in kinds.items()
        ],
        "properties": {
            ID: {"type": "keyword"},
            NUMBER: {"type": "long", "index": False},
            # A column of its own: a hit is shown without its source being taken apart.
            STORED: {"type": "binary", "doc_values": True},
            LENGTHS: {"type": "object", "enabled": False},
            **{terms_field(name): _terms(name) for name in fields},
        },
    }


def _terms(name: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": "ready",
        "index_options": "positions",
        "similarity": terms_field(name),
    }


def index_settings(settings: OpenSearchSettings) -> dict[str, Any]:
    """How an index is kept and how its texts are taken apart."""
    return {
        "number_of_shards": settings.shards,
        "number_of_replicas": settings.replicas,
        "refresh_interval": "-1",
        # An update leaves no trace of what it replaced in the counts that scores come from.
        "merge.policy.expunge_deletes_allowed": 0,
        "mapping.total_fields.limit": 1000,
        "analysis": {
            "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": _LONGEST_TOKEN}},
            "filter": {
                "stacked": {
                    "type": "pattern_capture",
                    "preserve_original": False,
                    "patterns": ["([^|]+)"],
                },
                "gaps": {"type": "stop", "stopwords": [GAP]},
                "bounded": {"type": "length", "max": LONGEST_TERM},
            },
            "analyzer": {
                "ready": {
                    "type": "custom",
                    "tokenizer": "spaces",
                    "filter": ["stacked", "gaps", "bounded"],
                }
            },
        },
    }
