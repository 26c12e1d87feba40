"""The formats a citation can be taken away in, by the ending of their files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.web.citing.bibtex import to_bibtex
from archsearch.web.citing.chicago import chicago_note
from archsearch.web.citing.csl import to_csl
from archsearch.web.citing.ris import to_ris

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archsearch.web.citing.cited import Cited


@dataclass(frozen=True, slots=True)
class Format:
    """A file format for citations.

    Attributes:
        ending: of the file's name.
        name: as readers know it.
        media_type: for HTTP.
        write: makes the file's text.
    """

    ending: str
    name: str
    media_type: str
    write: Callable[[Sequence[Cited]], str]


def _plain(cited: Sequence[Cited]) -> str:
    return "".join(chicago_note(each) + "\n" for each in cited)


def _csl(cited: Sequence[Cited]) -> str:
    return json.dumps([to_csl(each) for each in cited], ensure_ascii=False, indent=2) + "\n"


FORMATS = {
    each.ending: each
    for each in (
        Format("ris", "RIS", "application/x-research-info-systems", to_ris),
        Format("bib", "BibTeX", "application/x-bibtex", to_bibtex),
        Format("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", _csl),
        Format("txt", "Text", "text/plain", _plain),
    )
}
