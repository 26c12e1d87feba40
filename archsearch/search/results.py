"""What a search answers: values that the command line, the pages and the JSON API render."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from archsearch.holdings.pages import page_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archsearch.analysis.via import Via
    from archsearch.holdings import ArchivalDate, Document, PageBreak, Reference
    from archsearch.holdings.authority import Authority
    from archsearch.search.meant import Suggestion
    from archsearch.search.selection import Facet


@dataclass(frozen=True, slots=True)
class Match:
    """Why a hit is there: a word of the query, and the form that it met.

    Attributes:
        query: the word as the query has it, case-folded.
        form: the form as the document writes it ("АЛИХАН", «С Т А Л И Н У»).
        version: key of the version it stands in, or "" for metadata.
        via: how the two belong together.
    """

    query: str
    form: str
    version: str
    via: Via


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and the parts of it that matched.

    Attributes:
        text: source text.
        marks: ``[start, end)`` character offsets into `text`, ascending, not overlapping.
        vias: how each mark matched; same length as `marks`.
        language: BCP 47 tag of the text.
        start: where it begins in `Version.text`; so the boxes of a mark are found there.
        page: the page or leaf of its first mark, or of its beginning where nothing is marked;
            None where the source numbers none. Its offset is in `Version.text`.
        breaks: the pages that begin within it, their offsets from its beginning.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    vias: tuple[Via, ...] = ()
    language: str = ""
    start: int = 0
    page: PageBreak | None = None
    breaks: tuple[PageBreak, ...] = ()

    def page_name(self, language: str = "en") -> str:
        """What its page is called ("p. 3", «л. 355 об.»), "" where there is none."""
        return page_name(self.page.label, language) if self.page else ""

    def to_dict(self) -> dict[str, Any]:
        """The text as the JSON API gives it; `scan` is the place of its page's image."""
        return {
            "text": self.text,
            "marks": [list(mark) for mark in self.marks],
            "page": self.page_name() or None,
            "scan": self.page.scan if self.page else None,
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """One aligned passage: its text in each version that has it.

    Attributes:
        number: place of the passage in the document, from 1; its anchor on the document page.
        texts: marked text by version key, in the document's order of versions.
    """

    number: int
    texts: Mapping[str, MarkedText]


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that answers the query.

    Attributes:
        document: the document.
        score: within its tier.
        matched: why it is a hit, strongest kinds first.
        marks: how many marks each version has, by version key.
        passages: its best passages.
        date_is: "certain" if all days that its date may mean are among those asked for,
            "possible" if some are, "" if no date was asked for.
        words_apart: whether the words of the query meet on no page of it.
    """

    document: Document
    score: float
    matched: tuple[Match, ...]
    marks: Mapping[str, int]
    passages: tuple[Passage, ...]
    date_is: str = ""
    words_apart: bool = False

    @property
    def id(self) -> str:
        """Id of the document."""
        return self.document.id

    def to_dict(self) -> dict[str, Any]:
        """The hit as the JSON API gives it."""
        return {
            "id": self.id,
            "score": round(self.score, 4),
            "title": titles_to_dict(self.document),
            "date": date_to_dict(self.document.date),
            "date_is": self.date_is or None,
            "words_apart": self.words_apart,
            "reference": reference_to_dict(self.document.reference),
            "matched": [asdict(match) for match in self.matched],
            "marks": dict(self.marks),
            "passages": [
                {key: marked.to_dict() for key, marked in passage.texts.items()}
                for passage in self.passages
            ],
        }


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query.

    Attributes:
        query: as it was asked.
        total: how many documents match.
        took_ms: time from query to answer, in milliseconds.
        notices: sentences for the reader about what was understood, widened or cut.
        hits: the page of hits asked for, best first.
        offset: how many better hits were skipped.
        complete: False where time ran out: then `total` is "at least".
        facets: values of the hits, with counts.
        sort: the order of the hits.
        next_cursor: leads to the next page, "" after the last one.
        searched: how many documents were searched …
        without_text: … and how many of them have a description alone.
        index_built: ISO 8601 time in UTC at which the index was built.
        suggestions: queries that may have been meant.
        forms_left_out: how many rarer spellings of its names weren't looked for.
    """

    query: str
    total: int
    took_ms: float
    notices: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    offset: int = 0
    complete: bool = True
    facets: tuple[Facet, ...] = ()
    sort: str = "relevance"
    next_cursor: str = ""
    searched: int = 0
    without_text: int = 0
    index_built: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    forms_left_out: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The answer as the command line's `--json` and the HTTP API give it."""
        return {
            "query": self.query,
            "total": self.total,
            "total_is": "exact" if self.complete else "at least",
            "took_ms": round(self.took_ms, 2),
            "notices": list(self.notices),
            "suggestions": [asdict(each) for each in self.suggestions],
            "sort": self.sort,
            "next": self.next_cursor or None,
            "searched": self.searched,
            "without_text": self.without_text,
            "index_built": self.index_built,
            "forms_left_out": self.forms_left_out,
            "facets": {facet.name: facet_to_dict(facet) for facet in self.facets},
            "hits": [hit.to_dict() for hit in self.hits],
        }


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document with a query's marks, for the document page and `archsearch show`.

    Attributes:
        document: the document.
        title: its titles with marks, by version key.
        passages: every aligned passage in order.
        marks: how many marks each version has, by version key.
        aligned: False where the versions don't correspond and stand side by side unpaired.
        notices: sentences for the reader about the query.
    """

    document: Document
    title: Mapping[str, MarkedText]
    passages: tuple[Passage, ...]
    marks: Mapping[str, int] = field(default_factory=dict)
    aligned: bool = True
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """One person, place or organisation, and the documents that name it.

    Attributes:
        authority: with every form of its name.
        results: the documents in which any of the forms stands, in any case.
        forms: its forms, each with the number of documents that have it.
    """

    authority: Authority
    results: Results
    forms: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """The authority as the HTTP API gives it."""
        authority = self.authority
        return {
            "id": authority.id,
            "kind": str(authority.kind),
            "forms": dict(self.forms),
            "dates": authority.dates,
            "note": authority.note,
            "total": self.results.total,
            "hits": [hit.to_dict() for hit in self.results.hits],
        }


#: The two languages that every answer names, present or not.
PRINCIPAL_KEYS = ("en", "ru")


def facet_to_dict(facet: Facet) -> dict[str, Any]:
    """A facet as JSON: its values with counts, and how many values were left out."""
    return {
        "values": [asdict(value) for value in facet.values],
        "left_out": facet.left_out,
    }


def titles_to_dict(document: Document) -> dict[str, str | None]:
    """Titles by version key; the two principal languages are always there, None if absent."""
    principal = {key: document.titles.get(key) or None for key in PRINCIPAL_KEYS}
    return {**principal, **document.titles}


def date_to_dict(date: ArchivalDate) -> dict[str, str | None]:
    """A date as JSON: EDTF (None if undated) and as written."""
    return {"edtf": date.edtf or None, "written": date.written}


def reference_to_dict(reference: Reference) -> dict[str, str]:
    """A reference code as JSON, part by part."""
    return {
        "repository": reference.repository,
        "fond": reference.fond,
        "opis": reference.opis,
        "delo": reference.delo,
        "folios": reference.folios,
        "written": reference.written,
    }
