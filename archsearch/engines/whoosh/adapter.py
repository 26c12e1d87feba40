"""A collection as Whoosh sees an index: its reader.

With it any Whoosh query runs over the arrays, and anything else of Whoosh that takes a reader.
Deleted documents are left out of postings, so that Whoosh never sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.fields import ID, TEXT, Schema
from whoosh.reading import IndexReader, TermInfo, TermNotFound
from whoosh.searching import Searcher

from archsearch.engines.whoosh.matchers import TermMatcher, live_postings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whoosh.matching import Matcher
    from whoosh.scoring import WeightingModel

    from archsearch.engines.whoosh.collection import Collection, Place

    Text = str | bytes


class ArrayReader(IndexReader):
    """A collection as a `whoosh.reading.IndexReader`; one atomic reader, however many segments."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        keywords = {
            name
            for segment in collection.segments
            for name in segment.entry.columns["keywords"]
            if collection.field(name) < 0
        }
        fields = {name: TEXT(phrase=True) for name in collection.manifest.fields}
        self.schema = Schema(**fields, **{name: ID() for name in keywords})

    def searcher(self, weighting: WeightingModel) -> Searcher:
        """A Whoosh searcher over this reader."""
        return Searcher(self, weighting=weighting)

    def places(self, fieldname: str, text: Text) -> tuple[Place, ...]:
        """Where a term of a field is; empty if it is nowhere."""
        term = text.decode("utf-8") if isinstance(text, bytes) else text
        if self._collection.field(fieldname) < 0:
            return ()
        return self._collection.places(fieldname, term)

    def _known(self, fieldname: str, text: Text) -> tuple[Place, ...]:
        places = self.places(fieldname, text)
        if not places:
            raise TermNotFound((fieldname, text))
        return places

    def __contains__(self, term: tuple[str, Text]) -> bool:
        return bool(self.places(*term))

    def indexed_field_names(self) -> Iterable[str]:
        """Names of the fields of terms."""
        return self._collection.manifest.fields

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term of every field."""
        for field in sorted(self._collection.manifest.fields):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Terms of a field from `prefix` on."""
        number = self._collection.field(fieldname)
        terms = {
            segment.postings.terms.raw(term)
            for segment in self._collection.segments
            for term in segment.postings.terms_from(number, prefix)
        }
        yield from ((fieldname, term) for term in sorted(terms))

    def term_info(self, fieldname: str, text: Text) -> TermInfo:
        """Statistics of a term."""
        documents, frequencies = live_postings(self._collection, self._known(fieldname, text))
        if not documents.size:
            return TermInfo()
        lengths = self._collection.lengths(fieldname)[documents]
        return TermInfo(
            weight=float(frequencies.sum()),
            df=int(documents.size),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def postings(self, fieldname: str, text: Text, **kwargs: Any) -> Matcher:  # noqa: ANN401 - Whoosh's own signature
        """Goes through the documents that have a term."""
        places = self._known(fieldname, text)
        raw = text.encode("utf-8") if isinstance(text, str) else text
        info = self.term_info(fieldname, text)
        return TermMatcher(self._collection, places, kwargs.get("scorer"), (fieldname, raw), info)

    def has_deletions(self) -> bool:
        """Whether documents were deleted."""
        return self._collection.live is not None

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document was deleted."""
        live = self._collection.live
        return live is not None and not live[docnum]

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Id and stored bytes of a document."""
        segment, local = self._collection.locate(docnum)
        return {"id": segment.identifiers.get(local), "stored": segment.stored.get(local)}

    def doc_count_all(self) -> int:
        """How many numbers of documents there are."""
        return self._collection.size

    def doc_count(self) -> int:
        """How many documents there are."""
        return self._collection.live_count

    def frequency(self, fieldname: str, text: Text) -> int:
        """How often a term occurs."""
        places = self.places(fieldname, text)
        return int(live_postings(self._collection, places)[1].sum())

    def doc_frequency(self, fieldname: str, text: Text) -> int:
        """How many documents have a term."""
        return self._collection.document_frequency(self.places(fieldname, text))

    def _lengths(self, fieldname: str) -> Sequence[int]:
        lengths, live = self._collection.lengths(fieldname), self._collection.live
        kept: list[int] = (lengths if live is None else lengths[live]).tolist()
        return kept

    def field_length(self, fieldname: str) -> int:
        """How many tokens a field has in all documents."""
        return sum(self._lengths(fieldname))

    def min_field_length(self, fieldname: str) -> int:
        """The fewest tokens a field has in a document."""
        return min(self._lengths(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        """The most tokens a field has in a document."""
        return max(self._lengths(fieldname), default=0)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many tokens a field has in a document, exactly."""
        return int(self._collection.lengths(fieldname)[docnum]) or default

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Term vectors aren't kept."""
        del docnum, fieldname
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any = None) -> Matcher:  # noqa: ANN401 - Whoosh's own signature
        """Term vectors aren't kept."""
        raise KeyError(f"No vector for document {docnum}, field {fieldname}, {format_}")
