"""Documents as they were read → those that go into an index, and the ledger of them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from archsearch.indexing.access import Audience, shown_to
from archsearch.indexing.ledger import Entry, digest_of
from archsearch.indexing.progress import Stage, unseen
from archsearch.indexing.withdrawn import withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archsearch.holdings import Document
    from archsearch.indexing.progress import Progress
    from archsearch.readers.reading import Reading
    from archsearch.settings import IndexSettings


class Admission:
    """The documents of a reading that an audience may see; to be iterated over once.

    Attributes:
        ledger: what was admitted, by id; complete when the iteration has ended.
        kept_out: ids of documents that the audience may not see at all, or that were withdrawn.
    """

    def __init__(
        self, reading: Reading, settings: IndexSettings, progress: Progress = unseen
    ) -> None:
        self.ledger: dict[str, Entry] = {}
        self.kept_out: set[str] = set()
        self._reading = reading
        self._progress = progress
        self._audience = Audience(settings.audience)
        self._withdrawn = withdrawn(settings.path)
        self._today = datetime.datetime.now(datetime.UTC).date()

    def __iter__(self) -> Iterator[Document]:
        """The documents as the audience may see them."""
        for document in self._reading:
            self._progress(Stage.INDEX, self._reading.done, self._reading.expected)
            shown = shown_to(document, self._audience, self._today)
            if shown is None or document.id in self._withdrawn:
                self.kept_out.add(document.id)
                continue
            file = str(self._reading.files[document.id].resolve())
            self.ledger[document.id] = Entry(digest_of(shown), file)
            yield shown

    def withholds(self, document_ids: Iterable[str]) -> bool:
        """Whether any of these is kept out, or was withdrawn wherever it lies."""
        return not (self.kept_out | self._withdrawn.keys()).isdisjoint(document_ids)
