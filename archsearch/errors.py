"""Every error that archsearch raises on purpose.

    ArchsearchError
    ├── SettingsError          archsearch.toml or the environment says something impossible
    ├── HoldingError           a holding can't be read; names the file and the line
    ├── IndexingError          an index can't be built, updated or swapped in
    │   └── IndexLockedError   another process is building
    ├── IndexUnavailableError  there is no index, or it is damaged, or of another format
    │   └── OtherReleaseError  another release of archsearch made it
    └── SearchError            a request that can't be answered
        ├── EmptyQueryError    nothing was asked
        ├── UnknownDocumentError  no document has that id
        └── UnknownAuthorityError  no authority has that id

Each is one clear sentence for the person who caused it. The command line and the
web application are the only places that catch `ArchsearchError` to show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ArchsearchError(Exception):
    """Base of every error that archsearch raises on purpose; its text is for people."""


class SettingsError(ArchsearchError):
    """The settings file or an environment variable says something impossible."""


class HoldingError(ArchsearchError):
    """A holding can't be read.

    Attributes:
        path: the file as the librarian named it.
        place: where in the file ("line 12", "row 3", "p. 4"), or "" for the whole file.
        remedy: what the librarian can do about it, or "".
    """

    def __init__(
        self, message: str, path: Path | str, *, place: str = "", remedy: str = ""
    ) -> None:
        where = f"{path}, {place}" if place else f"{path}"
        super().__init__(f"{where}: {message}" + (f" ({remedy})" if remedy else ""))
        self.message = message
        self.path = str(path)
        self.place = place
        self.remedy = remedy


class IndexingError(ArchsearchError):
    """An index can't be built, updated or swapped in."""


class IndexLockedError(IndexingError):
    """Another process is building this index."""


class IndexUnavailableError(ArchsearchError):
    """There is no index, or it is damaged, or of a format that this version doesn't read."""


class OtherReleaseError(IndexUnavailableError):
    """An index of another release, which this one can't read, or whose terms it would miss."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} was made by another release of archsearch. "
            "Rebuild it with: archsearch index build"
        )


class SearchError(ArchsearchError):
    """A request that can't be answered."""


class EmptyQueryError(SearchError):
    """Nothing was asked."""


class UnknownDocumentError(SearchError):
    """No document of the index has the id that was asked for."""

    def __init__(self, document_id: str) -> None:
        super().__init__(f"No document has the id “{document_id}”.")
        self.document_id = document_id


class UnknownAuthorityError(SearchError):
    """No authority has the id that was asked for."""

    def __init__(self, authority_id: str) -> None:
        super().__init__(f"No authority has the id “{authority_id}”.")
        self.authority_id = authority_id
