"""Measure every set that the folder has, print one table, write the figures as JSON."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from benchmarks.quality import SETS


def figures(data: Path, chosen: tuple[str, ...]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in chosen:
        module = f"benchmarks.quality.{name}"
        if find_spec(module) is None:
            continue
        measured = import_module(module).measure(data)
        if measured is None:
            print(f"{name}: {data} has no data for it, left out")
            continue
        found[name] = measured
        show(name, measured)
    return found


def show(name: str, measured: dict[str, object]) -> None:
    for key, value in measured.items():
        if isinstance(value, dict):
            show(f"{name}.{key}", value)
        else:
            digits = 0 if isinstance(value, float | int) and abs(value) >= 100 else 4
            print(f"{name:<14} {key:<22} {value:>14,.{digits}f}")


@click.command()
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True
)
@click.option("--json", "target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--only", type=click.Choice(SETS), multiple=True, help="Measure only these sets.")
def main(data: Path, target: Path | None, only: tuple[str, ...]) -> None:
    """Measure the quality of archsearch on the gold data in a folder."""
    found = figures(data, only or SETS)
    if target:
        target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


main()
