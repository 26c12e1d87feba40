"""Log lines: in the form, at the level and in the file that the settings name."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, TextIO

from pythonjsonlogger.json import JsonFormatter

from archsearch.errors import SettingsError

if TYPE_CHECKING:
    from archsearch.settings import LoggingSettings

#: Levels by the names that the settings give them.
LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}
#: Our own handlers, so that a second call replaces them.
_NAME = "archsearch"
#: Attribute of a record that people were shown in another way.
SHOWN = "shown"
_PLAIN = "%(asctime)s %(levelname)s %(message)s"
_JSON = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "error"}


def write_logs(settings: LoggingSettings, *, watched: bool = False) -> None:
    """Write log lines to the standard error stream, and to a file where one is set.

    Args:
        settings: how.
        watched: whether a person watches this command do its work on a terminal, and is told in
            another way how far it is: then only warnings are written there.

    Raises:
        SettingsError: a setting names no level, no form, or a file that can't be written.
    """
    level, formatter = _level(settings), _formatter(settings)
    own = [each for each in logging.root.handlers if each.name == _NAME]
    for handler in own:
        logging.root.removeHandler(handler)
        handler.close()
    _add(_Stderr(), formatter, logging.WARNING if watched and sys.stderr.isatty() else level)
    if settings.file:
        try:
            _add(logging.FileHandler(settings.file, encoding="utf-8"), formatter, level)
        except OSError as error:
            raise SettingsError(
                f"“logging.file” is {settings.file}, which can't be written: {error.strerror}."
            ) from error
    # Of other libraries only what went wrong.
    logging.root.setLevel(logging.WARNING)
    logging.getLogger("archsearch").setLevel(level)


def is_logged_as_json() -> bool:
    """Whether programs read the standard error stream."""
    return any(isinstance(each.formatter, JsonFormatter) for each in logging.root.handlers)


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to what is the standard error stream now: a progress display takes its place."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        if not getattr(record, SHOWN, False):
            self.stream = sys.stderr
            super().emit(record)


def _add(handler: logging.Handler, formatter: logging.Formatter, level: int) -> None:
    handler.name = _NAME
    handler.setFormatter(formatter)
    handler.setLevel(level)
    logging.root.addHandler(handler)


def _level(settings: LoggingSettings) -> int:
    try:
        return LEVELS[settings.level]
    except KeyError:
        raise SettingsError(
            f"“logging.level” must be one of {', '.join(LEVELS)}, not “{settings.level}”."
        ) from None


def _formatter(settings: LoggingSettings) -> logging.Formatter:
    if settings.format == "plain":
        return logging.Formatter(_PLAIN)
    if settings.format != "json":
        raise SettingsError(f"“logging.format” must be plain or json, not “{settings.format}”.")
    formatter = JsonFormatter(
        ["asctime", "levelname", "name", "message"],
        "%Y-%m-%dT%H:%M:%SZ",
        rename_fields=_JSON,
        json_ensure_ascii=False,
    )
    formatter.converter = time.gmtime
    return formatter
