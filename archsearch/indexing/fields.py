"""The fields of the index, and how much a match in each is worth.

Every field is there twice: under its name with the terms that conflate word forms, and under
`exact_field` with folded surface forms, for exact search, for names and for ranking exact above
inflected. One field holds all languages: the scripts keep Russian and English terms apart.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Weight of a match by field (BM25F, Robertson et al. 2004), each with the query that needs it.
FIELD_BOOSTS: Mapping[str, float] = MappingProxyType(
    {
        # "letter to Stalin": a document titled so is what is meant, before those that cite it.
        "title": 3.0,
        # "Islambekov": a document that names him as sender before one that mentions him once.
        "people": 2.5,
        # "Ghulja": as for persons; but most documents are *from* a place, so it says less.
        "places": 1.5,
        # "trade": a cataloguer's subject term is a considered statement.
        "subjects": 2.0,
        # "Soviet aid": the summary says in a sentence what the text is about.
        "summary": 1.5,
        # "R-9401ss": who types a code wants that file.
        "reference": 2.0,
        # "repository:GARF", in either script.
        "repositories": 1.0,
        # Collection, citation, credits and other notes repeat over many records.
        "notes": 0.5,
        # The two versions: the measure of the others.
        "text": 1.0,
    }
)

#: Every field, in the order of `FIELD_BOOSTS`.
FIELDS = tuple(FIELD_BOOSTS)

#: Where a field's folded surface forms are.
EXACT_SUFFIX = "_exact"

#: Free positions between two texts in one field, so that no phrase reaches from one to the next.
TEXT_GAP = 100

# Keywords (filters and facets) and numbers (ranges, sorting).
LANGUAGE = "language"
REPOSITORY = "repository"
FOND = "fond"
COLLECTION = "collection"
PERSON = "person"
PLACE = "place"
SUBJECT = "subject"
ORIGINAL_LANGUAGE = "original_language"
YEAR = "year"
DECADE = "decade"
#: Has one value, `UNDATED_VALUE`, where nothing is known of the date.
UNDATED = "undated"
UNDATED_VALUE = "yes"
#: Ids that now lead to the document.
FORMER_ID = "former_id"
#: Keys of the reference's levels, and its leaves: `archsearch.holdings.shelf_mark`.
REFERENCE_KEY = "reference_key"
LEAF = "leaf"
#: Sorts references as they stand on the shelves.
REFERENCE_ORDER = "reference_order"
DATE_START = "date_start"
DATE_END = "date_end"
VERSIONS = "versions"
PASSAGES = "passages"


def exact_field(field: str) -> str:
    """Name of the field that holds the folded surface forms of `field`."""
    return field + EXACT_SUFFIX


def engine_boosts() -> dict[str, float]:
    """Weights by engine field, exact fields included."""
    return {
        name: boost for field, boost in FIELD_BOOSTS.items() for name in (field, exact_field(field))
    }
