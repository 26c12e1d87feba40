"""The command group; a command's module is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

import archsearch
from archsearch.cli.options import Group

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Module and name of each command: one of them runs, and the others needn't be loaded for it.
COMMANDS = {
    "manifest": "manifest:manifest",
    "check": "index:check",
    "index": "index:index",
    "withdraw": "withdraw:withdraw",
    "restore": "withdraw:restore",
    "search": "search:search",
    "show": "search:show",
    "serve": "serve:serve",
    "start": "start:start",
    "demo": "start:demo",
    "report": "report:report",
    "analyze": "analyze:analyze",
    "names": "names:names",
    "lexicon": "lexicon:lexicon",
    "eval": "evaluate:evaluate",
}


class LazyGroup(Group):
    """A group whose commands are imported on demand."""

    def __init__(self, *, lazy: Mapping[str, str], **attributes: object) -> None:
        super().__init__(**attributes)  # type: ignore[arg-type]  # click's own attributes
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - what click asks
        """The names of the commands, in the order of a librarian's work."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, or None."""
        if cmd_name not in self._lazy:
            return None
        module, _, name = self._lazy[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"archsearch.cli.{module}"), name)
        return command


@click.group(cls=LazyGroup, lazy=COMMANDS)
@click.version_option(archsearch.__version__, prog_name="archsearch")
def main() -> None:
    """Search archival holdings in Russian and English: every spelling, both versions."""
