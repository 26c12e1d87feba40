"""Folder → what a manifest of it can describe: each record with its files and its facts.

What a manifest or a finding aid describes already stays as it is, and so does what lies in an
archive, where no manifest can name it.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archsearch.holdings import Role
from archsearch.parallel.verdict import SAMPLE
from archsearch.preparing.facts import Facts, facts_of
from archsearch.preparing.proposing import MENTIONED, PROPOSED, Proposal, Side, propose
from archsearch.readers import read_holdings
from archsearch.readers.columns import LIST_SEPARATOR
from archsearch.readers.ead import FindingAid
from archsearch.readers.formats import reader_of
from archsearch.readers.manifest_files import JsonLines, Table
from archsearch.readers.mets import Mets
from archsearch.readers.reader import head_of
from archsearch.readers.unpacked import is_archive
from archsearch.readers.xlsx import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from archsearch.holdings import Document, Version
    from archsearch.readers import Report
    from archsearch.readers.together import Whole
    from archsearch.settings import ReadingSettings

_DESCRIBING = (FindingAid, JsonLines, Mets, Table, Workbook)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as a row of the manifest.

    Attributes:
        document: it, without its texts.
        facts: what is proposed of it.
        files: its files from the folder, by version key; "" is the key of one for all.
        pair: what joined it, where two files were.
        maybe: what it may be joined with, and how sure that is.
    """

    document: Document
    facts: Facts
    files: Mapping[str, str]
    pair: Proposal | None = None
    maybe: tuple[str, float] | None = None


@dataclass
class Gathered:
    """What a folder came to.

    Attributes:
        entries: the rows, in the order of the files.
        report: what the readers had to say.
        described: records that a manifest or a finding aid describes already.
        in_archives: records in archives.
        pairs: rows that join two files.
        maybes: pairs that are mentioned alone.
    """

    entries: list[Entry]
    report: Report
    described: int = 0
    in_archives: int = 0
    pairs: int = 0
    maybes: int = 0


@dataclass
class _Found:
    """What was found of a folder, record by record."""

    entries: list[Entry] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    #: For each side the entry that it is the only version of.
    owners: list[int] = field(default_factory=list)


def gather(folder: Path, settings: ReadingSettings, without: Path | None = None) -> Gathered:
    """Read a folder, and propose which of its files are versions of one record.

    Args:
        folder: the holdings.
        settings: how they are read.
        without: a file that is passed over: the manifest that is to be written.
    """
    reading = read_holdings([folder], settings, without=without)
    found, gathered = _Found(), Gathered([], reading.report)
    describing: dict[Path, bool] = {}
    for document in reading:
        path = reading.files[document.id]
        if not path.is_file() or is_archive(head_of(path)):
            gathered.in_archives += 1
            continue
        if path not in describing:
            describing[path] = isinstance(reader_of(path), _DESCRIBING)
        if describing[path]:
            gathered.described += 1
        else:
            _add(found, document, path, folder, reading.wholes.get(path))
    _join(found, gathered)
    return gathered


def _add(found: _Found, document: Document, path: Path, folder: Path, whole: Whole | None) -> None:
    place = path.relative_to(folder)
    facts = facts_of(document, place)
    if len(document.versions) == 1:
        (version,) = document.versions
        side = Side(
            place.stem,
            version.text[:SAMPLE],
            len(version.text),
            version.language,
            facts.date,
            facts.reference,
        )
        found.sides.append(side)
        found.owners.append(len(found.entries))
    files = _files(document, path, folder, whole)
    bare = tuple(dataclasses.replace(each, text="", pages=()) for each in document.versions)
    entry = Entry(dataclasses.replace(document, versions=bare), facts, files)
    found.entries.append(entry)


def _files(document: Document, path: Path, folder: Path, whole: Whole | None) -> dict[str, str]:
    """The file of each version, or of each of its pages, as far as they have their own."""
    keys = [version.key for version in document.versions]
    if whole is not None and len(whole.parts) > 1:
        return {part.key: _shown(part.paths, folder) for part in whole.parts if part.key in keys}
    paths = whole.parts[0].paths if whole is not None else (path,)
    return {keys[0] if len(keys) == 1 else "": _shown(paths, folder)}


def _shown(paths: Sequence[Path], folder: Path) -> str:
    return LIST_SEPARATOR.join(path.relative_to(folder).as_posix() for path in paths)


def _join(found: _Found, gathered: Gathered) -> None:
    """Make one row of two where that is sure enough, and mention the other pairs."""
    entries: list[Entry | None] = list(found.entries)
    joined: set[int] = set()
    for proposal in propose(found.sides):
        left, right = found.owners[proposal.left], found.owners[proposal.right]
        one, other = entries[left], entries[right]
        if left in joined or right in joined or one is None or other is None:
            continue
        if proposal.confidence >= PROPOSED and not set(one.files) & set(other.files):
            entries[left], entries[right] = _joined(one, other, proposal), None
            joined |= {left, right}
            gathered.pairs += 1
        elif proposal.confidence >= MENTIONED and one.maybe is None and other.maybe is None:
            for at, each, whom in ((left, one, other), (right, other, one)):
                maybe = (whom.document.id, proposal.confidence)
                entries[at] = dataclasses.replace(each, maybe=maybe)
            gathered.maybes += 1
    gathered.entries = [each for each in entries if each is not None]


def _joined(one: Entry, other: Entry, proposal: Proposal) -> Entry:
    """One record of two: called by the first, to which the other's id leads."""
    document = dataclasses.replace(
        one.document,
        titles={**other.document.titles, **one.document.titles},
        versions=(*one.document.versions, *map(_translated, other.document.versions)),
        people=_united(one.document.people, other.document.people),
        places=_united(one.document.places, other.document.places),
        subjects=_united(one.document.subjects, other.document.subjects),
        former_ids=_united(
            one.document.former_ids, (other.document.id,), other.document.former_ids
        ),
        **{
            name: getattr(one.document, name) or getattr(other.document, name)
            for name in ("summary", "citation", "addresses", "credits", "collection", "rights")
        },
    )
    mine, theirs = one.facts, other.facts
    by_date, by_code = (
        mine if mine.date_confidence >= theirs.date_confidence else theirs,
        mine if mine.reference_confidence >= theirs.reference_confidence else theirs,
    )
    facts = Facts(
        by_date.date,
        by_code.reference,
        min(mine.title_confidence, theirs.title_confidence),
        by_date.date_confidence,
        by_code.reference_confidence,
    )
    return Entry(document, facts, {**one.files, **other.files}, proposal)


def _translated(version: Version) -> Version:
    """Alone a text passes for an original; beside the original it is a translation."""
    if version.role is not Role.ORIGINAL:
        return version
    return dataclasses.replace(version, role=Role.TRANSLATION)


def _united(*lists: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for values in lists for each in values))
