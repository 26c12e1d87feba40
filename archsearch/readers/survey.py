"""Folders and files of holdings → which records there are, under which ids: the first pass.

Every record's id is noted, and the files that manifests name, so that a file that belongs to a
manifest is no holding of its own, and of two records with one id neither is taken, without holding
any of the texts in memory.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.discovery import HoldingFile, find_files, is_litter
from archsearch.readers.foreign import faults_named
from archsearch.readers.formats import reader_of
from archsearch.readers.naming import distinct_ids
from archsearch.readers.reader import RowReader
from archsearch.readers.scans import look_at
from archsearch.readers.time_limit import time_limit
from archsearch.readers.together import Whole, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archsearch.readers.known import Known
    from archsearch.readers.reader import Candidate, Reader
    from archsearch.readers.unpacked import Unpacked
    from archsearch.settings import ReadingSettings


@dataclass(frozen=True, slots=True)
class Source:
    """A file whose format is known."""

    file: HoldingFile
    reader: Reader


@dataclass(frozen=True, slots=True)
class _Surveyed:
    """The ids of a file's records: their own, and those made of paths, with these.

    The files that they name too.
    """

    own: Counter[str] = field(default_factory=Counter)
    by_path: list[tuple[str, Path]] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many records there are."""
        return self.own.total() + len(self.by_path)

    def note(self, candidate: Candidate) -> None:
        """Add a record."""
        if candidate.by_path:
            self.by_path.append((candidate.id, candidate.by_path))
        else:
            self.own[candidate.id] += 1


class Survey:
    """The records at some paths, before any of them is read.

    Attributes:
        sources: the files that are read, those that belong together as one.
        ids: how many records have each id.
        expected: how many records there are, as far as that can be told.
        wholes: by the file that they came from, the records of several files.
        looked_at: files of the records that are read, where not all are.
        refused: files that are no holdings, in the order in which they were found.
        images: images, each with the refusal that it gets if no record names it.
        formats: name of each file's format.
        skipped: how many files are no holdings by their names.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        settings: ReadingSettings,
        unpacked: Unpacked,
        *,
        without: Path | None = None,
        known: Known | None = None,
        only: Sequence[Path] = (),
    ) -> None:
        """As `archsearch.readers.reading.read_holdings`."""
        self.sources: list[Source] = []
        self.ids: Counter[str] = Counter()
        self.expected = 0
        self.wholes: dict[Path, Whole] = {}
        self.looked_at: set[Path] = set()
        self.refused: list[HoldingError] = []
        self.images: dict[Path, HoldingError] = {}
        self.formats: list[str] = []
        self.skipped = 0
        self._settings = settings
        self._unpacked = unpacked
        self._without = without.resolve() if without else None
        self._only = [path.resolve() for path in only]
        self._called: dict[Path, str] = {}
        self._known = known or {}
        self._take(paths)
        # Of records with one id each is looked at.
        self._known = {digest: row for digest, row in self._known.items() if self.ids[row.id] == 1}

    def offered(self) -> Iterator[tuple[Source, Candidate | HoldingError]]:
        """Each record, or what is wrong with it, by its settled id."""
        for source in self.sources:
            for offer in self._records(source):
                yield source, self._called_rightly(offer)

    def _take(self, paths: Sequence[Path]) -> None:
        """Find the files, their formats, their records' ids and the files that these name."""
        unknown = self._find(paths)
        named: set[Path] = set()
        survey: dict[Path, _Surveyed] = {}
        for source, candidate in self.offered():
            path = source.file.path
            if isinstance(candidate, HoldingError):
                continue
            found = survey.setdefault(path, _Surveyed())
            found.named.update((path.parent / name).resolve() for name in candidate.files)
            named |= found.named
            found.note(candidate)
        self.sources = [each for each in self.sources if each.file.path.resolve() not in named]
        single = {each.file.path: each.reader.name for each in self.sources}
        self._join(survey)
        self._call(survey)
        self._choose(survey, single)
        for refusal in unknown:
            path = Path(refusal.path).resolve()
            if not self._is_wanted(path):
                continue
            if path not in named and look_at(path):
                self.images[path] = HoldingError(
                    "is an image that no record names",
                    refusal.path,
                    remedy="name it in the column “images” of a manifest",
                )
            elif path not in named:
                self.refused.append(refusal)

    def _find(self, paths: Sequence[Path]) -> list[HoldingError]:
        """Find the files and their formats; those that no reader knows come as errors."""
        unknown: list[HoldingError] = []
        for found in self._unpacked.files(find_files(paths)):
            if isinstance(found, HoldingError):
                if self._is_wanted(Path(found.path)):
                    self.refused.append(found)
            elif found.path.resolve() == self._without:
                continue
            elif is_litter(found.path):
                self.skipped += self._is_wanted(found.path)
            else:
                try:
                    self.sources.append(Source(found, self._reader_of(found.path)))
                except HoldingError as error:
                    unknown.append(error)
        return unknown

    def _choose(self, survey: Mapping[Path, _Surveyed], formats: Mapping[Path, str]) -> None:
        """Leave out what isn't to be read, now that all ids are told, and count the rest."""
        found = [(each, survey.get(each.file.path, _Surveyed())) for each in self.sources]
        if self._only:
            found = [
                (each, records)
                for each, records in found
                if any(map(self._is_wanted, _files_of(each) | records.named))
            ]
            self.looked_at = {path for each, _ in found for path in _files_of(each)}
        self.sources = [each for each, _ in found]
        self.expected = sum(records.count for _, records in found)
        self.formats = [name for path, name in formats.items() if self._is_wanted(path)]

    def _is_wanted(self, path: Path) -> bool:
        found = path.resolve()
        return not self._only or any(found == each or each in found.parents for each in self._only)

    def _join(self, survey: dict[Path, _Surveyed]) -> None:
        """Take the files that belong together as one source each."""
        single = self.sources
        offered = ((each.file, each.reader) for each in single)
        self.sources = [Source(*each) for each in together(offered, self._settings)]
        for source in set(self.sources) - set(single):
            survey[source.file.path] = _Surveyed()
            if isinstance(source.reader, Whole):
                self.wholes[source.file.path] = source.reader
            for record in self._records(source):
                if not isinstance(record, HoldingError):
                    survey[source.file.path].note(record)

    def _call(self, survey: Mapping[Path, _Surveyed]) -> None:
        """Settle the ids: those made of paths give way to others, and to each other."""
        by_path: list[tuple[str, Path, Path]] = []
        for source in self.sources:
            found = survey.get(source.file.path, _Surveyed())
            self.ids.update(found.own)
            by_path += [(number, path, source.file.root) for number, path in found.by_path]
        self._called = distinct_ids(by_path, self.ids.keys())
        self.ids.update(self._called.get(path, number) for number, path, _ in by_path)

    def _reader_of(self, path: Path) -> Reader:
        with faults_named(path), time_limit(self._settings.read_seconds, path):
            return reader_of(path)

    def _called_rightly(self, offer: Candidate | HoldingError) -> Candidate | HoldingError:
        """The same record by its settled id."""
        if isinstance(offer, HoldingError) or offer.by_path not in self._called:
            return offer
        return offer.called(self._called[offer.by_path])

    def _records(self, source: Source) -> Iterator[Candidate | HoldingError]:
        """The records of a file; each step to the next one has its time."""
        path = source.file.path
        try:
            with faults_named(path):
                records = iter(self._candidates(source))
                while True:
                    with time_limit(self._settings.read_seconds, path):
                        record = next(records, None)
                    if record is None:
                        return
                    yield record
        except HoldingError as error:
            yield error

    def _candidates(self, source: Source) -> Iterable[Candidate | HoldingError]:
        path, root, reader = source.file.path, source.file.root, source.reader
        if isinstance(reader, RowReader):
            return reader.unless_known(path, root, self._settings, self._known)
        return reader.candidates(path, root, self._settings)


def _files_of(source: Source) -> set[Path]:
    """The files that a source is read from, but for those that its records name."""
    parts = source.reader.parts if isinstance(source.reader, Whole) else ()
    return {source.file.path.resolve(), *(p.resolve() for part in parts for p in part.paths)}
