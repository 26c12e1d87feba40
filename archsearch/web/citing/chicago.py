"""A citation as a note of The Chicago Manual of Style (17th edition, 14.221-14.231).

A manuscript's note goes from the item to the repository; Russian archives are cited the other way
round by custom (repository, fond, opis, delo, leaf), which the manual allows (14.224) and this
follows. No citation processor knows fond and opis, so the note is put together here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.web.citing.cited import Cited


def chicago_note(cited: Cited) -> str:
    """One note, ending in a full stop."""
    parts = [
        f"“{cited.title},” {cited.date}" if cited.title else cited.date,
        cited.archive,
        f"trans. {_joined(cited.translators)}" if cited.translators else "",
        cited.collection,
        cited.address or cited.source,
    ]
    note = ", ".join(part for part in parts if part)
    return note if note.endswith(".") else note + "."


def _joined(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
