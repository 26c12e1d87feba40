"""Progress of long work: rows on a terminal, log lines always, JSON lines for scripts."""

from __future__ import annotations

import json
import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from archsearch.indexing.progress import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

    from archsearch.indexing.progress import Progress as Told

logger = logging.getLogger(__name__)

#: What a stage is called on a terminal and in the log.
LABELS = {
    Stage.SURVEY: "Looking through the holdings",
    Stage.INDEX: "Analysing and indexing",
    Stage.WRITE: "Writing the index",
    Stage.NAMES: "Making the table of names",
    Stage.LEXICON: "Learning the lexicon",
    Stage.VERIFY: "Verifying",
    Stage.PROVE: "Asking the golden queries",
    Stage.SWAP: "Putting it to use",
}
#: Seconds between two JSON lines of one stage.
PAUSE = 1.0


class Stages:
    """Tells a log line a stage, and how long each took.

    Attributes:
        seconds: that each stage took, in their order; complete once `end` was called.
    """

    def __init__(self, shown: Told | None = None) -> None:
        """`shown` is told everything too."""
        self.seconds: dict[Stage, float] = {}
        self._shown = shown
        self._stage: Stage | None = None
        self._began = 0.0

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Take what a build tells."""
        if stage != self._stage:
            self.end()
            self._stage, self._began = stage, time.monotonic()
            records = f": {total:,} records" if total else ""
            logger.info("%s%s …", LABELS[stage], records, extra={"stage": stage.value})
        if self._shown is not None:
            self._shown(stage, done, total)

    def end(self) -> None:
        """The stage under way is done."""
        if self._stage is not None:
            took = time.monotonic() - self._began
            self.seconds[self._stage] = self.seconds.get(self._stage, 0) + took
            self._stage = None


@contextmanager
def shown_progress(*, as_json: bool = False) -> Iterator[Stages]:
    """Show the stages of a build: as JSON lines, on a terminal, or in the log alone."""
    console = Console(stderr=True)
    if as_json:
        yield from _ended(Stages(JsonLines()))
    elif console.is_terminal:
        with Progress(*_columns(), console=console, transient=True) as rows:
            yield from _ended(Stages(_Rows(rows)))
    else:
        yield from _ended(Stages())


def _ended(stages: Stages) -> Iterator[Stages]:
    yield stages
    stages.end()


def say(event: str, **values: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print one JSON line for scripts."""
    click.echo(json.dumps({"event": event, **values}, ensure_ascii=False, default=str))


class JsonLines:
    """A line when a stage begins, and at most one a second while it is under way."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._began = self._said = 0.0

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Take what a build tells."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._said = stage, now, now
            say("stage", stage=stage.value, total=total or None)
        elif now - self._said >= PAUSE:
            self._said = now
            seconds = now - self._began
            rate = done / seconds
            left = round((total - done) / rate, 1) if rate and total else None
            say(
                "progress",
                stage=stage.value,
                done=done,
                total=total or None,
                seconds=round(seconds, 1),
                rate=round(rate, 1),
                left=left,
            )


class _Rows:
    """A row a stage on a terminal; those that are done stay to be seen."""

    def __init__(self, rows: Progress) -> None:
        self._rows = rows
        self._stage: Stage | None = None
        self._row: TaskID | None = None

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        if stage != self._stage or self._row is None:
            self._finish()
            self._stage = stage
            self._row = self._rows.add_task(LABELS[stage], total=total or None)
        self._rows.update(self._row, completed=done, total=total or None)

    def _finish(self) -> None:
        if self._row is not None:
            whole = self._rows.tasks[self._row].total or 1
            self._rows.update(self._row, total=whole, completed=whole)


class _Done(TextColumn):
    """How many records are done, of how many, and how fast."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        """The text of a row."""
        if not task.total or task.total == 1:
            return Text()
        speed = f"  {task.speed:,.0f}/s" if task.speed else ""
        return Text(f"{int(task.completed):,} of {int(task.total):,}{speed}")


class _Left(TimeRemainingColumn):
    """The time that is left, while that can be told."""

    def render(self, task: Task) -> Text:
        """The text of a row."""
        if task.finished or not task.total or task.time_remaining is None:
            return Text()
        return Text("left ") + super().render(task)


def _columns() -> tuple[Any, ...]:
    return (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        _Done(),
        TimeElapsedColumn(),
        _Left(),
    )
