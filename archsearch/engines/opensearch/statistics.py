"""What scoring counts: documents of each term, and the length of each field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archsearch.engines.opensearch.encoding import Numbered, Spelled

    #: The distinct terms of a field of a document, and the field.
    Counted = tuple[Collection["TermT"], Numbered | Spelled]

TermT = TypeVar("TermT", int, str)


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
        for name, (terms, found) in fields.items():
            own = self.fields.setdefault(name, FieldStatistics())
            own.length += found.length
            own.occurrences += found.numbers.size
            own.documents += bool(terms)
            self.terms.setdefault(name, Counter()).update(terms)

    def remove(self, fields: Mapping[str, Counted[TermT]]) -> None:
        """Take a document out of the counts again."""
        self.documents -= 1
        for name, (terms, found) in fields.items():
            own = self.fields[name]
            own.length -= found.length
            own.occurrences -= found.numbers.size
            own.documents -= bool(terms)
            self.terms[name].subtract(terms)

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
