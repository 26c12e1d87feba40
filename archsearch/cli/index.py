"""`archsearch check` and `archsearch index`: from holdings to a generation, and what there is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archsearch.cli.options import DONE, FAILED, settings_option
from archsearch.cli.progress import shown_progress
from archsearch.errors import IndexUnavailableError
from archsearch.indexing.advice import advice
from archsearch.indexing.build import build_index
from archsearch.indexing.generations import Generations
from archsearch.indexing.lock import holder
from archsearch.readers import counted, read_holdings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.indexing.assembling import Built
    from archsearch.indexing.generations import Manifest
    from archsearch.readers import Report
    from archsearch.settings import Settings

#: Problems printed one by one; the rest are in the generation's report.
MAX_PROBLEMS_SHOWN = 50

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@settings_option
def check(*, paths: tuple[Path, ...], settings: Settings) -> None:
    """Read the holdings at PATHS and report problems; index nothing."""
    reading = read_holdings(paths, settings.reading)
    for _ in reading:
        pass
    print_report(reading.report)
    sys.exit(FAILED if reading.report.refused else DONE)


@click.group()
def index() -> None:
    """Build the index and look after it."""


@index.command()
@paths_argument
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@settings_option
def build(*, paths: tuple[Path, ...], jobs: int, settings: Settings) -> None:
    """Rebuild the index from the holdings at PATHS (default: as set), then swap it in."""
    built = build_and_report(paths or settings.index.holdings, settings, jobs=jobs)
    sys.exit(FAILED if built.report.refused else DONE)


@index.command()
@settings_option
def status(*, settings: Settings) -> None:
    """Say what the index holds, how old it is, and who is building it."""
    generations = Generations(settings.index.path)
    building = holder(settings.index.path)
    if building:
        click.echo(f"Being built by {building}.")
    current = generations.current()
    for generation in reversed(generations.all()):
        mark = "*" if generation == current else " "
        try:
            manifest = generation.manifest()
        except IndexUnavailableError as error:
            click.echo(f"{mark} {generation.name}: {error}")
            continue
        click.echo(
            f"{mark} {generation.name}: {contents(manifest)}, {manifest.refused} refused; "
            f"engine {manifest.engine}, built {manifest.built} from {', '.join(manifest.holdings)}"
        )


def build_and_report(paths: Sequence[Path], settings: Settings, *, jobs: int = 1) -> Built:
    """Build an index and print what came of it."""
    with shown_progress() as progress:
        built = build_index(paths, settings, progress, jobs=jobs)
    print_report(built.report)
    manifest = built.manifest
    click.echo(f"Indexed {contents(manifest)} in {manifest.seconds:.1f} s: {settings.index.path}")
    advised = advice(manifest)
    if advised:
        click.echo(advised)
    return built


def contents(manifest: Manifest) -> str:
    """What a generation holds."""
    versions, passages = (
        counted(manifest.versions, "version"),
        counted(manifest.passages, "passage"),
    )
    return f"{counted(manifest.documents, 'document')} ({versions}, {passages})"


def print_report(report: Report) -> None:
    """Print the problems that the readers reported, and their summary."""
    for problem in report.problems[:MAX_PROBLEMS_SHOWN]:
        click.echo(str(problem), err=True)
    left = len(report.problems) - MAX_PROBLEMS_SHOWN
    if left > 0:
        click.echo(f"… and {left} more problems.", err=True)
    click.echo(report.summary())
