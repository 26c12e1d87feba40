"""Some documents → a batch: analysed, and with a numbering of terms that is the batch's own.

A process reads what is frequent once and keeps it from batch to batch. The numbers of a batch
say nothing of that: its strings are numbered in the order in which its documents use them, so a
batch is the same whichever process made it, and after whatever other batches.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from archsearch.analysis import Analyzer, Vocabulary
from archsearch.indexing.analysed import analyse_document
from archsearch.indexing.lessons import Lessons
from archsearch.indexing.surfaces import SurfaceForms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from archsearch.engines.base import IndexedDocument
    from archsearch.holdings import Document
    from archsearch.settings import AnalysisSettings

#: Strings after which a process begins anew: about 150 MB with what was read of them.
_MOST_STRINGS = 1 << 20


@dataclass(frozen=True, slots=True)
class Batch:
    """Analysed documents whose term ids are indexes into `strings`.

    Attributes:
        documents: as the engine takes them.
        sources: the documents that they were made from.
        strings: terms and surface forms.
        counts: (len(strings), 3) how each is written, from `archsearch.indexing.surfaces`.
        lessons: what the documents teach the lexicon.
    """

    documents: tuple[IndexedDocument, ...]
    sources: tuple[Document, ...]
    strings: tuple[str, ...]
    counts: NDArray[np.int32]
    lessons: Lessons


def analyse_batch(documents: tuple[Document, ...], settings: AnalysisSettings) -> Batch:
    """Analyse some documents and number their terms."""
    memory = _memory(_Frozen(settings))
    vocabulary = memory.vocabulary()
    surfaces, lessons = SurfaceForms(), Lessons()
    indexed = [
        analyse_document(each, memory.analyzer, vocabulary, surfaces, lessons) for each in documents
    ]
    used, numbers = _used(indexed, len(vocabulary))
    own = Lessons()
    own.take(lessons, numbers)
    return Batch(
        documents=tuple(renumbered(each, numbers) for each in indexed),
        sources=documents,
        strings=tuple(map(vocabulary.strings.__getitem__, used.tolist())),
        counts=surfaces.counts(len(vocabulary))[used],
        lessons=own,
    )


def forget() -> None:
    """Give back what this process kept for further batches: a few hundred megabytes."""
    _memory.cache_clear()


def renumbered(document: IndexedDocument, numbers: NDArray[np.int32]) -> IndexedDocument:
    """`document` with ``numbers[term]`` instead of each term."""
    return dataclasses.replace(
        document,
        fields={
            name: dataclasses.replace(field, terms=numbers[field.terms])
            for name, field in document.fields.items()
        },
    )


def _used(
    documents: Iterable[IndexedDocument], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The terms of `documents` in the order of their first use, and each one's place in it."""
    parts = [field.terms for each in documents for field in each.fields.values()]
    terms = np.concatenate([np.zeros(0, np.int32), *parts])
    first = np.full(size, terms.size)
    # Of several assignments to one element the last holds, so the first use has to come last.
    first[terms[::-1]] = np.arange(terms.size)[::-1]
    used = np.flatnonzero(first < terms.size)
    used = used[np.argsort(first[used])]
    numbers = np.full(size, -1, np.int32)
    numbers[used] = np.arange(used.size)
    return used, numbers


class _Memory:
    """What a process keeps from batch to batch."""

    def __init__(self, settings: AnalysisSettings) -> None:
        self.analyzer = Analyzer(settings)
        self._vocabulary = Vocabulary()

    def vocabulary(self) -> Vocabulary:
        """Numbers the strings of the next batch; a new one when the last has grown large."""
        if len(self._vocabulary) > _MOST_STRINGS:
            self._vocabulary = Vocabulary()
        return self._vocabulary


class _Frozen:
    """Settings as a key of the cache; they hold a dict, which can't be hashed."""

    def __init__(self, settings: AnalysisSettings) -> None:
        self.settings = settings

    def __hash__(self) -> int:
        return hash(repr(self.settings))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and self.settings == other.settings


@cache
def _memory(settings: _Frozen) -> _Memory:
    return _Memory(settings.settings)
