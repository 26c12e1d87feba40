"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.indexing.assembling import Progress as Told


@contextmanager
def shown_progress() -> Iterator[Told]:
    """A callback that shows the stage of a build and how many documents are done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _PlainLines()
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("starting", total=None)
        yield lambda stage, done: progress.update(task, description=stage, completed=done)


class _PlainLines:
    """One line a stage."""

    def __init__(self) -> None:
        self._stage = ""

    def __call__(self, stage: str, done: int) -> None:  # noqa: ARG002 - what every callback takes
        if stage != self._stage:
            self._stage = stage
            click.echo(f"{stage} …", err=True)
