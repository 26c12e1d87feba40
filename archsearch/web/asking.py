"""A checked request → the searcher's answer: all that a reader chose counts, wherever it is asked.

The page of hits, the JSON API, the feed and the exports ask here, so that they speak of one list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.web.rendering import site

if TYPE_CHECKING:
    from archsearch.search import Results
    from archsearch.web.parameters import SearchRequest


def answer(asked: SearchRequest) -> Results:
    """Search as `asked`.

    Raises:
        SearchError: this can't be searched for.
        IndexUnavailableError: there is no index.
    """
    return (
        site()
        .searcher()
        .search(
            asked.query,
            limit=asked.limit,
            offset=asked.offset,
            variants=asked.variants,
            selection=asked.selection,
            cursor=asked.cursor,
            translations=asked.translations,
            exact=asked.exact,
            all_forms=asked.all_forms,
        )
    )
