"""Documents as they were read → those that go into an index, and the ledger of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Withheld:
    """Records that were read and that an index hasn't, or hasn't whole.

    Attributes:
        described: how many are in it by their description alone.
        closed: how many aren't in it, because the audience may not know of them.
        withdrawn: how many aren't in it, because they were withdrawn.
    """

    described: int = 0
    closed: int = 0
    withdrawn: int = 0


NOTHING_WITHHELD = Withheld()


class Admission:
    """The documents of a reading that an audience may see; to be iterated over once.

    Attributes:
        ledger: what was admitted, by id; complete when the iteration has ended.
        kept_out: ids of documents that the audience may not see at all, or that were withdrawn.
        withheld: how many of each kind; complete when the iteration has ended.
        passed_over: ids of documents that are in the index as they were, and so aren't given.
    """

    def __init__(
        self, reading: Reading, settings: IndexSettings, progress: Progress = unseen
    ) -> None:
        self.ledger: dict[str, Entry] = {}
        self.kept_out: set[str] = set()
        self.withheld = NOTHING_WITHHELD
        self.passed_over: list[str] = []
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
            self._note(document, shown)
            if shown is None or document.id in self._withdrawn:
                self.kept_out.add(document.id)
                continue
            file = str(self._reading.files[document.id].resolve())
            self.ledger[document.id] = Entry(digest_of(shown), file)
            yield shown
        self._progress(Stage.INDEX, self._reading.done, self._reading.expected)
        for document_id in self._reading.passed_over:
            if document_id in self._withdrawn:
                self.kept_out.add(document_id)
                self.withheld = replace(self.withheld, withdrawn=self.withheld.withdrawn + 1)
            else:
                self.passed_over.append(document_id)

    def _note(self, document: Document, shown: Document | None) -> None:
        """Count a record that isn't shown, or not whole."""
        counts = self.withheld
        if document.id in self._withdrawn:
            self.withheld = replace(counts, withdrawn=counts.withdrawn + 1)
        elif shown is None:
            self.withheld = replace(counts, closed=counts.closed + 1)
        elif shown is not document:
            self.withheld = replace(counts, described=counts.described + 1)

    def withholds(self, document_ids: Iterable[str]) -> bool:
        """Whether any of these is kept out, or was withdrawn wherever it lies."""
        return not (self.kept_out | self._withdrawn.keys()).isdisjoint(document_ids)
