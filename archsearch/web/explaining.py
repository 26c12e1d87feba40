"""Why a hit is there, in words: its matches grouped by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.analysis.via import Via
from archsearch.web.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archsearch.search import Match

#: Forms named for one kind; a long document has hundreds.
MAX_FORMS = 6


@dataclass(frozen=True, slots=True)
class Explanation:
    """Forms that matched in one way.

    Attributes:
        via: the kind of match.
        label: the kind in words.
        forms: forms as the document writes them, no repeats, at most `MAX_FORMS`.
        more: how many further forms there are.
    """

    via: Via
    label: str
    forms: tuple[str, ...]
    more: int


def via_name(via: Via) -> str:
    """A kind of match in words."""
    return {
        Via.EXACT: _("as typed"),
        Via.FORM: _("word form"),
        Via.TRANSLITERATION: _("other script"),
        Via.ALIAS: _("other name"),
        Via.SIMILAR: _("similar spelling"),
        Via.TYPO: _("possible misprint"),
        Via.TRANSLATION: _("translation"),
    }[via]


def explain(matched: Sequence[Match]) -> tuple[Explanation, ...]:
    """Group matches by kind, strongest first."""
    grouped: dict[Via, dict[str, str]] = {}
    for match in matched:
        grouped.setdefault(match.via, {}).setdefault(match.form.casefold(), match.form)
    return tuple(
        Explanation(
            via,
            via_name(via),
            tuple(grouped[via].values())[:MAX_FORMS],
            max(0, len(grouped[via]) - MAX_FORMS),
        )
        for via in Via
        if via in grouped
    )
