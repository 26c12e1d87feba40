"""One document, analysed: from its texts to what an engine and a record take.

Pure: no file is touched. The same document and analyser give the same bytes in any process.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.base import FieldTerms, IndexedDocument
from archsearch.holdings.repositories import usual_name
from archsearch.holdings.shelf_mark import leaves, reference_keys, shelf_order, usual_fond
from archsearch.indexing import fields
from archsearch.indexing.forward_index import ForwardIndex
from archsearch.indexing.metadata import metadata_texts
from archsearch.indexing.outcome import Outcome
from archsearch.indexing.record import pack_record
from archsearch.indexing.surfaces import SurfaceForms
from archsearch.parallel import align, lexicon_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archsearch.analysis import Analyzer, Columns, Vocabulary
    from archsearch.holdings import Document

#: A document whose dates span more years is given no year or decade facet: it says nothing.
MAX_FACET_YEARS = 60
YEARS_IN_DECADE = 10
#: Fields of the description in which a capital means a name; English titles capitalise all words.
RUNNING_FIELDS = frozenset({"people", "places", "summary"})


def analyse_document(document: Document, analyzer: Analyzer, vocabulary: Vocabulary) -> Outcome:
    """Analyse every text of `document`, numbering terms by `vocabulary`."""
    surfaces = SurfaceForms()

    def columns(text: str, language: str, *, running: bool = True) -> Columns:
        analysed = analyzer.columns(text, language, vocabulary)
        surfaces.note(text, analysed, running=running)
        return analysed

    texts = {version.key: columns(version.text, version.language) for version in document.versions}
    parts: dict[str, Sequence[Columns]] = {
        field: [columns(text, "und", running=field in RUNNING_FIELDS) for text in values]
        for field, values in metadata_texts(document).items()
    }
    parts["text"] = list(texts.values())
    forward = {key: ForwardIndex.of(columns) for key, columns in texts.items()}
    alignment = align(document)
    indexed = IndexedDocument(
        id=document.id,
        fields=dict(_field_terms(parts)),
        keywords=_keywords(document),
        numbers={
            **_dates(document),
            fields.VERSIONS: len(document.versions),
            fields.PASSAGES: len(alignment.passages),
        },
        sort_keys=_sort_keys(document),
        stored=pack_record(document, alignment, forward),
    )
    pairs = list(lexicon_pairs(document, alignment, texts))
    return Outcome(indexed, (), *surfaces.noted(), pairs)


def _field_terms(parts: Mapping[str, Sequence[Columns]]) -> Iterator[tuple[str, FieldTerms]]:
    """Both engine fields of each field that has tokens; texts in a field lie a gap apart."""
    for field, texts in parts.items():
        columns = [each for each in texts if each.positions.size]
        if not columns:
            continue
        bases = np.cumsum([0] + [int(each.positions[-1]) + fields.TEXT_GAP for each in columns])
        positions = [each.positions + base for each, base in zip(columns, bases, strict=False)]
        length = sum(int(each.positions[-1]) + 1 for each in columns)
        yield (
            field,
            FieldTerms(
                terms=np.concatenate([each.terms for each in columns]),
                positions=np.concatenate(
                    [
                        np.repeat(position, np.diff(each.offsets))
                        for each, position in zip(columns, positions, strict=True)
                    ]
                ).astype(np.int32),
                length=length,
            ),
        )
        yield (
            fields.exact_field(field),
            FieldTerms(
                terms=np.concatenate([each.exact for each in columns]),
                positions=np.concatenate(positions).astype(np.int32),
                length=length,
            ),
        )


def _keywords(document: Document) -> dict[str, tuple[str, ...]]:
    years = _years(document)
    undated = document.date.start is None and document.date.end is None
    values = {
        fields.LANGUAGE: tuple(version.language for version in document.versions),
        fields.REPOSITORY: (usual_name(document.reference.repository),),
        fields.FOND: (usual_fond(document.reference.fond),),
        fields.COLLECTION: (document.collection,),
        fields.PERSON: document.people,
        fields.PLACE: document.places,
        fields.SUBJECT: document.subjects,
        fields.ORIGINAL_LANGUAGE: (document.original_language,),
        fields.YEAR: tuple(str(year) for year in years),
        fields.DECADE: tuple(str(year - year % YEARS_IN_DECADE) for year in years),
        fields.UNDATED: (fields.UNDATED_VALUE,) if undated else (),
        fields.REFERENCE_KEY: reference_keys(document.reference),
        fields.FORMER_ID: document.former_ids,
        fields.LEAF: tuple(map(str, leaves(document.reference))),
    }
    return {
        name: tuple(dict.fromkeys(value for value in found if value))
        for name, found in values.items()
        if any(found)
    }


def _years(document: Document) -> range:
    """The years that the document's date may mean."""
    start, end = document.date.start, document.date.end
    if start is None or end is None:
        return range(0)
    first, last = datetime.date.fromordinal(start).year, datetime.date.fromordinal(end).year
    return range(first, last + 1) if last - first < MAX_FACET_YEARS else range(0)


def _sort_keys(document: Document) -> dict[str, str]:
    order = shelf_order(document.reference)
    return {fields.REFERENCE_ORDER: order} if order.strip("/") else {}


def _dates(document: Document) -> dict[str, int]:
    values = {fields.DATE_START: document.date.start, fields.DATE_END: document.date.end}
    return {name: value for name, value in values.items() if value is not None}
