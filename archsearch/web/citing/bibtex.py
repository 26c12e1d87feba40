"""Citations as BibTeX, in UTF-8 as biber and Zotero read it.

BibTeX has no type for a manuscript: ``@unpublished`` with biblatex's fields for the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.web.citing.cited import Cited

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: "\\" + character for character in "#$%&_"},
}
_SPECIAL_CHARACTER = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


def to_bibtex(cited: Sequence[Cited]) -> str:
    """One entry for each citation, an empty line between them."""
    return "\n".join(_entry(each) for each in cited)


def _entry(cited: Cited) -> str:
    fields = {
        "title": "{" + _escaped(cited.title) + "}" if cited.title else "",
        "translator": " and ".join("{" + _escaped(name) + "}" for name in cited.translators),
        "date": "-".join(f"{part:02d}" for part in cited.date_parts),
        "year": str(cited.date_parts[0]) if cited.date_parts else "",
        "note": _escaped(", ".join(filter(None, (cited.archive, cited.collection)))),
        "library": _escaped(cited.repository),
        "abstract": _escaped(cited.summary),
        "keywords": _escaped(", ".join(cited.subjects)),
        "language": _escaped(cited.language),
        "url": cited.address or cited.source,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@unpublished{" + ",\n".join([cited.key, *lines]) + "\n}\n"


def _escaped(text: str) -> str:
    return _SPECIAL_CHARACTER.sub(lambda found: _SPECIAL[found.group()], " ".join(text.split()))
