"""An index and what changed in it → a new index that shares the unchanged segments' files.

Segments are linked, never copied where the file system can link; documents that were removed or
replaced are named in deletion files; new ones make a segment of their own. Segments that
have become small beside their neighbours, or mostly deleted, are merged before the commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archsearch.engines.telling import untold
from archsearch.engines.whoosh.collection import Collection
from archsearch.engines.whoosh.deletions import write_deletions
from archsearch.engines.whoosh.manifest import IndexManifest, SegmentEntry
from archsearch.engines.whoosh.merging import merge_segments
from archsearch.engines.whoosh.segment import Segment
from archsearch.engines.whoosh.writer import SEGMENT_NAME, FieldNumbers, SegmentWriter
from archsearch.errors import IndexingError
from archsearch.systems import link_or_copy, remove_file, remove_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from archsearch.engines.base import IndexedDocument
    from archsearch.engines.telling import Told

#: A segment is merged with the one before it unless that is so many times larger: the number of
#: segments grows as the logarithm of the number of documents, as does what each is copied.
GROWTH = 4
#: A segment with more deleted documents than this share is rewritten: they cost space and time.
MAX_DELETED = 0.5


class WhooshUpdater:
    """Writes an index from another; an `archsearch.engines.base.IndexWriter`."""

    def __init__(self, path: Path, boosts: Mapping[str, float], base: Path) -> None:
        self._path = path
        self._base = base
        self._boosts = dict(boosts)
        self._old = Collection(base)
        known = self._old.manifest.fields
        self._fields = FieldNumbers([*known, *sorted(set(boosts) - set(known))])
        self._serial = 1 + max((_serial(entry) for entry in self._old.manifest.segments), default=0)
        self._segment = SegmentWriter(self._next_folder(), self._fields)
        self._added: set[str] = set()
        self._deleted: dict[int, set[int]] = {}

    def _next_folder(self) -> Path:
        folder = self._path / f"{SEGMENT_NAME}{self._serial}"
        self._serial += 1
        return folder

    def add(self, document: IndexedDocument) -> None:
        """Take a document; one of the same id in the base is replaced.

        Raises:
            IndexingError: its id was taken before.
        """
        if document.id in self._added:
            raise IndexingError(f"Two documents have the id “{document.id}”.")
        self.remove(document.id)
        self._added.add(document.id)
        self._segment.add(document)

    def remove(self, document_id: str) -> None:
        """Leave out the base's document of that id, if there is one."""
        for place, segment in enumerate(self._old.segments):
            number = segment.identifiers.find(document_id)
            if number >= 0:
                self._deleted.setdefault(place, set()).add(number)

    def commit(self, strings: Sequence[str], *, purge: bool = False, told: Told = untold) -> None:
        """Write everything durably; see `archsearch.engines.base.IndexWriter`."""
        places = range(len(self._old.segments))
        entries = [entry for place in places if (entry := self._kept(place))]
        if self._segment.count:
            entries.append(self._segment.commit(strings, told))
        else:
            self._segment.abort()
        entries = self._merged(entries)
        if purge:
            entries = [self._purged(entry) for entry in entries]
        IndexManifest(self._fields.names, self._boosts, tuple(entries)).write(self._path)

    def abort(self) -> None:
        """Leave nothing behind."""
        self._segment.abort()
        for entry in self._old.manifest.segments:
            remove_tree(self._path / entry.name)
            for file in self._path.glob(f"{entry.name}.*"):
                remove_file(file)

    def _kept(self, place: int) -> SegmentEntry | None:
        """Take over a segment of the base with its deletions; None if nothing of it is left."""
        segment = self._old.segments[place]
        new = np.array(sorted(self._deleted.get(place, ())), np.int32)
        deleted = np.union1d(segment.deleted, new)
        if deleted.size == segment.count:
            return None
        entry = segment.entry
        (self._path / entry.name).mkdir()
        for file in entry.files:
            self._take(f"{entry.name}/{file.name}")
        deletions = entry.deletions
        if deleted.size > segment.deleted.size:
            name = f"{entry.name}.deleted-{deleted.size}.bin"
            deletions = write_deletions(self._path / name, segment, deleted)
        elif deletions:
            self._take(deletions.name)
        return SegmentEntry(
            entry.name, entry.documents, entry.columns, entry.fields, entry.files, deletions
        )

    def _take(self, name: str) -> None:
        link_or_copy(self._base / name, self._path / name)

    def _merged(self, entries: list[SegmentEntry]) -> list[SegmentEntry]:
        """Merge the last segments as long as they are too small or too much deleted."""
        segments = [Segment(self._path, entry) for entry in entries]
        first = _first_to_merge(segments)
        last = segments[first:]
        if not last or (len(last) == 1 and _deleted_share(last[0]) <= MAX_DELETED):
            return entries
        return [*entries[:first], self._rewritten(last)]

    def _purged(self, entry: SegmentEntry) -> SegmentEntry:
        """A segment without its deleted documents."""
        return self._rewritten([Segment(self._path, entry)]) if entry.deletions else entry

    def _rewritten(self, segments: Sequence[Segment]) -> SegmentEntry:
        merged = merge_segments(self._next_folder(), segments)
        for segment in segments:
            remove_tree(self._path / segment.entry.name)
            if segment.entry.deletions:
                remove_file(self._path / segment.entry.deletions.name)
        return merged


def _first_to_merge(segments: Sequence[Segment]) -> int:
    """The first segment of those at the end that are to be one."""
    shares = [_deleted_share(segment) > MAX_DELETED for segment in segments]
    first = shares.index(True) if any(shares) else len(segments) - 1
    size = sum(_live(segment) for segment in segments[max(first, 0) :])
    while first > 0 and _live(segments[first - 1]) < GROWTH * size:
        first -= 1
        size += _live(segments[first])
    return max(first, 0)


def _live(segment: Segment) -> int:
    return segment.count - int(segment.deleted.size)


def _deleted_share(segment: Segment) -> float:
    return segment.deleted.size / segment.count


def _serial(entry: SegmentEntry) -> int:
    return int(entry.name.removeprefix(SEGMENT_NAME))
