"""What lies in an index folder, in lines for a person."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archsearch.cli.reports import contents, megabytes
from archsearch.readers import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.indexing.status import GenerationStatus, Status

#: An age is told in hours until then, in days afterwards.
HOURS_TOLD = 48


def lock_lines(said: Status) -> Iterator[str]:
    """Who builds, or was cut short."""
    if said.building:
        yield f"Being built by {said.building}."
    if said.cut_short:
        yield f"A build by {said.cut_short} was cut short; the index stayed as it was."


def content_lines(said: Status) -> Iterator[str]:
    """The generations, newest first, and what was withdrawn."""
    for each in said.generations:
        yield from _generation_lines(each)
    if said.withdrawn:
        yield f"Withdrawn: {counted(len(said.withdrawn), 'document')}"
    for document_id, time in said.withdrawn.items():
        yield f"    {document_id}, since {time}"


def _generation_lines(each: GenerationStatus) -> Iterator[str]:
    """The one that is served has a star."""
    mark = "*" if each.current else " "
    if each.manifest is None:
        yield f"{mark} {each.name}: {each.problem}"
        return
    manifest = each.manifest
    yield f"{mark} {each.name}: {contents(manifest)}, {megabytes(each.size)}"
    yield f"    built {age(manifest.built)}"
    if manifest.lexicon_built != manifest.built:
        yield f"    lexicon learned {age(manifest.lexicon_built)}"
    yield f"    for {manifest.audience}, with the engine {manifest.engine}"
    yield f"    {counted(each.problems, 'problem')} reported, {manifest.refused:,} refused"
    yield f"    from {', '.join(manifest.holdings)}"


def age(time: str) -> str:
    """A time in ISO 8601, and how long ago that was."""
    try:
        then = datetime.datetime.fromisoformat(time)
    except ValueError:
        return time
    hours = (datetime.datetime.now(datetime.UTC) - then).total_seconds() / 3600
    if hours < 0:
        return f"{time} (in the future: was the clock set back?)"
    if hours < HOURS_TOLD:
        return f"{time} ({hours:.1f} hours ago)"
    return f"{time} ({hours / 24:.0f} days ago)"
