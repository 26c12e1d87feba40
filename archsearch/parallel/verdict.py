"""Whether two texts are translations of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archsearch.parallel.paragraphs import Text


def are_translations(left: Text, right: Text) -> bool:
    return True
