"""A stored record and a plan → what is shown: marked passages, and why they matched."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archsearch.analysis import fold
from archsearch.holdings.pages import breaks_within, page_at
from archsearch.indexing.forward_index import ForwardIndex
from archsearch.indexing.metadata import metadata_texts
from archsearch.search.clause import TIERS, tier
from archsearch.search.results import DocumentView, Hit, MarkedText, Match, Passage
from archsearch.search.sought import may_match

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archsearch.analysis import Analyzer
    from archsearch.indexing.record import Record
    from archsearch.search.marks import Mark
    from archsearch.search.sought import Sought

#: Passages shown with a hit: the best one, and one that adds what it lacks.
PASSAGES_PER_HIT = 2
#: Reasons given for a hit: a document of a thousand pages has thousands of matches.
MAX_MATCHES = 50
#: Key of metadata in `Match.version`.
METADATA = ""


class Showing:
    """One record, seen with one query."""

    def __init__(self, record: Record, sought: Sought, analyzer: Analyzer) -> None:
        self._record = record
        self._sought = sought
        self._clauses = sought.clauses
        self._analyzer = analyzer

    def hit(self, score: float) -> Hit:
        """The document as a hit: its best passages and why it matched."""
        chosen = choose_passages(list(self._weights())) or [0][: len(self._rows)]
        return Hit(
            document=self._record.document,
            score=score,
            matched=self._matches(),
            marks={key: len(marks) for key, marks in self._marks.items()},
            passages=tuple(self._passage(number) for number in sorted(chosen)),
        )

    def view(self, notices: tuple[str, ...] = ()) -> DocumentView:
        """The whole document with its marks."""
        document = self._record.document
        return DocumentView(
            document=document,
            title={key: self._metadata("title", title) for key, title in document.titles.items()},
            passages=tuple(self._passage(number) for number in range(len(self._rows))),
            marks={key: len(marks) for key, marks in self._marks.items()},
            aligned=self._record.alignment.aligned,
            notices=notices,
        )

    @cached_property
    def _rows(self) -> Sequence[Mapping[str, tuple[int, int]]]:
        return [passage.spans for passage in self._record.alignment.passages]

    @cached_property
    def _marks(self) -> Mapping[str, tuple[Mark, ...]]:
        marker = self._sought.marker(self._sought.numbers("text"))
        return {
            version.key: marker.marks(version.text, self._record.forward[version.key])
            for version in self._record.document.versions
        }

    @cached_property
    def _starts(self) -> Mapping[str, list[int]]:
        return {key: [mark.start for mark in marks] for key, marks in self._marks.items()}

    def _marks_within(self, key: str, start: int, end: int) -> tuple[Mark, ...]:
        starts = self._starts[key]
        first = bisect_left(starts, start)
        return self._marks[key][first : bisect_left(starts, end, first)]

    def _weights(self) -> Iterator[PassageWeight]:
        """What the passages that have marks say."""
        for number, spans in enumerate(self._rows):
            found = {key: self._marks_within(key, *span) for key, span in spans.items()}
            every = [mark for marks in found.values() for mark in marks]
            if every:
                yield PassageWeight(
                    number=number,
                    clauses=frozenset(mark.clause for mark in every),
                    versions=frozenset(key for key, marks in found.items() if marks),
                    kinds=sum(tier(mark.via) for mark in every) / len(every),
                    marks=len(every),
                )

    def _passage(self, number: int) -> Passage:
        order = [version.key for version in self._record.document.versions]
        spans = self._rows[number]
        return Passage(
            number=number + 1,
            texts={key: self._marked(key, *spans[key]) for key in order if key in spans},
        )

    def _marked(self, key: str, start: int, end: int) -> MarkedText:
        version = self._record.document.version(key)
        marks = self._marks_within(key, start, end)
        pages = version.pages if version else ()
        return MarkedText(
            text=version.text[start:end] if version else "",
            marks=tuple((mark.start - start, min(mark.end, end) - start) for mark in marks),
            vias=tuple(mark.via for mark in marks),
            language=version.language if version else "",
            start=start,
            page=page_at(pages, marks[0].start if marks else start),
            breaks=breaks_within(pages, start, end),
        )

    def _metadata(self, field: str, text: str) -> MarkedText:
        marks = self._marks_in(text, self._sought.numbers(field))
        return MarkedText(
            text,
            tuple((mark.start, mark.end) for mark in marks),
            tuple(mark.via for mark in marks),
        )

    def _marks_in(self, text: str, clauses: tuple[int, ...]) -> tuple[Mark, ...]:
        """The marks of some clauses in a text of the description."""
        tokens = self._analyzer.tokens(text, "und")
        return self._sought.marker(clauses).marks(text, ForwardIndex.of_tokens(tokens))

    def _matches(self) -> tuple[Match, ...]:
        """Why the document is a hit, clause by clause, strongest kind first."""
        document = self._record.document
        found = [
            (version.text, version.key, mark)
            for version in document.versions
            for mark in self._marks[version.key]
        ]
        found += self._stronger_in_metadata(found)
        found.sort(key=lambda each: (each[2].clause, tier(each[2].via)))
        reasons = dict.fromkeys(
            Match(self._clauses[mark.clause].raw, text[mark.start : mark.end], key, mark.via)
            for text, key, mark in found
        )
        return tuple(reasons)[:MAX_MATCHES]

    def _stronger_in_metadata(
        self, in_texts: Sequence[tuple[str, str, Mark]]
    ) -> list[tuple[str, str, Mark]]:
        """Marks in the description, of clauses that it meets better than the texts do."""
        weakest = len(TIERS)
        best = dict.fromkeys(range(len(self._clauses)), weakest)
        for _, _, mark in in_texts:
            best[mark.clause] = min(best[mark.clause], tier(mark.via))
        if not any(best.values()):
            return []
        found = []
        for field, texts in metadata_texts(self._record.document).items():
            asked = tuple(number for number in self._sought.numbers(field) if best[number])
            for text in texts:
                folded = fold(text)
                # Analysing takes longest, and most texts hold nothing of a query.
                if any(may_match(folded, self._clauses[number], best[number]) for number in asked):
                    found += [
                        (text, METADATA, mark)
                        for mark in self._marks_in(text, asked)
                        if tier(mark.via) < best[mark.clause]
                    ]
        return found


@dataclass(frozen=True, slots=True)
class PassageWeight:
    """What a passage has to say for a query.

    Attributes:
        number: the passage's row.
        clauses: numbers of the clauses that match in it.
        versions: keys of the versions in which something matches.
        kinds: mean tier of its marks, 0 where all are exact.
        marks: how many marks it has.
    """

    number: int
    clauses: frozenset[int]
    versions: frozenset[str]
    kinds: float
    marks: int


def choose_passages(weights: Sequence[PassageWeight]) -> list[int]:
    """Rows of the best passages of a hit: at most `PASSAGES_PER_HIT`, the first row if none match.

    The best has most of the query's words, then the strongest kinds, both versions, most marks,
    and comes first. A further one must match, and those that add a word or a version go first.
    """
    chosen: list[PassageWeight] = []
    left = [weight for weight in weights if weight.marks]
    while left and len(chosen) < PASSAGES_PER_HIT:
        clauses = frozenset[int]().union(*(weight.clauses for weight in chosen))
        versions = frozenset[str]().union(*(weight.versions for weight in chosen))
        best = min(
            left,
            key=lambda weight: (
                -len(weight.clauses - clauses),
                -len(weight.versions - versions),
                -len(weight.clauses),
                weight.kinds,
                -len(weight.versions),
                -weight.marks,
                weight.number,
            ),
        )
        chosen.append(best)
        left.remove(best)
    return [weight.number for weight in chosen] or [0][: len(weights)]
