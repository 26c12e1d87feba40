"""The engine for archives that outgrow one machine: an index in an OpenSearch cluster.

Terms are sent ready-made, so no plugin and no script is needed. Scores are those of the default
engine: OpenSearch multiplies by its own inverse document frequency, which the query's boosts take
back, and its mean field length, which the parameters of the similarity take back. Both engines
round field lengths as Lucene does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.settings import OpenSearchSettings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from archsearch.engines.base import IndexReader, IndexWriter


class OpenSearchEngine:
    """Keeps an index in a cluster; an `archsearch.engines.base.Engine`.

    The folder holds what is said about the index (`State`) and its dictionary; the documents and
    their postings are in the cluster.
    """

    name = "opensearch"

    def __init__(self, settings: OpenSearchSettings | None = None) -> None:
        self._settings = settings or OpenSearchSettings()

    def writer(
        self, path: Path, boosts: Mapping[str, float], base: Path | None = None
    ) -> IndexWriter:
        """A writer into the new, empty folder `path`; see `archsearch.engines.base.Engine`."""
        # The client library is an extra; without it the other engine still works.
        from archsearch.engines.opensearch.writer import OpenSearchWriter  # noqa: PLC0415

        return OpenSearchWriter(path, boosts, self._settings, base)

    def reader(self, path: Path, without: Collection[str] = ()) -> IndexReader:
        """Open what a writer committed to `path`; see `archsearch.engines.base.Engine`.

        Raises:
            IndexUnavailableError: nothing there, damaged, of another format, or the cluster
                doesn't answer.
        """
        from archsearch.engines.opensearch.reader import OpenSearchReader  # noqa: PLC0415

        return OpenSearchReader(path, self._settings, without)

    def settle(self, current: Path, kept: Sequence[Path]) -> None:
        """Point the alias to `current`; remove indexes that no folder speaks of any more.

        Raises:
            IndexUnavailableError: the cluster doesn't answer.
        """
        from archsearch.engines.opensearch.settling import settle  # noqa: PLC0415

        settle(current, kept, self._settings)


__all__ = ["OpenSearchEngine"]
