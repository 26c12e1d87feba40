"""Documents → batches of analysed documents, in one process or in several.

A batch numbers its terms by itself, so batches can be made anywhere; `Merger` renumbers them
in the order in which they arrive, which is the order of the documents, so the result doesn't
depend on how many processes took part.
"""

from __future__ import annotations

import itertools
import multiprocessing
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from archsearch.analysis import Vocabulary
from archsearch.indexing.batches import analyse_batch, forget, renumbered
from archsearch.indexing.forms import Forms
from archsearch.indexing.lessons import Lessons
from archsearch.indexing.surfaces import with_room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archsearch.engines.base import IndexedDocument
    from archsearch.holdings import Document
    from archsearch.indexing.batches import Batch
    from archsearch.settings import AnalysisSettings

#: Documents in a batch: enough to make sending it cheap, few enough to keep memory flat.
BATCH_SIZE = 64
#: Batches under way for each process: one being analysed, one waiting, one to be taken.
BATCHES_PER_JOB = 3


def analyse(
    documents: Iterable[Document], settings: AnalysisSettings, jobs: int
) -> Iterator[Batch]:
    """Analyse `documents` in batches, in order, with `jobs` processes."""
    left = iter(documents)
    chunks = iter(lambda: tuple(itertools.islice(left, BATCH_SIZE)), ())
    if jobs <= 1:
        for chunk in chunks:
            yield analyse_batch(chunk, settings)
        # Everything that a build does from here on needs memory too.
        forget()
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        under_way: deque[Future[Batch]] = deque()
        for chunk in chunks:
            under_way.append(pool.submit(analyse_batch, chunk, settings))
            if len(under_way) >= jobs * BATCHES_PER_JOB:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


class Merger:
    """Gives the documents of all batches one numbering of terms."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.lessons = Lessons()
        self._counts = np.zeros((0, 3), np.int32)

    def merge(self, batch: Batch) -> Iterator[IndexedDocument]:
        """The documents of `batch`, numbered by `vocabulary`."""
        numbers = np.array([self.vocabulary.id(string) for string in batch.strings], np.int32)
        self._counts = with_room(self._counts, len(self.vocabulary))
        self._counts[numbers] += batch.counts
        self.lessons.take(batch.lessons, numbers)
        for document in batch.documents:
            yield renumbered(document, numbers)

    def forms(self) -> Forms:
        """Every distinct surface form, and how it is written."""
        counts = self._counts[: len(self.vocabulary)]
        numbers = np.flatnonzero(counts.any(axis=1))
        strings = self.vocabulary.strings
        return Forms(tuple(strings[number] for number in numbers.tolist()), counts[numbers])
