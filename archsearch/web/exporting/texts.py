"""Documents → both versions as plain text, passage by passage, with citation and rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archsearch.web.citing.chicago import chicago_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archsearch.web.exporting.taken import Taken

_RULE = "=" * 72


def to_text(taken: Sequence[Taken]) -> str:
    """Every document: its titles, citation and rights, then each passage in every version."""
    return "\n".join(line for each in taken for line in _lines(each)) + "\n"


def _lines(taken: Taken) -> Iterator[str]:
    document = taken.view.document
    yield from dict.fromkeys(title for title in document.titles.values() if title)
    yield chicago_note(taken.cited)
    if taken.cited.rights:
        yield taken.cited.rights
    yield _RULE
    for passage in taken.view.passages:
        for key, marked in passage.texts.items():
            yield f"[{passage.number} {key}]"
            yield marked.text.strip()
            yield ""
    yield ""
