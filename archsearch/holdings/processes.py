"""Processes that work for this one: they know its repositories, and end when it does."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from archsearch.holdings.repositories import add_repositories, added_repositories
from archsearch.systems import end_with_parent


def process_pool(jobs: int) -> ProcessPoolExecutor:
    """A pool of processes, begun anew on every system: a fork would copy locks that threads hold.

    Raises:
        OSError: the system gives no processes.
    """
    return ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(added_repositories(),),
    )


def _begin(repositories: tuple[str, ...]) -> None:
    end_with_parent()
    add_repositories(repositories)
