"""A passage as the terms that a lexicon is learned from.

Columns of an analysed text and a span arrive, one term a word leaves: the likeliest lemma, without
the others that analysis stacks on it for the index. Numbers teach nothing and are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from archsearch.analysis import Columns
    from archsearch.holdings import Document
    from archsearch.parallel.passage import Alignment


def first_terms(columns: Columns, start: int, end: int) -> NDArray[np.int32]:
    """The first term of every word that begins within ``[start, end)``, as ids."""
    low, high = np.searchsorted(columns.starts, (start, end))
    positions = columns.positions[low:high]
    if not positions.size:
        return np.zeros(0, dtype=np.int32)
    first = np.flatnonzero(np.diff(positions, prepend=positions[0] - 1))
    return np.asarray(columns.terms[columns.offsets[low + first]])


def lexicon_pairs(
    document: Document, alignment: Alignment, columns: Mapping[str, Columns]
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """What a document teaches: the terms of its Russian and English passages, side by side.

    Args:
        document: with any versions; only Russian and English ones are paired.
        alignment: its passages.
        columns: the analysed text of each version, by key; all with one vocabulary.
    """
    if not alignment.aligned:
        return
    languages = {each.key: each.language.partition("-")[0] for each in document.versions}
    for passage in alignment.passages:
        russian = [key for key in passage.spans if languages[key] == "ru"]
        english = [key for key in passage.spans if languages[key] == "en"]
        if russian and english:
            # One of several translations is enough: the others would count the same words twice.
            yield (
                first_terms(columns[russian[0]], *passage.spans[russian[0]]),
                first_terms(columns[english[0]], *passage.spans[english[0]]),
            )
