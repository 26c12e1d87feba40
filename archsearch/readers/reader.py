"""What a reader of one format is, and what it gives: candidates, then documents."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from archsearch.errors import HoldingError
from archsearch.readers.encoding import text_of_head
from archsearch.readers.naming import default_id
from archsearch.readers.report import NOTHING_RECOGNISED, Recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archsearch.holdings import Document
    from archsearch.readers.known import Known, KnownRow
    from archsearch.readers.report import Problem
    from archsearch.settings import ReadingSettings

#: So much of a file is looked at to tell its format.
HEAD_BYTES = 64 * 1024


class Head:
    """The beginning of a file, by which its format is recognised.

    Attributes:
        path: the file.
        data: its first bytes, at most `HEAD_BYTES`.
        text: the same as text, "" where it isn't text.
        members: names of the members of a zip file, by which office formats are told.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data
        self.text = text_of_head(data)

    @cached_property
    def members(self) -> frozenset[str]:
        """Names of the members, none if it isn't a zip file or is damaged."""
        if not self.data.startswith(b"PK"):
            return frozenset()
        try:
            with zipfile.ZipFile(self.path) as package:
                return frozenset(package.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
            return frozenset()

    @property
    def suffix(self) -> str:
        """The file's suffix in small letters (".docx")."""
        return self.path.suffix.lower()


def head_of(path: Path) -> Head:
    """The beginning of a file.

    Raises:
        HoldingError: it can't be read, or is empty.
    """
    try:
        with path.open("rb") as file:
            head = Head(path, file.read(HEAD_BYTES))
    except OSError as error:
        raise HoldingError(
            f"can't be read: {error.strerror}", path, remedy="look who may read it, and its disk"
        ) from error
    if not head.data.strip():
        raise HoldingError("is empty", path, remedy="restore it from a copy, or take it out")
    return head


@dataclass(frozen=True, slots=True)
class Taken:
    """A document, and what is to be said about it although it was taken.

    Attributes:
        document: the document.
        remarks: warnings and notes.
        recognised: words of its text that a program read off images.
    """

    document: Document
    remarks: tuple[Problem, ...] = ()
    recognised: Recognised = NOTHING_RECOGNISED


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a file holds, not yet read whole.

    Attributes:
        id: its id.
        place: where in the file it is, "" for the whole.
        files: further files that it names, by their paths from the file.
        read: makes the document; raises `HoldingError`. It may be called in another process, so
            it can be pickled, unless the record is at hand.
        at_hand: whether everything of the record is read already, so that `read` costs nothing.
        by_path: the path of which the id is made, so that it may be made otherwise; None for an
            id that the record says itself.
        digest: of its row, where that says everything; else "".
        known: what reading that row came to before; then it isn't read.
    """

    id: str
    place: str
    files: tuple[str, ...]
    read: Callable[[], Taken]
    at_hand: bool = False
    by_path: Path | None = None
    digest: str = ""
    known: KnownRow | None = None

    @classmethod
    def of_known(cls, row: KnownRow, place: str, digest: str) -> Candidate:
        """The record of a row that is known."""
        return cls(row.id, place, (), _not_read, digest=digest, known=row)

    def called(self, number: str) -> Candidate:
        """The same record by another id, unless it turns out to have one of its own."""
        return replace(self, id=number, read=partial(_read_as, self, number))


def _not_read() -> Taken:
    raise RuntimeError("a row that is known is passed over")


def _read_as(candidate: Candidate, number: str) -> Taken:
    taken = candidate.read()
    if taken.document.id != candidate.id:
        return taken
    return replace(taken, document=replace(taken.document, id=number))


class Reader(Protocol):
    """Reads one format."""

    @property
    def name(self) -> str:
        """What the format is called in reports."""

    def recognises(self, head: Head) -> bool:
        """Whether a file that begins so is of this format."""

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """The records of a file, in order; what can't be taken comes as its error."""


@runtime_checkable
class RowReader(Reader, Protocol):
    """Reads a format whose rows may be known from before."""

    def unless_known(
        self, path: Path, root: Path, settings: ReadingSettings, known: Known
    ) -> Iterator[Candidate | HoldingError]:
        """As `candidates`; rows that are known aren't parsed."""


@dataclass(frozen=True, slots=True)
class WholeFile:
    """Reads a format of which a file is one record, called by its path.

    Attributes:
        name: what the format is called in reports.
        test: whether a file that begins so is of this format.
        read: makes the document of (path, root, id, settings); raises `HoldingError`.
    """

    name: str
    test: Callable[[Head], bool]
    read: Callable[[Path, Path, str, ReadingSettings], Taken]

    def recognises(self, head: Head) -> bool:
        """Whether a file that begins so is of this format."""
        return self.test(head)

    def candidates(
        self, path: Path, root: Path, settings: ReadingSettings
    ) -> Iterator[Candidate | HoldingError]:
        """The one record."""
        number = default_id(path, root)
        read = partial(self.read, path, root, number, settings)
        yield Candidate(number, "", (), read, by_path=path)
