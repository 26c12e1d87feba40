"""`archsearch manifest`: a folder that nobody has described → a manifest to correct."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archsearch.cli.options import DONE, FAILED, settings_option
from archsearch.cli.reports import print_report
from archsearch.errors import HoldingError
from archsearch.preparing.gathering import gather
from archsearch.preparing.writing import cells_of, write_table, write_workbook
from archsearch.readers import counted
from archsearch.systems import remove_file, replace_file

if TYPE_CHECKING:
    from archsearch.preparing.gathering import Gathered
    from archsearch.settings import Settings

#: What writes a file of each suffix.
_WRITERS = {".xlsx": write_workbook, ".csv": write_table}


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--output",
    default="manifest.xlsx",
    show_default=True,
    metavar="NAME",
    help="What it is called: .xlsx or .csv. It lies in FOLDER, since it names the files there.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file of that name.")
@settings_option
def manifest(*, folder: Path, output: str, overwrite: bool, settings: Settings) -> None:
    """Write a manifest of the files in FOLDER, to correct and to build from.

    A row a record: its id, files, title, date and reference code as far as they can be told, and
    two files in one row where they are probably a text and its translation. Columns whose names
    end with "confidence" say how sure each is, from 0 to 1; they are ignored when it is read.
    """
    path = _target(folder, output, overwrite=overwrite)
    gathered = gather(folder, settings.reading, without=path)
    rows = [cells_of(entry) for entry in gathered.entries]
    print_report(gathered.report)
    if not rows:
        raise HoldingError("has no file that a manifest could describe", folder)
    _write(path, rows)
    for line in _summary(gathered, path):
        click.echo(line)
    sys.exit(FAILED if gathered.report.refused else DONE)


def _target(folder: Path, output: str, *, overwrite: bool) -> Path:
    path = folder / output
    if path.suffix.lower() not in _WRITERS:
        raise click.UsageError(f"{output} must end with .xlsx or .csv.")
    if path.parent.resolve() != folder.resolve():
        raise click.UsageError(
            f"{output} must be a name alone: the manifest lies in {folder}, whose files it names."
        )
    if path.exists() and not overwrite:
        raise click.UsageError(
            f"{path} is there already. --overwrite replaces it, --output names another."
        )
    return path


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write beside it first: what is there stays whole until the new one is."""
    half = path.with_name(f".{path.name}.part")
    try:
        _WRITERS[path.suffix.lower()](half, rows)
        replace_file(half, path)
    except OSError as error:
        remove_file(half)
        raise HoldingError(f"can't be written: {error.strerror or error}", path) from error


def _summary(gathered: Gathered, path: Path) -> list[str]:
    entries = gathered.entries
    dated = sum(bool(each.facts.date_confidence) for each in entries)
    coded = sum(bool(each.facts.reference_confidence) for each in entries)
    wrote = f"Wrote {counted(len(entries), 'record')} into {path}"
    known = f"{gathered.pairs:,} joined from two files, {dated:,} dated, {coded:,} with a code"
    lines = [f"{wrote}: {known}."]
    if gathered.maybes:
        lines.append(
            f"{counted(gathered.maybes, 'further pair')} may be one record each; "
            "see the column maybe_pair."
        )
    if gathered.described:
        described = counted(gathered.described, "record")
        lines.append(f"Left out {described} that a manifest or finding aid describes already.")
    if gathered.in_archives:
        lines.append(
            f"Left out {counted(gathered.in_archives, 'record')} in archives: unpack them to "
            "describe them."
        )
    left_out = gathered.described or gathered.in_archives
    target = path.parent if left_out else path
    lines.append(f"Correct it, then: archsearch index build {target}")
    return lines
