"""Whether the other engine would serve an index of this size better.

What arrives is a manifest; what leaves is a sentence, or nothing. docs/scaling.md has the figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.indexing.generation import Manifest

#: On one core 12,000 documents take about a minute for the index core alone, so a million takes a
#: working day with everything else; beyond, a rebuild no longer fits in a night.
MOST_ON_ONE_MACHINE = 1_000_000
#: An answer over the network costs ten to a hundred times what it costs in the process.
FEWEST_IN_A_CLUSTER = 50_000


def advice(manifest: Manifest) -> str:
    """What to consider, or "" if the engine fits."""
    if manifest.engine == "whoosh" and manifest.documents > MOST_ON_ONE_MACHINE:
        return (
            f"{manifest.documents} documents are many for one machine: a rebuild took "
            f"{manifest.seconds / 3600:.1f} hours. The engine “opensearch” spreads them "
            "over several (docs/scaling.md)."
        )
    if manifest.engine == "opensearch" and manifest.documents < FEWEST_IN_A_CLUSTER:
        return (
            f"{manifest.documents} documents need no cluster: the engine “whoosh” answers "
            "ten times as fast on one machine (docs/scaling.md)."
        )
    return ""
