"""What the readers had to say: problems, and how many files and records there were."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.errors import HoldingError


class Severity(StrEnum):
    """What became of what a problem is about."""

    REFUSED = "refused"
    WARNED = "warned"
    NOTED = "noted"


#: Where no particular remedy is known.
_REMEDY = "open it and correct it, or take it out of the folder"
_DONE = {
    Severity.REFUSED: "nothing of it was indexed",
    Severity.WARNED: "it was indexed all the same",
    Severity.NOTED: "it was indexed as it is",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a holding.

    Attributes:
        path: the file, as reached from the path that was named.
        message: what is wrong, in one sentence without its full stop.
        severity: refused (nothing of it is indexed), warned (indexed all the same) or noted (worth
            knowing, nothing is wrong).
        place: where in the file ("line 12"), or "" for the whole of it.
        remedy: what the librarian can do, or "".
    """

    path: str
    message: str
    severity: Severity = Severity.REFUSED
    place: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, error: HoldingError) -> Problem:
        """What an error refuses."""
        remedy = error.remedy or _REMEDY
        return cls(error.path, error.message, place=error.place, remedy=remedy)

    @property
    def done(self) -> str:
        """What became of it, for a person."""
        return _DONE[self.severity]

    def __str__(self) -> str:
        where = f"{self.path}, {self.place}" if self.place else self.path
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.severity}: {where}: {self.message}{remedy}"


@dataclass(frozen=True, slots=True)
class FormatCount:
    """What reading the files of one format came to."""

    name: str
    files: int
    records: int
    warned: int
    refused: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words that a program read off images.

    Attributes:
        words: how many.
        confidence: the mean of how sure it was of each, from 0 to 1; None where nobody says.
    """

    words: int = 0
    confidence: float | None = None

    def __add__(self, other: Recognised) -> Recognised:
        """Both together; a mean counts by its words."""
        told = [each for each in (self, other) if each.confidence is not None and each.words]
        weight = sum(each.words for each in told)
        total = sum((each.confidence or 0) * each.words for each in told)
        return Recognised(self.words + other.words, total / weight if weight else None)

    def __str__(self) -> str:
        """For people: "1,234 words, mean confidence 95 %"."""
        sure = "" if self.confidence is None else f", mean confidence {self.confidence:.0%}"
        return f"{counted(self.words, 'word')}{sure}"


NOTHING_RECOGNISED = Recognised()


@dataclass
class Report:
    """Everything that reading some holdings came to; filled while they are read.

    Attributes:
        problems: in the order of the files.
        records: documents that were read.
        no_text: documents among them of which only the description is indexed.
        skipped: files that aren't holdings.
        formats: how many files were read in each format.
        format_records: how many records these gave.
        format_problems: how many problems they have, by format and severity.
        recognised: words of the records' texts that a program read off images (OCR).
    """

    problems: list[Problem] = field(default_factory=list)
    records: int = 0
    no_text: int = 0
    skipped: int = 0
    formats: Counter[str] = field(default_factory=Counter)
    format_records: Counter[str] = field(default_factory=Counter)
    format_problems: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    recognised: Recognised = NOTHING_RECOGNISED

    @property
    def refused(self) -> int:
        """How many files or records were refused."""
        return sum(each.severity is Severity.REFUSED for each in self.problems)

    @property
    def warned(self) -> int:
        """How many problems don't keep a record out."""
        return sum(each.severity is Severity.WARNED for each in self.problems)

    def by_format(self) -> list[FormatCount]:
        """What reading came to, format by format."""
        return [
            FormatCount(
                name,
                files,
                self.format_records[name],
                self.format_problems[name, Severity.WARNED],
                self.format_problems[name, Severity.REFUSED],
            )
            for name, files in sorted(self.formats.items())
        ]

    def summary(self) -> str:
        """One line for a person."""
        formats = ", ".join(f"{name} {count}" for name, count in sorted(self.formats.items()))
        read, skipped = counted(self.records, "record"), counted(self.skipped, "file")
        without = f", {self.no_text:,} without text" if self.no_text else ""
        ocr = f"OCR: {self.recognised}; " if self.recognised.words else ""
        return (
            f"Read {read}{without} ({formats or 'no files'}); {ocr}"
            f"{self.warned} warned, {self.refused} refused, {skipped} skipped."
        )


def counted(number: int, noun: str) -> str:
    """A number of things: "1 record", "2 records"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
