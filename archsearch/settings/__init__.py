"""Settings: what can be set, and where it is read from."""

from archsearch.settings.loading import load_settings
from archsearch.settings.tables import (
    AnalysisSettings,
    IndexSettings,
    KioskSettings,
    LoggingSettings,
    OpenSearchSettings,
    ReadingSettings,
    RepositoriesSettings,
    SearchSettings,
    Settings,
    WebSettings,
)

__all__ = [
    "AnalysisSettings",
    "IndexSettings",
    "KioskSettings",
    "LoggingSettings",
    "OpenSearchSettings",
    "ReadingSettings",
    "RepositoriesSettings",
    "SearchSettings",
    "Settings",
    "WebSettings",
    "load_settings",
]
