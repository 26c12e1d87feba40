"""`archsearch report`: how the search is used, and what readers look for in vain."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from archsearch.cli.options import KnownProblem, settings_option
from archsearch.web.statistics import Event, usage

if TYPE_CHECKING:
    from archsearch.settings import Settings
    from archsearch.web.statistics import Usage

#: Queries printed; `--json` has them all.
MAX_QUERIES = 50


@click.command()
@click.option(
    "--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="Days back."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@settings_option
def report(*, days: int, as_json: bool, settings: Settings) -> None:
    """Print daily counts, and queries that found nothing three times or more.

    The server keeps them where the setting web.statistics names a file.
    """
    if not settings.web.statistics:
        raise KnownProblem(
            'No statistics are kept. Name a file for them: [web] statistics = "statistics.sqlite"'
        )
    since = datetime.datetime.now().astimezone().date() - datetime.timedelta(days=days - 1)
    found = usage(Path(settings.web.statistics), since.isoformat())
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    print_usage(found)


def print_usage(found: Usage) -> None:
    """Two tables for people."""
    console = Console(highlight=False, markup=False)
    if not found.days:
        console.print("Nothing was counted in these days.")
        return
    counts = Table("day", *Event)
    for day, of_day in found.days.items():
        counts.add_row(day, *(str(of_day.get(event, 0)) for event in Event))
    console.print(counts)
    if not found.in_vain:
        return
    in_vain = Table("found nothing", "times", "last", title="Asked three times or more")
    for each in found.in_vain[:MAX_QUERIES]:
        in_vain.add_row(each.query, str(each.number), each.last)
    console.print(in_vain)
    if len(found.in_vain) > MAX_QUERIES:
        console.print(f"… and {len(found.in_vain) - MAX_QUERIES} more: archsearch report --json")
