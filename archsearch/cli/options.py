"""What every command shares: the settings and the options that override them."""

from __future__ import annotations

import dataclasses
import functools
import logging
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from archsearch.cli.logs import SHOWN, is_logged_as_json, write_logs
from archsearch.errors import ArchsearchError
from archsearch.holdings.repositories import add_repositories
from archsearch.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from archsearch.settings import Settings

logger = logging.getLogger(__name__)

_Result = TypeVar("_Result")

#: Exit codes: done; done, but something was refused or failed; the command was misused.
DONE, FAILED, MISUSED = 0, 1, 2


class KnownProblem(click.ClickException):
    """A known problem, shown as one sentence."""

    exit_code = FAILED

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it, unless the log says it in that place; the log has it anyway."""
        in_log = is_logged_as_json()
        logger.error(self.message, extra={SHOWN: not in_log})
        if not in_log:
            super().show(file)


class Group(click.Group):
    """A group whose commands show every `ArchsearchError` as one sentence, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what click declares
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ArchsearchError as error:
            raise KnownProblem(str(error)) from error


def settings_option(command: Callable[..., _Result]) -> Callable[..., _Result]:
    """Add `--config` and `--index`; the command gets `settings`."""

    @click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Settings file (default: archsearch.toml where present).",
    )
    @click.option(
        "--index",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the index (default: index).",
    )
    @functools.wraps(command)
    def with_settings(*, config: Path | None, index: Path | None, **rest: Any) -> _Result:  # noqa: ANN401 - the command's own
        settings = _settings(config, index)
        write_logs(settings.logging, watched=True)
        return command(settings=settings, **rest)

    return with_settings


def _settings(config: Path | None, index: Path | None) -> Settings:
    settings = load_settings(config)
    add_repositories(settings.repositories.names)
    if index is None:
        return settings
    return dataclasses.replace(settings, index=dataclasses.replace(settings.index, path=index))
