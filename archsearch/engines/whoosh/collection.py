"""All segments of an index as one: documents numbered through, statistics over all of them.

Deleted documents keep their numbers and stand in the postings until a merge; every count that
scoring uses leaves them out, and `Collection.live` says which to drop from what was found.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from archsearch.engines.whoosh.deletions import reduced
from archsearch.engines.whoosh.kept import KEPT_EACH, MOST_KEPT, Kept
from archsearch.engines.whoosh.manifest import IndexManifest
from archsearch.engines.whoosh.matches import SEARCH_COST, within
from archsearch.engines.whoosh.postings import FREQUENT, Postings
from archsearch.engines.whoosh.segment import Segment
from archsearch.engines.whoosh.streams import repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    Documents = NDArray[np.int32]

#: Fewer documents are looked up one by one.
SMALL = 128
#: Bytes of leaders that are kept: those of some three thousand words.
MOST_LEADERS = 8 << 20
#: Look-ups that are remembered; a few hundred bytes each.
MAX_REMEMBERED = 20_000


class Place(NamedTuple):
    """A pair of term and field in one segment."""

    segment: int
    pair: int


class Collection:
    """An index opened for reading; never changes, so any number of threads may use it.

    Attributes:
        manifest: what the index says about itself.
        segments: in the order of document numbers.
        kept: what was decoded, and scores.
        leaders: the best documents of frequent words; apart, so that long arrays never crowd
            them out.
        bases: number of each segment's first document, and behind it the number of documents.
    """

    def __init__(self, path: Path, without: Iterable[str] = ()) -> None:
        """Open an index.

        Args:
            path: its folder.
            without: ids of documents that count as deleted.

        Raises:
            IndexUnavailableError: nothing there, damaged, or of another format.
        """
        self.manifest = IndexManifest.read(path)
        count = sum(entry.documents for entry in self.manifest.segments)
        self.kept = Kept(MOST_KEPT + KEPT_EACH * count)
        self.leaders = Kept(MOST_LEADERS)
        self.segments = [Segment(path, entry, self.kept) for entry in self.manifest.segments]
        self.bases = [0, *itertools.accumulate(segment.count for segment in self.segments)]
        self._fields = {name: number for number, name in enumerate(self.manifest.fields)}
        self._places: dict[tuple[str, str], tuple[Place, ...]] = {}
        self._gone = self._numbers_of(without)

    @property
    def size(self) -> int:
        """How many document numbers there are, those of deleted documents included."""
        return self.bases[-1]

    @cached_property
    def live_count(self) -> int:
        """Documents that aren't deleted."""
        return self.size - self._gone.size

    @cached_property
    def live(self) -> NDArray[np.bool_] | None:
        """(size,) which documents aren't deleted; None if none is."""
        if self.live_count == self.size:
            return None
        live = np.ones(self.size, np.bool_)
        live[self._gone] = False
        return live

    @cached_property
    def hidden(self) -> list[dict[int, int]]:
        """For each segment, how many of a pair's documents are left out by their ids, by pair."""
        found = []
        for base, segment in zip(self.bases, self.segments, strict=False):
            gone = np.zeros(segment.count, np.bool_)
            own = self._gone[(self._gone >= base) & (self._gone < base + segment.count)] - base
            gone[np.setdiff1d(own, segment.deleted)] = True
            parts = reduced(segment, gone) if gone.any() else ()
            found.append(
                {
                    pair: count
                    for pairs, counts in parts
                    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)
                }
            )
        return found

    def _numbers_of(self, without: Iterable[str]) -> NDArray[np.int64]:
        """Numbers of the deleted documents, and of those that are left out by their ids."""
        gone = [
            segment.deleted.astype(np.int64) + base
            for base, segment in zip(self.bases, self.segments, strict=False)
        ]
        found = [
            base + number
            for document_id in without
            for base, segment in zip(self.bases, self.segments, strict=False)
            if (number := segment.identifiers.find(document_id)) >= 0
        ]
        return np.unique(np.concatenate([*gone, np.array(found, np.int64)]))

    def locate(self, number: int) -> tuple[Segment, int]:
        """The segment that a document lies in, and its number there.

        Raises:
            IndexError: there is no such document.
        """
        if not 0 <= number < self.size:
            raise IndexError(number)
        place = bisect_right(self.bases, number) - 1
        return self.segments[place], number - self.bases[place]

    def field(self, name: str) -> int:
        """Number of a field, -1 if no document has it."""
        return self._fields.get(name, -1)

    def places(self, field: str, term: str) -> tuple[Place, ...]:
        """Where a term of a field is; empty if it is nowhere."""
        found = self._places.get((field, term))
        if found is None:
            number, raw = self.field(field), term.encode("utf-8", "surrogatepass")
            pairs = [segment.postings.pair(number, raw) for segment in self.segments]
            found = tuple(Place(at, pair) for at, pair in enumerate(pairs) if pair >= 0)
            if len(self._places) >= MAX_REMEMBERED:
                self._places.clear()
            self._places[field, term] = found
        return found

    def posting_count(self, places: tuple[Place, ...]) -> int:
        """Documents that have the term, deleted ones included."""
        return sum(self.segments[at].postings.document_count(pair) for at, pair in places)

    def document_frequency(self, places: tuple[Place, ...]) -> int:
        """Live documents that have the term."""
        return sum(self.segments[at].document_frequency(pair) for at, pair in places)

    def documents(self, places: tuple[Place, ...]) -> Documents:
        """Documents that have the term, rising."""
        return self._numbered(places, Postings.documents)

    def read_documents(self, places: tuple[Place, ...]) -> Documents:
        """The same, not kept if it isn't yet."""
        return self._numbered(places, Postings.read_documents)

    def _numbered(
        self, places: tuple[Place, ...], read: Callable[[Postings, int], Documents]
    ) -> Documents:
        if len(places) == 1 and not places[0].segment:
            return read(self.segments[0].postings, places[0].pair)
        return _joined(
            [read(self.segments[at].postings, pair) + self.bases[at] for at, pair in places]
        )

    def frequencies(self, places: tuple[Place, ...]) -> NDArray[Any]:
        """How often each of `documents` has the term."""
        return _joined([self.segments[at].postings.frequencies(pair) for at, pair in places])

    def postings(self, places: tuple[Place, ...]) -> tuple[Documents, NDArray[Any]]:
        """Documents that have the term, rising, and how often each has it; not kept."""
        table = self.kept.get((self, places))
        if table is None:
            return self.read_documents(places), self.frequencies(places)
        places_of = (table > 0).nonzero()[0]
        return places_of.astype(np.int32), table.take(places_of)

    def frequency_table(
        self, places: tuple[Place, ...], wanted: int | None = None
    ) -> NDArray[Any] | None:
        """(size,) how often each document has a frequent term; None for a rarer one.

        A byte a document takes less room than the postings of a term that is in every eighth, and
        a look costs the same however many documents have the term.

        Args:
            places: the term.
            wanted: of how many documents it is asked; None: of many. For few a table isn't made.
        """
        count = self.posting_count(places)
        if count < max(self.size // FREQUENT, SMALL):
            return None
        table = self.kept.get((self, places))
        if table is None:
            if wanted is not None and wanted * SEARCH_COST < count:
                return None
            frequencies = self.frequencies(places)
            few = frequencies.itemsize == 1 or frequencies.max() <= np.iinfo(np.uint8).max
            table = np.zeros(self.size, np.uint8 if few else np.int32)
            table[self.read_documents(places).astype(np.intp)] = frequencies
            self.kept.put((self, places), table)
        return table

    def frequencies_at(
        self, places: tuple[Place, ...], chosen: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """The frequencies at some places among `documents`, rising."""
        if len(places) == 1:
            at, pair = places[0]
            return self.segments[at].postings.frequencies_at(pair, chosen)
        return self.frequencies(places)[chosen]

    def positions(
        self, places: tuple[Place, ...], wanted: Documents
    ) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Where the term stands in some documents.

        Args:
            places: the term.
            wanted: rising numbers of documents.

        Returns:
            Place in `wanted` of each occurrence's document, never falling; and its position.
        """
        owners, positions = [], []
        for at, pair in places:
            postings = self.segments[at].postings
            found = within(wanted, postings.documents(pair) + self.bases[at])
            index = np.flatnonzero(found >= 0)
            chosen = found[index]
            if chosen.size:
                ends, own = postings.positions(pair, chosen)
                positions.append(own.astype(np.int32))
                owners.append(repeated(index, ends))
        return _joined(owners), _joined(positions)

    def lengths(self, field: str) -> NDArray[np.int64]:
        """(size,) length of a field in each document, 0 where it is absent."""
        number = self.field(field)
        return _joined([segment.lengths(number) for segment in self.segments])

    def mean_length(self, field: str) -> float:
        """Mean length of a field over all live documents, those without it included."""
        lengths = self.lengths(field)
        total = int((lengths if self.live is None else lengths[self.live]).sum())
        return total / (self.live_count or 1)


def _joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, np.int32)
