"""How the server does, for Prometheus: ``/metrics``, where the setting `web.metrics` asks for it.

Views are named, addresses and queries never. Needs the extra ``archsearch[metrics]``.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archsearch.errors import IndexUnavailableError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prometheus_client import Metric

    from archsearch.search import Searcher

#: Seconds; the first are those of an answer from memory, the last is beyond the time limit.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts of one application; safe for several threads.

    Raises:
        SettingsError: the library isn't installed.
    """

    def __init__(self, searcher: Callable[[], Searcher]) -> None:
        try:
            import prometheus_client as prometheus  # noqa: PLC0415 - an extra; 0.1 s to load
        except ImportError as error:
            raise SettingsError(
                "web.metrics needs the library prometheus-client: pip install 'archsearch[metrics]'"
            ) from error
        self._prometheus = prometheus
        self._registry = prometheus.CollectorRegistry()
        self._seconds = prometheus.Histogram(
            "archsearch_request_seconds", "How long answers took.", ["view", "status"],
            buckets=_BUCKETS, registry=self._registry,
        )  # fmt: skip
        self._nothing = prometheus.Counter(
            "archsearch_searches_without_hits", "Searches that found nothing.",
            registry=self._registry,
        )  # fmt: skip
        prometheus.ProcessCollector(registry=self._registry)
        self._registry.register(_OfIndex(searcher))

    def answered(self, view: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._seconds.labels(view, str(status)).observe(seconds)

    def found_nothing(self) -> None:
        """Count a search without hits."""
        self._nothing.inc()

    def exposition(self) -> tuple[bytes, str]:
        """Everything in Prometheus' text format, and its media type."""
        text: bytes = self._prometheus.generate_latest(self._registry)
        return text, self._prometheus.CONTENT_TYPE_LATEST


class _OfIndex:
    """What the index says when it is asked: how many documents, and how old it is."""

    def __init__(self, searcher: Callable[[], Searcher]) -> None:
        self._searcher = searcher

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: the index needn't be open yet."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Three gauges; the first alone where there is no index."""
        from prometheus_client.core import GaugeMetricFamily as Gauge  # noqa: PLC0415 - an extra

        try:
            searcher = self._searcher()
            documents, built = searcher.document_count, searcher.manifest.built
        except IndexUnavailableError:
            yield Gauge("archsearch_ready", "Whether the index can be searched.", 0)
            return
        yield Gauge("archsearch_ready", "Whether the index can be searched.", 1)
        yield Gauge("archsearch_documents", "Documents that can be found.", documents)
        yield Gauge(
            "archsearch_index_built_timestamp_seconds",
            "When the index was built.",
            datetime.datetime.fromisoformat(built).timestamp(),
        )
