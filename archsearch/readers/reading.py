"""Folders and files of holdings → documents, one by one, and a report.

The second pass: the first, `survey`, has told which records there are and under which ids. Several
processes read (`crew`); the records come in the same order whatever their number.
"""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archsearch.errors import HoldingError
from archsearch.readers.contradictions import contradicting_date
from archsearch.readers.crew import Errand, jobs_of, run_in_order
from archsearch.readers.known import KnownRow
from archsearch.readers.near_texts import near_duplicates
from archsearch.readers.reader import Candidate
from archsearch.readers.report import Problem, Report, Severity
from archsearch.readers.same_text import SameTexts, digests_of
from archsearch.readers.scans import without_files
from archsearch.readers.survey import Survey
from archsearch.readers.unpacked import Unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from archsearch.holdings import Document
    from archsearch.readers.known import Known
    from archsearch.readers.reader import Taken
    from archsearch.readers.survey import Source
    from archsearch.settings import ReadingSettings


@dataclass(frozen=True, slots=True)
class _Twin:
    """A document that shares its id with another, and where it was found."""

    document: Document
    path: Path
    place: str

    def __str__(self) -> str:
        return f"{self.path}, {self.place}" if self.place else str(self.path)


def read_holdings(
    paths: Sequence[Path],
    settings: ReadingSettings,
    *,
    without: Path | None = None,
    known: Known | None = None,
    only: Sequence[Path] = (),
) -> Reading:
    """Read the holdings at `paths`; nothing that is wrong with one loses another.

    Args:
        paths: folders and files.
        settings: how they are read.
        without: a file that is passed over.
        known: rows that are counted and reported, but neither parsed nor given.
        only: where there are some, records are read whose files lie at or below one of these;
            all others are looked at as far as it takes to tell the ids of these.
    """
    return Reading(paths, settings, without, known or {}, only)


class Reading:
    """The documents at some paths; to be iterated over once.

    Attributes:
        report: complete when the iteration has ended.
        files: by id, the file that each document came from.
        expected: how many records there are, as far as that can be told beforehand.
        done: how many of them were taken or refused.
        wholes: by the file that they came from, the records of several files.
        rows: by digest, what reading came to of the rows that say everything themselves.
        looked_at: files of the records that are read, where not all are.
        passed_over: ids of the records that were known, which aren't given.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        settings: ReadingSettings,
        without: Path | None,
        known: Known,
        only: Sequence[Path],
    ) -> None:
        self.report = Report()
        self.files: dict[str, Path] = {}
        self.done = 0
        self.rows: dict[str, KnownRow] = {}
        self.passed_over: list[str] = []
        self._settings = settings
        self._texts = SameTexts()
        self._shown: set[Path] = set()
        self._unpacked = Unpacked(settings)
        self._survey = Survey(
            paths, settings, self._unpacked, without=without, known=known, only=only
        )
        self.expected = self._survey.expected
        self.wholes = self._survey.wholes
        self.looked_at = self._survey.looked_at
        self.report.skipped += self._survey.skipped
        self.report.formats.update(self._survey.formats)
        for refusal in self._survey.refused:
            self._refuse(refusal)

    def __iter__(self) -> Iterator[Document]:
        """The documents, in the order of the paths and of the files' names."""
        twins: dict[str, list[_Twin]] = {}
        offered, asked = itertools.tee(self._survey.offered())
        errands = (self._errand(*each) for each in asked if not _is_known(each[1]))
        outcomes = run_in_order(errands, jobs_of(self._settings.jobs))
        for source, offer in offered:
            if isinstance(offer, Candidate) and offer.known:
                self._pass_over(source, offer, offer.known)
                continue
            outcome = next(outcomes)
            document = self._accepted(source, outcome)
            if isinstance(offer, HoldingError):
                continue
            self.done += 1
            if document is None:
                continue
            shown = Path(self._unpacked.shown(str(source.file.path)))
            if self._survey.ids[document.id] == 1 and offer.id == document.id:
                texts = digests_of(document)
                self._note_row(source, offer, outcome, texts)
                yield self._taken(document, texts, shown, offer.place)
            else:
                twin = _Twin(document, shown, offer.place)
                twins.setdefault(document.id, []).append(twin)
        for same_id in twins.values():
            yield from self._resolve(same_id)
        for image, refusal in self._survey.images.items():
            if image not in self._shown:
                self._refuse(refusal)

    def _errand(self, source: Source, offer: Candidate | HoldingError) -> Errand:
        """How a record is read; what was refused already is said in its turn."""
        path, seconds = source.file.path, self._settings.read_seconds
        if isinstance(offer, HoldingError):
            return Errand(path, offer.place, seconds, partial(_refused, offer), at_hand=True)
        read = partial(_looked_through, offer.read, str(path), offer.place)
        return Errand(path, offer.place, seconds, read, at_hand=offer.at_hand)

    def _accepted(self, source: Source, outcome: Taken | Problem) -> Document | None:
        self._remark(source, (outcome,) if isinstance(outcome, Problem) else outcome.remarks)
        if isinstance(outcome, Problem):
            return None
        self.report.format_records[source.reader.name] += 1
        self.report.recognised += outcome.recognised
        document = self._with_images(source, outcome.document)
        return dataclasses.replace(document, source=self._unpacked.source(source.file))

    def _remark(self, source: Source, remarks: Iterable[Problem]) -> None:
        for remark in remarks:
            shown = self._unpacked.shown(remark.path)
            self.report.problems.append(dataclasses.replace(remark, path=shown))
            self.report.format_problems[source.reader.name, remark.severity] += 1

    def _with_images(self, source: Source, document: Document) -> Document:
        """Note which images belong to a record; those in archives are given up."""
        files = [scan.source for scan in document.scans if scan.is_file]
        self._shown.update((source.file.root / each).resolve() for each in files)
        if not files or not self._unpacked.holds(source.file):
            return document
        message = "names images within an archive, from which they can't be shown"
        shown, remedy = self._unpacked.shown(str(source.file.path)), "unpack the archive"
        self.report.problems.append(Problem(shown, message, Severity.WARNED, remedy=remedy))
        return without_files(document)

    def _resolve(self, same_id: list[_Twin]) -> Iterator[Document]:
        """Of records with one id: one if they are the same but for their addresses, else none."""
        given = self.files.get(same_id[0].document.id)
        if given is not None:
            # A record that says its own id has that of a file that was taken already.
            self._refuse_all(same_id, [str(given)])
            return
        addresses = dict.fromkeys(
            address for each in same_id for address in each.document.addresses
        )
        first = dataclasses.replace(same_id[0].document, addresses=tuple(addresses))
        if all(
            dataclasses.replace(each.document, source=first.source, addresses=first.addresses)
            == first
            for each in same_id
        ):
            texts = digests_of(first)
            yield self._taken(first, texts, same_id[0].path, same_id[0].place)
            return
        self._refuse_all(same_id, [str(each) for each in same_id])

    def _refuse_all(self, same_id: list[_Twin], places: list[str]) -> None:
        for twin in same_id:
            others = "; ".join(place for place in places if place != str(twin))
            self._refuse(
                HoldingError(
                    f"has the id {twin.document.id}, which another record has too: {others}",
                    twin.path,
                    place=twin.place,
                    remedy="give each record an id of its own",
                )
            )

    def _taken(self, document: Document, texts: Sequence[str], path: Path, place: str) -> Document:
        self._count(document.id, texts, path, place, has_text=bool(document.versions))
        return document

    def _count(
        self, document_id: str, texts: Sequence[str], path: Path, place: str, *, has_text: bool
    ) -> None:
        self.report.records += 1
        remark = self._texts.remark(document_id, texts, path, place)
        if remark is not None:
            self.report.problems.append(remark)
        self.report.no_text += not has_text
        self.files[document_id] = path

    def _pass_over(self, source: Source, offer: Candidate, row: KnownRow) -> None:
        """Count and report a record that is known, as if it had been read."""
        path = source.file.path
        self._remark(source, row.problems(str(path), offer.place))
        self.report.format_records[source.reader.name] += 1
        self._count(row.id, row.texts, path, offer.place, has_text=row.has_text)
        self.rows[offer.digest] = row
        self.passed_over.append(row.id)
        self.done += 1

    def _note_row(
        self, source: Source, offer: Candidate, outcome: Taken | Problem, texts: tuple[str, ...]
    ) -> None:
        """Remember what a row came to, if that depends on the row alone."""
        if isinstance(outcome, Problem) or not offer.digest or self._unpacked.holds(source.file):
            return
        row = KnownRow.of(outcome.document, texts, outcome.remarks)
        if row is not None:
            self.rows[offer.digest] = row

    def _refuse(self, error: HoldingError) -> None:
        problem = Problem.of(error)
        shown = self._unpacked.shown(problem.path)
        self.report.problems.append(dataclasses.replace(problem, path=shown))


def _is_known(offer: Candidate | HoldingError) -> bool:
    return isinstance(offer, Candidate) and offer.known is not None


def _refused(error: HoldingError) -> Taken:
    raise error


def _looked_through(read: Callable[[], Taken], path: str, place: str) -> Taken:
    """Read a record, and look whether its texts contradict its description or repeat each other."""
    taken = read()
    remarks = list(taken.remarks)
    date = contradicting_date(taken.document)
    if date is not None:
        given = taken.document.date.written or taken.document.date.edtf
        message = f"is described as of {given}, but its text is dated {date.written}"
        remedy = "look which of them is right"
        remarks.append(Problem(path, message, Severity.NOTED, place, remedy))
    remarks += [
        Problem(path, message, Severity.WARNED, place, "keep the better one")
        for message in near_duplicates(taken.document)
    ]
    return dataclasses.replace(taken, remarks=tuple(remarks))
