"""What scoring counts: documents of each term, and the length of each field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

TermT = TypeVar("TermT", int, str)


class Counted(NamedTuple, Generic[TermT]):
    """What is counted of one field of one document.

    Attributes:
        terms: the distinct terms.
        occurrences: how many there are, stacked ones each by itself.
        length: positions that hold a token.
    """

    terms: Collection[TermT]
    occurrences: int
    length: int


@dataclass(slots=True)
class FieldStatistics:
    """Counts of one field over all documents.

    Attributes:
        length: positions that hold a token.
        occurrences: terms, stacked ones each by itself.
        documents: documents that have the field.
    """

    length: int = 0
    occurrences: int = 0
    documents: int = 0


@dataclass(slots=True)
class Statistics(Generic[TermT]):
    """Counts over all documents of an index.

    Attributes:
        documents: how many there are.
        fields: counts by field.
        terms: documents by term, by field; terms as ids or as strings.
    """

    documents: int = 0
    fields: dict[str, FieldStatistics] = field(default_factory=dict)
    terms: dict[str, Counter[TermT]] = field(default_factory=dict)

    def add(self, fields: Mapping[str, Counted[TermT]]) -> None:
        """Count a document."""
        self.documents += 1
        for name, found in fields.items():
            own = self.fields.setdefault(name, FieldStatistics())
            own.length += found.length
            own.occurrences += found.occurrences
            own.documents += bool(found.terms)
            self.terms.setdefault(name, Counter()).update(found.terms)

    def remove(self, fields: Mapping[str, Counted[TermT]]) -> None:
        """Take a document out of the counts again."""
        self.documents -= 1
        for name, found in fields.items():
            own = self.fields[name]
            own.length -= found.length
            own.occurrences -= found.occurrences
            own.documents -= bool(found.terms)
            self.terms[name].subtract(found.terms)

    def include(self, documents: int, fields: Mapping[str, FieldStatistics]) -> None:
        """Add the counts of fields of other documents; their terms are counted apart."""
        self.documents += documents
        for name, other in fields.items():
            own = self.fields.setdefault(name, FieldStatistics())
            own.length += other.length
            own.occurrences += other.occurrences
            own.documents += other.documents


def named(statistics: Statistics[int], strings: Sequence[str]) -> Statistics[str]:
    """The same counts, with the terms that ids stand for."""
    terms = {
        name: Counter({strings[number]: count for number, count in counts.items()})
        for name, counts in statistics.terms.items()
    }
    return Statistics(statistics.documents, statistics.fields, terms)
