"""Which kinds of match count, query by query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.settings import SearchSettings


@dataclass(frozen=True, slots=True)
class Switches:
    """What a reader wants to count as a match.

    Attributes:
        variants: whether names find their other spellings; None means as set.
        translations: whether words find their translations; None means as set.
        exact: whether nothing but the letters as typed counts; it overrules the others.
        all_forms: whether the rarest spellings of names are looked for too.
    """

    variants: bool | None = None
    translations: bool | None = None
    exact: bool = False
    all_forms: bool = False

    def resolved(self, settings: SearchSettings) -> Switches:
        """The switches with what was left open as it is set."""
        if self.exact:
            return Switches(variants=False, translations=False, exact=True)
        return Switches(
            settings.variants if self.variants is None else self.variants,
            settings.translations if self.translations is None else self.translations,
            all_forms=self.all_forms,
        )
