"""Records to be read → what came of them, in their order, read by as many processes as are set.

The processes are started when there is enough to read. What holds for reading in one process
holds here: a record has so much time, an error is a problem of that record alone. A process that
dies (of a fault in a library, or because the system needs its memory) takes no other record with
it: those that were with it are read again, one by one.
"""

from __future__ import annotations

import itertools
import pickle
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from archsearch.errors import HoldingError
from archsearch.holdings.processes import process_pool
from archsearch.readers.foreign import faults_named
from archsearch.readers.report import Problem
from archsearch.readers.time_limit import time_limit
from archsearch.systems import processors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from archsearch.readers.reader import Taken

#: So many records are read before processes are started, which takes longer than reading these.
ALONE = 48
#: Records that a process gets at once: enough to make sending them cheap.
BATCH_SIZE = 16
#: Batches under way for each process: one being read, one waiting, one to be taken.
BATCHES_PER_JOB = 3


@dataclass(frozen=True, slots=True)
class Errand:
    """A record to be read.

    Attributes:
        path: its file.
        place: where in the file it is, "" for the whole.
        seconds: so long it may take.
        read: makes the document; raises `HoldingError`.
        at_hand: whether everything of it is read already, so that it needn't be sent anywhere.
    """

    path: Path
    place: str
    seconds: float
    read: Callable[[], Taken]
    at_hand: bool = False

    def run(self) -> Taken | Problem:
        """The document, or why there is none."""
        try:
            limit = time_limit(self.seconds, self.path, self.place)
            with faults_named(self.path, self.place), limit:
                return self.read()
        except HoldingError as error:
            return Problem.of(error)

    def died(self) -> Problem:
        """What is said of a record whose reading ended the process."""
        return Problem(
            str(self.path),
            "can't be read: it ended the process that read it",
            place=self.place,
            remedy="open it with the program that it was made with, and save it anew",
        )


def jobs_of(given: int) -> int:
    """How many processes read: as set, or one for each processor that there is."""
    return given or processors()


def run_in_order(errands: Iterable[Errand], jobs: int) -> Iterator[Taken | Problem]:
    """What comes of each errand, in their order."""
    left = iter(errands)
    for errand in left if jobs <= 1 else itertools.islice(left, ALONE):
        yield errand.run()
    for errand in left:
        if not errand.at_hand:
            yield from _run_together(itertools.chain([errand], left), jobs)
        else:
            yield errand.run()


def _run_together(errands: Iterator[Errand], jobs: int) -> Iterator[Taken | Problem]:
    crew = _Crew.begun(jobs)
    if crew is None:
        yield from (errand.run() for errand in errands)
        return
    with crew:
        yield from crew.outcomes(errands)


class _Crew:
    """The processes, and what they are at."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool = process_pool(jobs)
        self._under_way: deque[tuple[Sequence[Errand], Future[list[Taken | Problem]]]] = deque()

    @classmethod
    def begun(cls, jobs: int) -> Self | None:
        """A crew that works; None where the system gives no processes."""
        try:
            crew = cls(jobs)
            crew._pool.submit(int).result()
        except (OSError, BrokenProcessPool):
            return None
        return crew

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def outcomes(self, errands: Iterable[Errand]) -> Iterator[Taken | Problem]:
        """What comes of the errands, in order; few are waited for at once."""
        batch: list[Errand] = []
        for errand in errands:
            if errand.at_hand and not batch and not self._under_way:
                yield errand.run()
                continue
            batch.append(errand)
            if len(batch) == BATCH_SIZE:
                self._send(batch)
                batch = []
            if len(self._under_way) >= self._jobs * BATCHES_PER_JOB:
                yield from self._taken(*self._under_way.popleft())
        self._send(batch)
        while self._under_way:
            yield from self._taken(*self._under_way.popleft())

    def _taken(
        self, batch: Sequence[Errand], future: Future[list[Taken | Problem]]
    ) -> Iterator[Taken | Problem]:
        sent = [each for each in batch if not each.at_hand]
        try:
            found = iter(future.result())
        except BrokenProcessPool:
            found = iter(self._one_by_one(sent))
        except (pickle.PicklingError, TypeError, AttributeError):
            # A reader's own values may be such as can't be sent: then it is slower, no worse.
            found = iter([each.run() for each in sent])
        for errand in batch:
            yield errand.run() if errand.at_hand else next(found)

    def _send(self, batch: Sequence[Errand]) -> None:
        self._under_way.append((batch, self._submit([each for each in batch if not each.at_hand])))

    def _submit(self, errands: Sequence[Errand]) -> Future[list[Taken | Problem]]:
        try:
            return self._pool.submit(_run, errands)
        except BrokenProcessPool:
            self._pool = process_pool(self._jobs)
            return self._pool.submit(_run, errands)

    def _one_by_one(self, errands: Sequence[Errand]) -> list[Taken | Problem]:
        """Read errands again of which one, nobody knows which, ended its process."""
        found: list[Taken | Problem] = []
        pool = process_pool(1)
        for errand in errands:
            try:
                found += pool.submit(_run, [errand]).result()
            except BrokenProcessPool:
                found.append(errand.died())
                pool = process_pool(1)
        pool.shutdown()
        return found


def _run(errands: Sequence[Errand]) -> list[Taken | Problem]:
    return [errand.run() for errand in errands]
