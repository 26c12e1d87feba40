"""What a reader takes away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.web.citing.chicago import chicago_note

if TYPE_CHECKING:
    from archsearch.search import DocumentView
    from archsearch.web.citing import Cited


@dataclass(frozen=True, slots=True)
class Taken:
    """One document on its way out.

    Attributes:
        view: the document with its aligned passages.
        cited: how to cite it.
    """

    view: DocumentView
    cited: Cited

    @property
    def note(self) -> str:
        """The citation as a note."""
        return chicago_note(self.cited)
