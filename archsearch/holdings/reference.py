"""Reference codes: where a repository keeps a document, in the notation of its tradition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference code, taken apart as far as its notation allows.

    Attributes:
        repository: the institution that holds it, as written ("GARF", "ГАРФ").
        fond, opis, delo: the levels of Soviet and Russian archives, without their labels.
        folios: leaf or range of leaves ("352-359"), without its label.
        written: the whole code as the source gives it; the only part always present.
    """

    repository: str = ""
    fond: str = ""
    opis: str = ""
    delo: str = ""
    folios: str = ""
    written: str = ""
