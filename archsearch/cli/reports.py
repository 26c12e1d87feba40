"""What came of a build or an update: for a person to paste into a report, or for a script."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

import archsearch
from archsearch.cli.progress import say, shown_progress
from archsearch.errors import ArchsearchError, SettingsError
from archsearch.indexing.advice import advice
from archsearch.readers import counted
from archsearch.readers.report import Severity
from archsearch.readers.report_files import PAGE, write_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from archsearch.cli.progress import Stages
    from archsearch.indexing.admission import Withheld
    from archsearch.indexing.assembling import Built
    from archsearch.indexing.generation import Manifest
    from archsearch.indexing.progress import Progress
    from archsearch.readers import Report

#: Problems printed one by one; the rest are in the generation's report.
MAX_PROBLEMS_SHOWN = 50
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def reported(make: Callable[[Progress], Built], *, as_json: bool = False) -> Built:
    """Do what `make` does, show how far it is, and say what came of it.

    Raises:
        ArchsearchError: it failed; as JSON, that was said too.
    """
    with _errors_said(as_json), shown_progress(as_json=as_json) as stages:
        built = make(stages)
    if as_json:
        _say_all(built, stages)
        return built
    print_report(built.report)
    click.echo(summary(built, stages))
    advised = advice(built.manifest)
    if advised:
        click.echo(advised)
    return built


def summary(built: Built, stages: Stages) -> str:
    """A few lines that say everything."""
    manifest, changed = built.manifest, built.indexed or built.removed
    if not changed:
        return f"Nothing changed: {contents(manifest)}."
    lines = {
        "Index": str(built.generation.path.parent.resolve()),
        "Generation": f"{built.generation.name}, {megabytes(built.generation.size)}",
        "Report": str(built.generation.report_page_path),
        "Holdings": ", ".join(manifest.holdings),
        "Withheld": _withheld(built.withheld),
        "Made for": f"{manifest.audience}, with the engine {manifest.engine}, "
        f"by archsearch {archsearch.__version__}",
        "Digest": manifest.digest,
        "Seconds": ", ".join(f"{stage} {took:.1f}" for stage, took in stages.seconds.items()),
    }
    width = max(map(len, lines)) + 1
    rows = (f"  {name + ':':{width}} {value}" for name, value in lines.items() if value)
    return "\n".join([_outcome(built), *rows])


def _outcome(built: Built) -> str:
    took = f"in {built.manifest.seconds:.1f} s"
    held = contents(built.manifest)
    if not built.unchanged and not built.removed:
        rate = built.indexed / max(built.manifest.seconds, 0.01)
        return f"Indexed {held} {took} ({rate:,.0f} documents a second)."
    return (
        f"Indexed {counted(built.indexed, 'document')}, removed {built.removed:,}, "
        f"{built.unchanged:,} unchanged, {took}: {held}."
    )


def _withheld(withheld: Withheld) -> str:
    """How many of the records that were read the index hasn't, or not whole; "" if all are."""
    counts = {
        "closed": withheld.closed,
        "by description alone": withheld.described,
        "withdrawn": withheld.withdrawn,
    }
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)


def contents(manifest: Manifest) -> str:
    """What a generation holds."""
    versions = counted(manifest.versions, "version")
    passages = counted(manifest.passages, "passage")
    return f"{counted(manifest.documents, 'document')} ({versions}, {passages})"


def megabytes(size: int) -> str:
    """A number of bytes."""
    return f"{size / 1e6:,.1f} MB"


def print_report(report: Report) -> None:
    """Print the problems that the readers reported, and their summary."""
    worst_first = sorted(report.problems, key=lambda each: _ORDER[each.severity])
    for problem in worst_first[:MAX_PROBLEMS_SHOWN]:
        click.echo(str(problem), err=True)
    left = len(worst_first) - MAX_PROBLEMS_SHOWN
    if left > 0:
        click.echo(f"… and {left:,} more, none of them worse.", err=True)
    click.echo(report.summary())


def write_check(folder: Path, report: Report, paths: Sequence[Path]) -> None:
    """Write the files of a report, and say where they are.

    Raises:
        SettingsError: they can't be written.
    """
    try:
        write_report(folder, report, paths)
    except OSError as error:
        raise SettingsError(
            f"The report can't be written into {folder}: {error.strerror}."
        ) from error
    click.echo(f"Report: {folder / PAGE}")


@contextmanager
def _errors_said(as_json: bool) -> Iterator[None]:  # noqa: FBT001 - it is what the option says
    try:
        yield
    except ArchsearchError as error:
        if as_json:
            say("error", message=str(error))
        raise


def _say_all(built: Built, stages: Stages) -> None:
    report, manifest = built.report, built.manifest
    for problem in report.problems:
        say("problem", **asdict(problem))
    say(
        "done",
        generation=built.generation.name,
        index=str(built.generation.path.parent.resolve()),
        indexed=built.indexed,
        unchanged=built.unchanged,
        removed=built.removed,
        documents=manifest.documents,
        versions=manifest.versions,
        passages=manifest.passages,
        records=report.records,
        no_text=report.no_text,
        warned=report.warned,
        refused=report.refused,
        skipped=report.skipped,
        closed=built.withheld.closed,
        described=built.withheld.described,
        withdrawn=built.withheld.withdrawn,
        size=built.generation.size,
        digest=manifest.digest,
        audience=manifest.audience,
        engine=manifest.engine,
        seconds=manifest.seconds,
        stages={stage.value: round(took, 2) for stage, took in stages.seconds.items()},
    )
