"""Some documents → a batch: analysed, and with a numbering of terms that is the batch's own.

A process reads what is frequent once and keeps it from batch to batch. The numbers of a batch
say nothing of that: its strings are numbered in the order in which its documents use them, so a
batch is the same whichever process made it, and after whatever other batches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from archsearch.analysis import Analyzer, Vocabulary
from archsearch.indexing.analysed import analyse_document
from archsearch.indexing.lessons import Lessons
from archsearch.indexing.outcome import pack_outcome, unpack_outcome
from archsearch.indexing.surfaces import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from archsearch.engines.base import IndexedDocument
    from archsearch.holdings import Document
    from archsearch.indexing.outcome import Outcome
    from archsearch.settings import AnalysisSettings

#: Strings after which a process begins anew: about 150 MB with what was read of them.
_MOST_STRINGS = 1 << 20


@dataclass(frozen=True, slots=True)
class Batch:
    """Analysed documents whose term ids are indexes into `strings`.

    Attributes:
        documents: as the engine takes them.
        strings: terms and surface forms.
        counts: (len(strings), 3) how each is written, from `archsearch.indexing.surfaces`.
        lessons: what the documents teach the lexicon.
        fresh: what was analysed now, packed, by place in `documents`, if that was asked for.
        reused: how many documents weren't analysed, their outcome being known.
    """

    documents: tuple[IndexedDocument, ...]
    strings: tuple[str, ...]
    counts: NDArray[np.int32]
    lessons: Lessons
    fresh: Mapping[int, bytes] = field(default_factory=dict)
    reused: int = 0


def analyse_batch(
    documents: tuple[Document, ...],
    settings: AnalysisSettings,
    known: Sequence[bytes | None] | None = None,
) -> Batch:
    """Analyse some documents and number their terms.

    Args:
        documents: the documents.
        settings: how.
        known: for each the packed outcome of an earlier analysis, or None; None for all where
            nothing is kept.
    """
    memory = _memory(_Frozen(settings))
    vocabulary = memory.vocabulary()
    outcomes: list[Outcome] = []
    fresh: dict[int, bytes] = {}
    for place, (document, data) in enumerate(
        zip(documents, known or [None] * len(documents), strict=True)
    ):
        outcome = _remembered(document, data, vocabulary) if data else None
        if outcome is None:
            outcome = analyse_document(document, memory.analyzer, vocabulary)
            if known is not None:
                fresh[place] = pack_outcome(document, outcome.alone(vocabulary.strings))
        outcomes.append(outcome)
    reused = len(documents) - len(fresh) if known is not None else 0
    return _batch(outcomes, vocabulary, fresh, reused)


def _remembered(document: Document, data: bytes, vocabulary: Vocabulary) -> Outcome | None:
    """A known outcome, numbered by a vocabulary."""
    outcome = unpack_outcome(document, data)
    if outcome is None:
        return None
    numbers = np.fromiter(map(vocabulary.id, outcome.strings), np.int32, len(outcome.strings))
    return outcome.renumbered(numbers)


def _batch(
    outcomes: Sequence[Outcome], vocabulary: Vocabulary, fresh: Mapping[int, bytes], reused: int
) -> Batch:
    used, numbers = _used([each.document for each in outcomes], len(vocabulary))
    own = [each.renumbered(numbers) for each in outcomes]
    counts, lessons = np.zeros((used.size, KINDS), np.int32), Lessons()
    for outcome in own:
        counts[outcome.forms] += outcome.counts
        lessons.pairs += outcome.pairs
    return Batch(
        documents=tuple(each.document for each in own),
        strings=tuple(map(vocabulary.strings.__getitem__, used.tolist())),
        counts=counts,
        lessons=lessons,
        fresh=fresh,
        reused=reused,
    )


def forget() -> None:
    """Give back what this process kept for further batches: a few hundred megabytes."""
    _memory.cache_clear()


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
