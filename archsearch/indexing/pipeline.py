"""Documents → batches of analysed documents, in one process or in several.

A batch numbers its terms by itself, so batches can be made anywhere; `Merger` renumbers them
in the order in which they arrive, which is the order of the documents, so the result doesn't
depend on how many processes took part.
"""

from __future__ import annotations

import itertools
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from archsearch.holdings.processes import process_pool
from archsearch.indexing.batches import analyse_batch, forget
from archsearch.indexing.forms import Forms
from archsearch.indexing.lessons import Lessons
from archsearch.indexing.outcome import renumbered
from archsearch.indexing.surfaces import KINDS, with_room
from archsearch.indexing.vocabulary import PackedVocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from archsearch.engines.base import IndexedDocument
    from archsearch.holdings import Document
    from archsearch.indexing.batches import Batch
    from archsearch.indexing.cache import AnalysisCache
    from archsearch.settings import AnalysisSettings

    Chunk = tuple[Document, ...]

#: Documents in a batch: enough to make sending it cheap, few enough to keep memory flat.
BATCH_SIZE = 64
#: Batches under way for each process: one being analysed, one waiting, one to be taken.
BATCHES_PER_JOB = 3


class Memory(NamedTuple):
    """Where the outcome of an analysis is looked for and kept.

    Attributes:
        cache: of an earlier build and this one.
        digest: of a document.
    """

    cache: AnalysisCache
    digest: Callable[[Document], str]


def analyse(
    documents: Iterable[Document],
    settings: AnalysisSettings,
    jobs: int,
    memory: Memory | None = None,
) -> Iterator[Batch]:
    """Analyse `documents` in batches, in order, with `jobs` processes.

    What `memory` has isn't analysed; what was analysed is kept there.
    """
    left = iter(documents)
    chunks = iter(lambda: tuple(itertools.islice(left, BATCH_SIZE)), ())
    for chunk, batch in _analysed(chunks, settings, jobs, memory):
        if memory is not None:
            fresh = {memory.digest(chunk[place]): data for place, data in batch.fresh.items()}
            memory.cache.put(fresh)
        yield batch


def _analysed(
    chunks: Iterable[Chunk], settings: AnalysisSettings, jobs: int, memory: Memory | None
) -> Iterator[tuple[Chunk, Batch]]:
    if jobs <= 1:
        for chunk in chunks:
            yield chunk, analyse_batch(chunk, settings, _known(chunk, memory))
        # Everything that a build does from here on needs memory too.
        forget()
        return
    with process_pool(jobs) as pool:
        under_way: deque[tuple[Chunk, Future[Batch]]] = deque()
        for chunk in chunks:
            known = _known(chunk, memory)
            under_way.append((chunk, pool.submit(analyse_batch, chunk, settings, known)))
            if len(under_way) >= jobs * BATCHES_PER_JOB:
                first, future = under_way.popleft()
                yield first, future.result()
        while under_way:
            first, future = under_way.popleft()
            yield first, future.result()


def _known(chunk: Chunk, memory: Memory | None) -> list[bytes | None] | None:
    """For each document what is known of it; None where nothing can be kept."""
    if memory is None or not memory.cache.is_open:
        return None
    digests = [memory.digest(document) for document in chunk]
    found = memory.cache.get(digests)
    return [found.get(digest) for digest in digests]


class Merger:
    """Gives the documents of all batches one numbering of terms.

    Attributes:
        vocabulary: the numbering.
        lessons: what the documents teach the lexicon.
        reused: how many of them weren't analysed, their outcome being known.
    """

    def __init__(self) -> None:
        self.reused = 0
        self.vocabulary = PackedVocabulary()
        self.lessons = Lessons()
        self._counts = np.zeros((0, KINDS), np.int32)

    def merge(self, batch: Batch) -> Iterator[IndexedDocument]:
        """The documents of `batch`, numbered by `vocabulary`."""
        numbers = self.vocabulary.numbers_of(batch.strings)
        self._counts = with_room(self._counts, len(self.vocabulary))
        self._counts[numbers] += batch.counts
        self.lessons.take(batch.lessons, numbers)
        self.reused += batch.reused
        for document in batch.documents:
            yield renumbered(document, numbers)

    def forms(self) -> Forms:
        """Every distinct surface form, and how it is written."""
        counts = self._counts[: len(self.vocabulary)]
        numbers = np.flatnonzero(counts.any(axis=1))
        return Forms(self.vocabulary.strings.chosen(numbers), counts[numbers])
