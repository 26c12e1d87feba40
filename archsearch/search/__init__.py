"""Query language, expansion, ranking, marks: from what a reader typed to what they see."""

from archsearch.search.concordance import Concordance, Line, LineOrder
from archsearch.search.meant import Suggestion
from archsearch.search.results import (
    AuthorityView,
    DocumentView,
    Hit,
    MarkedText,
    Match,
    Passage,
    Results,
    date_to_dict,
    reference_to_dict,
    titles_to_dict,
)
from archsearch.search.searcher import Searcher, open_index
from archsearch.search.selection import FACETS, Facet, FacetValue, Selection, Sort
from archsearch.search.shelves import Neighbours, Shelf, Shelves
from archsearch.search.words import Completion

__all__ = [
    "FACETS",
    "AuthorityView",
    "Completion",
    "Concordance",
    "DocumentView",
    "Facet",
    "FacetValue",
    "Hit",
    "Line",
    "LineOrder",
    "MarkedText",
    "Match",
    "Neighbours",
    "Passage",
    "Results",
    "Searcher",
    "Selection",
    "Shelf",
    "Shelves",
    "Sort",
    "Suggestion",
    "date_to_dict",
    "open_index",
    "reference_to_dict",
    "titles_to_dict",
]
