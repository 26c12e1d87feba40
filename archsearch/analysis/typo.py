"""How far a misread word may be from the word that was meant.

The engine finds the terms; here is the rule, so that query and marks agree on it.
"""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import OSA

#: Words shorter than this are matched as they are: one letter off is another word.
_SHORTEST_WITH_ONE: Final = 4
#: From this length on two letters may be off.
_SHORTEST_WITH_TWO: Final = 8


def allowed_edits(word: str) -> int:
    """How many letters of a folded word may be wrong: 0, 1 or 2 by its length."""
    if len(word) < _SHORTEST_WITH_ONE:
        return 0
    return 1 if len(word) < _SHORTEST_WITH_TWO else 2


def is_typo_of(form: str, word: str) -> bool:
    """Whether a folded form of the holdings may be a misreading of the folded `word`.

    Optimal string alignment: insertions, deletions, substitutions and swapped neighbours.
    """
    allowed = allowed_edits(word)
    return form != word and OSA.distance(form, word, score_cutoff=allowed) <= allowed
