"""`archsearch check` and `archsearch index`: from holdings to a generation, and what there is."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archsearch.cli.options import DONE, FAILED, settings_option
from archsearch.cli.progress import shown_progress
from archsearch.cli.reports import contents, print_report, reported, write_check
from archsearch.cli.status import content_lines, lock_lines
from archsearch.errors import ArchsearchError
from archsearch.indexing.build import build_index
from archsearch.indexing.generations import Generations
from archsearch.indexing.inspection import inspect, roll_back
from archsearch.indexing.lock import unlock
from archsearch.indexing.status import status_of
from archsearch.indexing.transfer import export_generation, import_generation
from archsearch.indexing.update import update_index
from archsearch.readers import read_holdings
from archsearch.search.golden import golden_queries, proof

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from archsearch.indexing.assembling import Built
    from archsearch.settings import Settings

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--report",
    "report_folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write report.html, for people, and report.jsonl, for programs, into FOLDER.",
)
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that read (default: one a processor)."
)
@settings_option
def check(
    *, paths: tuple[Path, ...], report_folder: Path | None, jobs: int | None, settings: Settings
) -> None:
    """Read the holdings at PATHS and report problems; index nothing."""
    reading = read_holdings(paths, replace(settings.reading, jobs=jobs or settings.reading.jobs))
    for _ in reading:
        pass
    print_report(reading.report)
    if report_folder is not None:
        write_check(report_folder, reading.report, paths)
    sys.exit(FAILED if reading.report.refused else DONE)


@click.group()
def index() -> None:
    """Build the index and look after it."""


def making_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that `build` and `update` share."""
    for option in (
        settings_option,
        click.option(
            "--json", "as_json", is_flag=True, help="Print what happens as JSON, an object a line."
        ),
        click.option(
            "--wait",
            type=click.FloatRange(0),
            default=0.0,
            metavar="SECONDS",
            help="Wait so long for another build to end.",
        ),
        click.option("--strict", is_flag=True, help="Change nothing if any record is refused."),
        click.option(
            "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes."
        ),
    ):
        command = option(command)
    return command


@index.command()
@paths_argument
@making_options
def build(
    *,
    paths: tuple[Path, ...],
    jobs: int,
    strict: bool,
    wait: float,
    as_json: bool,
    settings: Settings,
) -> None:
    """Rebuild the index from the holdings at PATHS (default: as set), then swap it in."""
    built = build_and_report(
        paths or settings.index.holdings,
        settings,
        jobs=jobs,
        strict=strict,
        wait=wait,
        as_json=as_json,
    )
    sys.exit(FAILED if built.report.refused else DONE)


@index.command()
@paths_argument
@click.option("--watch", is_flag=True, help="Go on, and update whenever a file changes.")
@making_options
def update(
    *,
    paths: tuple[Path, ...],
    watch: bool,
    jobs: int,
    strict: bool,
    wait: float,
    as_json: bool,
    settings: Settings,
) -> None:
    """Index what was added, edited or removed at PATHS since the last build.

    Without PATHS, everything that the index was built from is looked through. With PATHS, only
    what lay under them is removed, and a new path is added to what the index is built from.
    """

    def once() -> Built:
        return reported(
            lambda progress: update_index(
                paths,
                settings,
                progress,
                jobs=jobs,
                prove=proof(settings),
                strict=strict,
                wait=wait,
            ),
            as_json=as_json,
        )

    built = once()
    if watch:
        watched = paths or [Path(path) for path in built.manifest.holdings]
        for _ in changes_in(watched):
            try:
                built = once()
            except ArchsearchError as error:
                click.echo(str(error), err=True)
    sys.exit(FAILED if built.report.refused else DONE)


@index.command()
@click.argument("generation", required=False, default="")
@settings_option
def verify(*, generation: str, settings: Settings) -> None:
    """Prove that GENERATION (default: the current one) is what was put to use.

    Every file's checksum is compared, every document and every surface form is looked for, and the
    golden queries are asked.
    """
    generations = Generations(settings.index.path)
    chosen = generations.named(generation) if generation else generations.current()
    with shown_progress() as stages:
        manifest = inspect(chosen, settings, proof(settings), stages)
    asked = len(golden_queries(map(Path, manifest.holdings)))
    click.echo(f"{chosen.name} is whole: {contents(manifest)}; golden queries answered: {asked}.")


@index.command()
@click.argument("generation", required=False, default="")
@settings_option
def rollback(*, generation: str, settings: Settings) -> None:
    """Serve GENERATION again (default: the one before the current one), once it is verified."""
    with shown_progress() as stages:
        chosen, manifest = roll_back(settings, generation, proof(settings), stages)
    click.echo(f"Serving {chosen.name} again: {contents(manifest)}, built {manifest.built}.")


@index.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@settings_option
def export(*, file: Path, settings: Settings) -> None:
    """Write the current generation into FILE, to carry to a kiosk without a network."""
    generation = export_generation(settings, file)
    click.echo(f"Wrote {generation.name} into {file} ({file.stat().st_size / 1e6:,.1f} MB).")


@index.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@settings_option
def import_file(*, file: Path, settings: Settings) -> None:
    """Take the generation out of FILE, verify it, and serve it."""
    generation = import_generation(settings, file)
    click.echo(f"Serving {generation.name} from {file}: {contents(generation.manifest())}.")


@index.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@settings_option
def status(*, as_json: bool, settings: Settings) -> None:
    """Say what the index holds, how old it is, and who is building it."""
    said = status_of(settings.index.path)
    if as_json:
        click.echo(json.dumps(asdict(said), ensure_ascii=False, indent=2))
        return
    for line in lock_lines(said):
        click.echo(line)
    # Without an index this says so, and how to build one.
    Generations(settings.index.path).current()
    for line in content_lines(said):
        click.echo(line)


@index.command("unlock")
@settings_option
def unlock_index(*, settings: Settings) -> None:
    """Take it that a build on another machine has ended, which that machine didn't say.

    On this machine nothing needs to be unlocked: a build that ended, however it ended, holds
    nothing.
    """
    named = unlock(settings.index.path)
    click.echo(f"Unlocked the index {settings.index.path}: it was being built by {named}.")


def build_and_report(
    paths: Sequence[Path],
    settings: Settings,
    *,
    jobs: int = 1,
    strict: bool = False,
    wait: float = 0,
    as_json: bool = False,
) -> Built:
    """Build an index and print what came of it."""
    return reported(
        lambda progress: build_index(
            paths,
            settings,
            progress,
            jobs=jobs,
            prove=proof(settings),
            strict=strict,
            wait=wait,
        ),
        as_json=as_json,
    )


def changes_in(paths: Iterable[Path]) -> Iterator[object]:
    """Something whenever a file changes at or below one of `paths`, until Ctrl-C."""
    # Only --watch needs it, and it takes a while to load.
    from watchfiles import watch  # noqa: PLC0415

    return watch(*paths, raise_interrupt=False)
